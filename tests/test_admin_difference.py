"""Two texts side by side."""

import time

import pytest

from newsmarkup.admin.difference import Piece, paragraphs, plain, rows
from newsmarkup.pipeline import clean
from newsmarkup.roles import registered


def body(html):
    return paragraphs(clean(html).body, registered(), lambda speaker: speaker.name or speaker.key)


def only(pieces):
    return [piece.text for piece in pieces or () if piece.only]


def test_paragraphs_stand_beside_their_like():
    mine = body("<p>One two three four.</p><p>Only mine here.</p><p>The end.</p>")
    theirs = body("<p>Something new first.</p><p>One two three five.</p><p>The end.</p>")
    found = rows(mine, theirs)
    assert [row.state for row in found] == ["theirs", "changed", "mine", "same"]
    assert only(found[1].mine) == ["four."]
    assert only(found[1].theirs) == ["five."]


def test_a_tag_is_shown_where_the_sides_differ_in_it_alone():
    tagged = '<p>He said <q data-id="q1" data-speaker="person" data-speaker-name="Jo">“yes”</q> twice.</p>'
    (row,) = rows(body(tagged), body("<p>He said “yes” twice.</p>"))
    assert only(row.mine) == ["quotation: Jo", "end of quotation"]
    assert only(row.theirs) == []
    (row,) = rows(body(tagged), body(tagged.replace("Jo", "Al")))
    assert (only(row.mine), only(row.theirs)) == (["quotation: Jo"], ["quotation: Al"])
    (row,) = rows(body(tagged), body(tagged))
    assert row.mine == (Piece("He said “yes” twice."),)


@pytest.mark.parametrize(
    ("a", "b", "word"),
    [
        ('<p><a href="/a">x</a></p>', '<p><a href="/b">x</a></p>', "link to /a"),
        ("<h2>x</h2>", "<h3>x</h3>", "heading"),
        ("<p><strong>x</strong></p>", "<p>x</p>", "bold"),
        ("<p>a<br>b</p>", "<p>a b</p>", "line break"),
        (
            '<figure><img src="/a.jpg" alt="A" data-photo="a"></figure>',
            '<figure><img src="/a.jpg" alt="A"></figure>',
            "picture a",
        ),
    ],
)
def test_differences_without_a_different_word_are_said(a, b, word):
    (row,) = rows(body(a), body(b))
    assert row.state == "changed"
    assert word in only(row.mine)


def test_no_word_is_lost():
    html = "<p>a  b</p><ul><li>c<ul><li>d</li></ul></li><li>e</li></ul><blockquote data-id='b'><p>f</p><p>g</p></blockquote>"
    found = rows(body(html), body(""))
    text = " ".join(piece.text for row in found for piece in row.mine if not piece.tag)
    assert text.replace("•", "").split() == ["a", "b", "c", "d", "e", "f", "g"]


def test_long_texts_are_compared_in_time():
    one = plain("\n".join("ab"[n % 2] for n in range(9000)))
    two = plain("\n".join("abb"[n % 3] for n in range(9000)))
    words = plain(" ".join("ab"[n % 2] for n in range(60_000)))
    start = time.perf_counter()
    rows(one, two)
    rows(words, plain(" ".join("abb"[n % 3] for n in range(60_000))))
    assert time.perf_counter() - start < 3

"""Plain wire text as an Article. All names, places and papers are made up."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.document.article import Organization, Person
from newsmarkup.document.write import write
from newsmarkup.errors import ImportRefused
from newsmarkup.importing import base
from newsmarkup.importing.copy import moment
from newsmarkup.roles import registered

COPY = """\
BC-SALTMERE-HARBOUR
Keywords: harbour, repairs
Date: 2026-05-03T10:00:00+02:00

Harbour opens after a year of repairs
Ferries leave at dawn, and the council counts the bill
By Jane Roe and John Doe

SALTMERE, Merrow (AP) — The harbour of Saltmere opened again on Monday
after a year of repairs, and the first ferry left at dawn with forty
passengers on board.

“We have waited long for this,” said mayor Ada Holm on the quay. “Now the
boats are back.”

The repairs cost more than planned, and the council will discuss the
bill in spring.

CAPTION: The first ferry leaves Saltmere. (Photo: Ivo Brandt/Coast Pictures)

ENDS

Notes to editors:
Contact the port office, Quay 1.
"""


def read(text, **more):
    data = text if isinstance(text, bytes) else text.encode()
    (one,) = base.read(data, filename="copy.txt", **more)
    return one


def codes(one):
    return [problem.code for problem in one.problems]


def test_a_whole_report():
    one = read(COPY)
    article = one.article
    assert article.headline == "Harbour opens after a year of repairs"
    assert article.alternative_headline == "Ferries leave at dawn, and the council counts the bill"
    assert [(b.agent.name, b.role) for b in article.bylines] == [("Jane Roe", "author"), ("John Doe", "author")]
    assert all(isinstance(b.agent, Person) for b in article.bylines)
    assert (article.slug, article.dateline, article.source) == (
        "BC-SALTMERE-HARBOUR", "SALTMERE, Merrow", Organization("", "AP"),
    )  # fmt: skip
    assert article.keywords == ("harbour", "repairs")
    assert article.published == datetime(2026, 5, 3, 8, tzinfo=UTC)
    assert article.language == "en"
    assert [block.name for block in article.body.blocks] == ["p", "p", "p", "figure"]
    assert article.body.blocks[0].text.startswith("The harbour of Saltmere opened again on Monday after a year")
    roles = [(p.role, p.text) for p in article.passages]
    assert ("quotation", "We have waited long for this, Now the boats are back.") in roles
    assert ("caption", "The first ferry leaves Saltmere.") in roles
    assert ("credit", "Ivo Brandt/Coast Pictures") in roles
    (quotation,) = [p for p in article.passages if p.role == "quotation"]
    assert (quotation.speaker.kind, quotation.speaker.name) == ("person", "Ada Holm")


def test_what_stands_below_ends_is_said_with_its_words():
    one = read(COPY)
    (notes,) = [p for p in one.problems if p.code == "notes"]
    assert "Contact the port office, Quay 1." in notes.message
    assert notes.line == 23
    assert "port office" not in one.article.body.text


@pytest.mark.parametrize("end", ["ENDS", "-ENDS-", "- ends -", "###", "-30-", "/ENDS", "(END)"])
def test_marks_of_the_end(end):
    text = COPY.replace("\nENDS\n", f"\n{end}\n")
    assert "port office" not in read(text).article.body.text


def test_an_embargo_is_a_warning_with_its_line():
    one = read("EMBARGOED UNTIL 3 May 2026, 10:00\n\n" + COPY)
    (embargo,) = [p for p in one.problems if p.code == "embargo"]
    assert (embargo.severity, embargo.line) == ("warning", 1)
    assert "3 May 2026, 10:00" in embargo.message


def test_labelled_facts():
    one = read(
        "Slug: ferry-2\nHeadline: Ferry late\nSubhead: By an hour\nByline: Jane Roe\nSection: Town\nSource: Example News\n"
        "Dateline: Saltmere\nDate: 3 May 2026\nLanguage: en-GB\n\n"
        "The ferry of Saltmere was an hour late on Monday, and nobody knew why that was so.\n"
    ).article
    assert (one.slug, one.headline, one.alternative_headline) == ("ferry-2", "Ferry late", "By an hour")
    assert [b.agent.name for b in one.bylines] == ["Jane Roe"]
    assert (one.section.name, one.source.name, one.dateline, one.language) == (
        "Town", "Example News", "Saltmere", "en-GB",
    )  # fmt: skip
    assert one.published == datetime(2026, 5, 3, tzinfo=UTC)


def test_a_date_that_is_none_is_said():
    one = read("Date: the day after\n\n" + COPY.partition("\n\n")[2])
    assert "the day after" in next(p.message for p in one.problems if p.code == "date")


def test_lines_that_a_machine_broke_are_joined_and_others_are_not():
    lines = ["First paragraph that is quite long and goes on to the end of its line without", "a break.", "",
             "Second short.", "Third short."]  # fmt: skip
    assert [b.text for b in read("\n".join(lines)).article.body.blocks] == [
        " ".join(lines[:2]), "Second short.", "Third short.",
    ]  # fmt: skip


def test_corrections_and_an_english_byline_above_a_text_of_another_language():
    one = read("Hafen wieder offen\n\nBy Jane Roe\n\nDer Hafen von Salzach ist seit Montag wieder offen, und das Schiff fährt.\n\n"
               "CORRECTION: Es war der Mai.\n")  # fmt: skip
    article = one.article
    assert (article.headline, article.language) == ("Hafen wieder offen", "de")
    assert [b.agent.name for b in article.bylines] == ["Jane Roe"]
    assert [c.text for c in article.corrections] == ["Es war der Mai."]
    assert "Mai" not in article.body.text


def test_bullets_are_a_list_and_stars_a_rule():
    one = read("The council decided on Monday, after hours, what shall happen to the harbour.\n\n"
               "- The quay stays\n- The toll goes\n\n* * *\n\nThe mayor was content with all of that.\n")  # fmt: skip
    assert [block.name for block in one.article.body.blocks] == ["p", "ul", "hr", "p"]


def test_what_our_exporter_writes_is_read_back():
    from newsmarkup.exporting.base import exporter

    first = read(COPY).article
    again = read(exporter("text").write(first)).article
    assert (again.headline, again.alternative_headline) == (first.headline, first.alternative_headline)
    assert [b.agent.name for b in again.bylines] == ["Jane Roe", "John Doe"]
    assert again.dateline == first.dateline
    kept = [(p.role, p.text) for p in first.passages if p.role in exporter("text").carries]
    # A caption without a picture is no picture to an exporter: those that it writes come back.
    assert kept == [("caption", "The first ferry leaves Saltmere."), ("credit", "Ivo Brandt/Coast Pictures")]


def test_latin_1_is_read_and_said():
    one = read("Le café du port a rouvert lundi, après un an de travaux, et le maire était là.\n".encode("latin-1"))
    assert "café" in one.article.body.text
    assert codes(one) == ["encoding"]
    assert one.problems[0].line == 1


def test_utf_16_is_read():
    assert read(COPY.encode("utf-16")).article.headline == "Harbour opens after a year of repairs"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        ("\ufeff \u200b".encode(), "no words"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"PK\x03\x04aaaa", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "PNG"),
        (b"\0\1\2\3" * 100, "binary"),
        (b"x" * (base.MOST_BYTES + 1), "at most"),
        (b"Many words. " * 60_000, "at most 500,000"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data, says):
    with pytest.raises(ImportRefused) as refused:
        base.read(data, format="text")
    assert says.lower() in str(refused.value).lower()
    assert all(problem.mend for problem in refused.value.problems)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.booleans())
def test_no_text_breaks_it_and_what_it_reads_is_canonical(text, headed):
    from newsmarkup.pipeline import clean

    data = (COPY + text if headed else text).encode("utf-8", "surrogatepass")
    try:
        (one,) = base.read(data, format="text")
    except ImportRefused:
        return
    html = write(one.article.body, registered())
    assert clean(html).html == html


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(COPY.split("\n")), max_size=30))
def test_no_word_is_dropped_in_silence(lines):
    try:
        (one,) = base.read("\n".join(lines).encode(), format="text")
    except ImportRefused:
        return
    a = one.article
    told = " ".join(
        [a.headline, a.alternative_headline, a.slug, a.dateline, *a.keywords, *(b.agent.name for b in a.bylines),
         a.source.name if a.source else "", a.body.text, *(p.message for p in one.problems)]
    )  # fmt: skip
    for word in {"passengers", "waited", "spring", "ferry", "Jane", "port", "BC-SALTMERE-HARBOUR"}:
        if word in " ".join(lines):
            assert word in told, word


@pytest.mark.parametrize("value", ["", "x" * 500, "31 February 2026", "99999999999999"])
def test_no_date(value):
    assert moment(value) is None

"""A passage is tagged where it is quoted, changed and untagged; words and other passages stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup import tagging
from newsmarkup.document.passage import passages
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.write import write
from newsmarkup.errors import TagRefused
from newsmarkup.pipeline import clean
from newsmarkup.roles import registered
from newsmarkup.selecting import TextQuote, place, places
from newsmarkup.suggesting.text import Text

pytestmark = pytest.mark.pure

BODY = clean(
    "<p>“We sail at dawn,” <em>Captain</em> Iona Reid said. “If the wind holds.”</p>"
    '<figure><img src="/a.jpg"><figcaption>Boats. Photo: Ivo Brandt</figcaption></figure>'
    "<p>It was cold. It was wet.</p><p>“One.</p><p>“Two,” she said.</p><p>Big words.</p>"
    "<blockquote><p>Set apart.</p><p>— Iona Reid</p></blockquote>"
).body


def html(body):
    return write(body, registered())


def tagged(body, role, exact, prefix="", suffix="", **facts):
    text = Text.of_body(body, "en")
    return tagging.tag(body, text, role, place(text, TextQuote(exact, prefix, suffix)), facts)


def code(refused):
    return refused.value.problems[0].code


# -- the place -------------------------------------------------------------------------------------------------------


def text(words):
    return Text.plain(words, "en")


def test_white_space_is_all_the_same():
    (span,) = places(text("a  big\u00a0red\nboat"), TextQuote(" big red\t boat "))
    assert text("a  big\u00a0red\nboat")[span] == "big\u00a0red\nboat"


@pytest.mark.parametrize(
    ("prefix", "suffix", "count"),
    [("", "", 3), ("wet", "", 1), ("It", "", 2), ("", "wet", 1), ("cold. It ", "", 1), ("x", "", 0), ("", ".", 0)],
)
def test_prefix_and_suffix_say_which(prefix, suffix, count):
    assert len(places(text("It was cold. It was wet was it."), TextQuote("was", prefix, suffix))) == count


def test_places_that_overlap_are_several():
    assert len(places(text("aaa"), TextQuote("aa"))) == 2


def test_several_places_are_shown():
    with pytest.raises(
        TagRefused, match=r"stands in 2 places: “… \[It was\] cold. It was wet.…”; “…It was cold. \[It was\]"
    ) as refused:
        place(text("It was cold. It was wet."), TextQuote("It was"))
    assert code(refused) == "ambiguous"
    assert "prefix" in refused.value.problems[0].mend


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (TextQuote("snow"), "stands nowhere in the text\\. Give the words"),
        (TextQuote('"it was"'), "it writes '“It was”'"),
        (TextQuote("cold", "very"), "without them it stands in “…“It was” \\[cold\\]"),
    ],
)
def test_what_is_not_found_is_looked_for_nearby(quote, said):
    with pytest.raises(TagRefused, match=said):
        place(text("“It was” cold"), quote)


# -- the tag ---------------------------------------------------------------------------------------------------------


def test_a_quotation_with_all_that_can_be_said_of_it():
    speaker = SpeakerRef("person", "iona")
    body, id = tagged(
        BODY,
        "quotation",
        "“We sail at dawn,”",
        speaker=speaker,
        alleged=True,
        occasion="dawn",
        cite="https://x.example/a",
    )
    one = tagging.found(body, id)
    assert (one.text, one.speaker, one.alleged, one.occasion, one.cite) == (
        "We sail at dawn,", speaker, True, "dawn", "https://x.example/a",
    )  # fmt: skip
    assert body.text == BODY.text


def test_a_quotation_over_two_paragraphs_is_one():
    body, id = tagged(BODY, "quotation", "“One. “Two,”")
    assert tagging.found(body, id).parts == ("“One.", "“Two,”")


def test_an_attribution_is_joined_to_the_nearest_or_to_those_named():
    body, first = tagged(BODY, "quotation", "“We sail at dawn,”")
    body, second = tagged(body, "quotation", "“If the wind holds.”")
    near, id = tagged(body, "attribution", "Captain Iona Reid")
    assert tagging.found(near, id).quotations == (first,)
    both, id = tagged(body, "attribution", "Captain Iona Reid", quotations=[first, second])
    assert tagging.found(both, id).quotations == (first, second)


def test_an_attribution_in_a_block_quotation_is_its_own():
    body, id = tagged(BODY, "attribution", "Iona Reid", prefix="— ")
    assert tagging.found(body, id).quotations == (
        next(p.id for p in passages(BODY, registered()) if p.role == "quotation"),
    )


def test_a_credit_is_the_picture_s():
    body, id = tagged(BODY, "credit", "Photo: Ivo Brandt")
    assert tagging.found(body, id).picture == "/a.jpg"
    assert next(p.text for p in passages(body, registered()) if p.role == "caption") == "Boats."


def test_a_paragraph_becomes_a_pull_quote():
    body, _id = tagged(BODY, "pullquote", "Big words.")
    assert '<aside data-role="pullquote"' in html(body)


@pytest.mark.parametrize(
    ("role", "exact", "facts", "expected"),
    [
        ("fact", "Big words.", {}, "unknown_role"),
        ("pullquote", "was cold", {}, "not_possible"),
        ("quotation", "Set apart.", {}, "not_possible"),
        ("credit", "Photo: Ivo Brandt", {"speaker": None}, "not_of_role"),
        ("attribution", "she", {"speaker": SpeakerRef("anonymous")}, "not_of_role"),
        ("attribution", "she", {"quotations": ["nowhere"]}, "not_kept"),
        ("quotation", "“If the wind holds.”", {"cite": "javascript:1"}, "not_possible"),
        ("quotation", "“If the wind holds.”", {"occasion": "x" * 201}, "not_possible"),
    ],
)
def test_what_can_not_be_is_refused_in_words(role, exact, facts, expected):
    with pytest.raises(TagRefused) as refused:
        tagged(BODY, role, exact, **facts)
    assert code(refused) == expected


def test_a_newsroom_s_own_inline_role(monkeypatch):
    from newsmarkup import roles
    from newsmarkup.roles.base import Role, Roles

    own = Role("fact", "Fact", "Checked.", "inline", "span", "Alt-9", "teal", marker=("data-role", "fact"))
    monkeypatch.setattr(tagging, "registered", lambda: Roles([*roles.STANDARD, own]))
    body, id = tagged(BODY, "fact", "cold. It")
    assert tagging.found(body, id).text == "cold. It"


# -- changing and untagging ------------------------------------------------------------------------------------------


def test_what_is_named_changes_and_the_rest_stays():
    body, id = tagged(BODY, "quotation", "“One. “Two,”", speaker=SpeakerRef("person", "", "Iona"), occasion="dawn")
    body = tagging.change(body, tagging.found(body, id), {"alleged": True, "speaker": SpeakerRef("anonymous")})
    one = tagging.found(body, id)
    assert (one.speaker, one.alleged, one.occasion) == (SpeakerRef("anonymous"), True, "dawn")
    body = tagging.change(body, one, {"alleged": False, "speaker": None, "occasion": None})
    one = tagging.found(body, id)
    assert (one.speaker, one.alleged, one.occasion) == (None, False, "")
    with pytest.raises(TagRefused):
        tagging.change(body, one, {"quotations": [id]})


WORDS = "“We sail at dawn,” Captain Iona Reid said. “If the wind holds.” It was cold. It was wet.".split()


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.integers(1, 6), st.sampled_from(["quotation", "attribution"])),
        max_size=6,
    )
)
def test_untagging_gives_back_what_was(wanted):
    """Whatever is tagged, no word changes, what is stored is what was made, and untagging undoes it."""
    steps = [BODY]
    ids = []
    for at, length, role in wanted:
        try:
            body, id = tagged(steps[-1], role, " ".join(WORDS[at : at + length]))
        except TagRefused:
            continue
        assert clean(html(body)).html == html(body)
        assert body.text == BODY.text
        assert {p.id for p in passages(steps[-1], registered())} == {p.id for p in passages(body, registered())} - {id}
        steps.append(body)
        ids.append(id)
    body = steps[-1]
    for id in ids:
        body = tagging.untag(body, id)
    assert html(body) == html(BODY)


def test_a_tag_never_changes_another_passage():
    """A short line below a picture would go into its caption as a whole."""
    with pytest.raises(TagRefused, match="The caption “Boats") as refused:
        tagged(BODY, "credit", "It was wet.")
    assert code(refused) == "not_kept"


def test_an_untagged_caption_becomes_a_paragraph():
    id = next(p.id for p in passages(BODY, registered()) if p.role == "caption")
    body = tagging.untag(BODY, id)
    assert '<figure><img src="/a.jpg" alt=""></figure>\n<p>Boats. Photo: Ivo Brandt</p>' in html(body)


def test_an_untagged_block_quotation_is_its_paragraphs():
    id = next(p.id for p in passages(BODY, registered()) if p.role == "quotation")
    assert "<p>Set apart.</p>\n<p>— Iona Reid</p>" in html(tagging.untag(BODY, id))

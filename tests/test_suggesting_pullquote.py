"""Pull quotes: repeated blocks are recognised, good ones offered. All samples are made up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmarkup.suggesting import pasted, pullquote
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text
from tests.growth import assert_linear

WORDS = "We have waited long enough for the boats to come home"
SOURCE = f"The mayor was glad on Monday. “{WORDS},” said Ada Holm, who had come to the harbour with her whole family."
MORE = (
    "The repairs cost more than planned, and the council will discuss the bill in spring, a clerk said on Monday. " * 8
)


def quoted(text, part, name="Ada Holm", kind="person", confidence=0.95):
    start = text.index(part)
    span = Span(start, start + len(part))
    return Suggestion("quotation", (span,), part, confidence, "Given.", Speaker(kind, name))


def found(text, *quotations, language="en", taken=()):
    text = Text.plain(text, language) if isinstance(text, str) else text
    return [*pullquote.find(text, quotations, lexicon(language), taken)]


# -- repeated


@pytest.mark.parametrize(
    "block",
    [
        f"“{WORDS}.”",
        f'"{WORDS}"',
        f"« {WORDS} »",
        f"{WORDS}.",
        "“We have waited long enough … for the boats to come home”",
        "“WE HAVE WAITED LONG ENOUGH FOR THE BOATS TO COME HOME”",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_a_block_that_repeats_a_quotation_is_a_pull_quote(block, before):
    text = f"{block}\n\n{SOURCE}\n\n{MORE}" if before else f"{MORE}\n\n{SOURCE}\n\n{block}"
    (one,) = found(text, quoted(text, f"“{WORDS},”"))
    assert one.text == block and one.speaker.name == "Ada Holm"
    assert text[one.quotes.start : one.quotes.end] == WORDS


def test_who_signs_it_is_no_part_of_it():
    text = f"{SOURCE}\n\n“{WORDS}” — Ada Holm, mayor\n\n{MORE}"
    (one,) = found(text, quoted(text, f"“{WORDS},”"))
    assert (one.text, text[one.mention.start : one.mention.end]) == (f"“{WORDS}”", "Ada Holm, mayor")


def test_a_language_without_spaces():
    words = "私たちは船が帰ってくるのを長い間待っていました"
    text = f"町長は月曜日に港で話した。「{words}」と述べ、家族と一緒に船を迎えたという。\n\n「{words}」"
    (one,) = found(text, language="ja")
    assert text[one.quotes.start : one.quotes.end] == words


def test_words_of_the_author_that_are_repeated_are_one_too_but_less_sure():
    line = "Nobody in the town remembers a winter in which the ferry did not sail"
    marked, bare = (
        found(f"{MORE}\n\n{block}\n\nIt is said that {line.lower()}, and nobody doubts it here.")[0].confidence
        for block in (f"“{line}”", line)
    )
    assert bare < 0.7 < marked


@pytest.mark.parametrize(
    "text",
    [
        f"{SOURCE}\n\n{MORE}",
        f"“{WORDS}”\n\n“{WORDS}”\n\n{MORE}",  # which of them is the source?
        f"{SOURCE}\n\n“We have waited long enough for an answer from the council”\n\n{MORE}",
        f"{SOURCE}\n\nThe mayor was glad\n\n{MORE}",
        "Come home\n\nCome home, come home, said the clerk at the harbour to the boats.",
    ],
)
def test_not_everything_that_looks_alike_is_one(text):
    assert found(text) == []


def test_what_is_taken_is_none():
    text = f"{WORDS}\n\n{SOURCE}"
    assert found(text, taken=[Span(0, len(WORDS))]) == []


def test_what_is_tagged_is_not_offered_again():
    blocks = [("p", "aside", f"“{WORDS}”", [("pullquote", 0, 10)]), ("p", "", SOURCE, ())]
    assert found(Text.of_blocks(blocks, "en")) == []


def test_quotations_in_a_repeated_block_are_not_offered():
    text = f"{SOURCE}\n\n“{WORDS}”\n\n{MORE}"
    kinds = [one.kind for one in suggest(Text.plain(text, "en"))]
    assert (kinds.count("quotation"), kinds.count("pullquote")) == (1, 1)


def test_an_untagged_blockquote_of_a_page_may_be_one():
    page = f"<!doctype html><html lang=en><article><p>{SOURCE}</p><blockquote><p>“{WORDS}”</p></blockquote></article></html>"
    (one,) = (x for x in suggest(pasted.read(page).text) if x.kind == "pullquote")
    assert one.text == f"“{WORDS}”"


# -- offered


def test_a_short_whole_quotation_of_someone_named_is_offered():
    said = "We will never again wait a whole year for our boats."
    text = f"“{said}” the mayor said.\n\n{MORE}\n\n{MORE}"
    (one,) = found(text, quoted(text, f"“{said}”"))
    assert one.text == said and one.quotes == one.spans[0]
    assert one.reason.startswith("Would make a pull quote: ") and one.confidence < 0.9


def test_a_sentence_of_a_long_quotation_is_offered():
    said = f"We will never again wait a whole year for our boats. {'And the council knows it very well by now. ' * 4}"
    text = f"“{said}” the mayor said.\n\n{MORE}\n\n{MORE}"
    (one,) = found(text, quoted(text, f"“{said}”"))
    assert one.text == "We will never again wait a whole year for our boats."


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("boats that come home", ("person", "Ada Holm")),  # no sentence
        ("And that is what we have always wanted here.", ("person", "Ada Holm")),  # hangs on what was before
        ("We will never again wait a whole year for them.", ("anonymous", "a clerk")),
        ("We paid 12,000 crowns for 14 boats in 2024.", ("person", "Ada Holm")),
        ("We waited [in vain] for a year for our boats.", ("person", "Ada Holm")),
    ],
)
def test_what_cannot_stand_alone_is_not_offered(said, speaker):
    text = f"“{said}” was what they said.\n\n{MORE}\n\n{MORE}"
    assert found(text, quoted(text, f"“{said}”", speaker[1], speaker[0])) == []


def test_two_at_most_are_offered_and_of_different_people():
    said = [f"We will never wait for the {what} of the harbour again." for what in ("boats", "men", "bells", "birds")]
    text = "\n\n".join(f"“{one}” they said. {MORE}" for one in said)
    names = ["Ada Holm", "Ada Holm", "Ivo Brandt", "Nora Lind"]
    offers = found(text, *(quoted(text, f"“{one}”", name) for one, name in zip(said, names, strict=True)))
    assert len(offers) == 2 == len({one.speaker.name for one in offers})


def test_a_text_with_a_pull_quote_is_offered_no_other():
    said = "We will never again wait a whole year for our boats."
    text = f"“{WORDS}”\n\n{SOURCE}\n\n“{said}” the mayor said. {MORE}"
    assert [one.text for one in found(text, quoted(text, f"“{said}”"))] == [f"“{WORDS}”"]


# -- always


@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "“", "”", "—", ".", "「", "船"]), max_size=120).map(" ".join))
def test_spans_lie_in_the_text(text):
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text) and 0 <= one.quotes.start < one.quotes.end <= len(text)
        assert 0 < one.confidence < 1 and one.reason.endswith(".")


@pytest.mark.parametrize("piece", [f"“{WORDS}.”\n", f"{WORDS} ", "“”", "we will go there again my friend\n\n", "船"])
def test_time_grows_with_the_text_and_no_faster(piece):
    def prepare(count):
        text = Text.plain(piece * count, "en")
        return lambda: found(text)

    assert_linear(prepare, 2_000, 8_000)


@pytest.mark.shared
def test_pull_quotes_of_news_pages_are_found_where_they_repeat_the_text(shared):
    folder = shared / "corpora/pages"
    repeated = recognised = 0
    for line in (folder / "gold.jsonl").read_text().splitlines():
        gold = json.loads(line)
        if not gold["pullquotes"]:
            continue
        page = pasted.read(pasted.decode((folder / gold["file"]).read_bytes(), gold["file"]))
        said = [
            squeezed(one.text)
            for one in suggest(page.text, page.headline)
            if one.quotes and one.quotes not in one.spans
        ]
        for one in gold["pullquotes"]:
            words = squeezed(one["text"])
            if squeezed(page.text.text).count(words) >= 2:
                repeated += 1
                recognised += any(words in it or it in words for it in said)
    assert repeated >= 20 and recognised >= 0.9 * repeated


def squeezed(words):
    return "".join(filter(str.isalnum, words.casefold()))


def test_a_tagged_quotation_still_makes_a_pull_quote():
    from newsmarkup.pipeline import clean

    said = "“We have waited eleven years for a bridge that carries us home,”"
    filler = "<p>" + "The council met on Monday and talked about the harbour. " * 25 + "</p>"
    plain = f"<p>{said} said Ada Holm.</p>{filler}"
    tagged = plain.replace(said, f'<q data-speaker="person" data-speaker-name="Ada Holm">{said}</q>')
    for html in (plain, tagged):
        text = Text.of_body(clean(html).body, "en")
        offered = [one for one in suggest(text) if one.kind == "pullquote"]
        assert [(one.text, one.speaker.name) for one in offered] == [(said.strip("“”,"), "Ada Holm")]

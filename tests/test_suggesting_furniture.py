"""Page furniture: what is no body is flagged, and no paragraph is. All samples are made up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmarkup.suggesting import caption, furniture
from newsmarkup.suggesting.lexicon import languages, lexicon
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.text import Text
from tests.growth import assert_linear


def flagged(text, language="en"):
    text = Text.plain(text, language)
    words = lexicon(language)
    return [one.text for one in furniture.find(text, words, [*caption.find(text, words)])]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Please let us know if you see a mistake on this page."),
        ("en", "hide caption"),
        ("en", "Toggle Caption"),
        ("en", "Read more…"),
        ("en", "ADVERTISEMENT"),
        ("en", "Share this:"),
        ("en", "Sign up for our morning newsletter"),
        ("en", "Follow Jane Roe on Twitter @janeroe."),
        ("en", "(Reporting by Jane Roe in Saltmere; Editing by Max Poe and John Doe)"),
        ("en", "Associated Press writer Jane Roe in Saltmere contributed to this report."),
        ("en", "©2024 The Example. All rights reserved."),
        ("en", "Comments"),
        ("en", "Related: What the ferry costs"),
        ("en", "Click here to see more pictures."),
        ("en", "This story has been updated with a comment from the mayor."),
        ("en", "Subscribe"),
        ("en", "We use cookies to make this page better for you."),
        ("en", "12 Comments"),
        ("en", "4 min read"),
        ("en", "Updated: Jan. 3, 2024, 12:05"),
        ("en", "* * *"),
        ("de", "Lesen Sie auch: Was die Fähre kostet"),
        ("de", "Alle Rechte vorbehalten"),
        ("de", "Zuletzt aktualisiert am 3. Januar 2024"),
        ("fr", "Lire aussi : Ce que coûte le bateau"),
        ("fr", "Suivez-nous sur les réseaux"),
        ("es", "Síguenos en las redes"),
        ("es", "Leer más"),
        ("it", "Riproduzione riservata"),
        ("pt", "Leia também: Quanto custa o barco"),
        ("nl", "Lees ook: Wat de boot kost"),
        ("sv", "Läs även: Vad båten kostar"),
        ("da", "Læs også: Hvad båden koster"),
        ("pl", "Czytaj także: Ile kosztuje prom"),
        ("cs", "Všechna práva vyhrazena."),
        ("ru", "Читайте также: Сколько стоит паром"),
        ("uk", "Підпишіться на наш канал"),
        ("el", "Διαβάστε επίσης: Τι κοστίζει το πλοίο"),
        ("tr", "İlgili haberler"),
        ("ar", "اقرأ أيضاً: كم تكلف العبارة"),
        ("he", "כל הזכויות שמורות"),
        ("ja", "続きを読む"),
        ("zh", "责任编辑：王小明"),
        ("ko", "무단 전재 및 재배포 금지"),
        ("ja", "Share this"),
    ],
)
def test_furniture(language, line):
    assert flagged(line, language) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Please let us go, the men on the boat had said.",
        "Read more slowly, the teacher told them, and they did.",
        "Sharing the ferry with cows is nothing new on the coast.",
        "Reporting by the Harbour Paper has shown that the bill was never paid, and that nobody had asked for it since.",
        "Related firms were asked for offers too, but none of them answered before the council met.",
        "Comments from the gallery were loud.",
        "Updated plans show a longer pier.",
        "Ferry firm apologizes for comments",
        "Subscribers of the ferry line pay less.",
        "“…”",
        "Advertising will pay for the pier, the council hopes.",
        "Follow the money, she said, and you will find the boat.",
        "More is to come.",
        "Click here, it said on the screen of the ticket machine, and nothing happened when they did.",
    ],
)
def test_a_sentence_of_the_text_is_no_furniture(line):
    assert flagged(line) == []


def test_a_long_paragraph_is_never_furniture():
    assert flagged("Sign up for our newsletter, it says on the pier. " * 12) == []


def test_an_editing_note_is_said_to_be_one():
    (one,) = furniture.find(Text.plain("(Editing by Max Poe)", "en"), lexicon("en"))
    assert one.reason.startswith("An editing note")


def test_a_heading_is_less_sure():
    sure = [
        one.confidence
        for kind in ("p", "h2")
        for one in furniture.find(Text.of_blocks([(kind, "", "Related", ())], "en"), lexicon("en"))
    ]
    assert sure[1] < sure[0]


def test_what_is_tagged_is_left_alone():
    text = Text.of_blocks([("p", "", "Read more", [("quotation", 0, 9)])], "en")
    assert [*furniture.find(text, lexicon("en"))] == []


# -- credits that stand twice


@pytest.mark.parametrize(
    ("caption_line", "again"),
    [
        ("Boats on Monday. (Jane Roe/Pool Photo via Example)", "Jane Roe/Pool Photo via Example"),
        ("Boats on Monday. Photo: Jane Roe/Example", "Jane Roe / Example"),
        ("Boats on Monday. (Jane Roe/Example)", "Photo: Jane Roe/Example"),
        ("Boats on Monday. © Jane Roe", "© Jane Roe"),
        ("Boats on Monday (Jane Roe | Example)", "[Jane Roe | Example]"),
        ("Boats on Monday.Jane Roe/Example", "Jane Roe/Example"),
    ],
)
def test_a_credit_below_its_caption_is_no_paragraph(caption_line, again):
    assert flagged(f"{caption_line}\n{again}") == [again]


def test_a_credit_below_caption_and_button_is_none_either():
    text = "Boats on Monday. (Jane Roe/Example)\n\nhide caption\n\nJane Roe/Example"
    assert flagged(text) == ["hide caption", "Jane Roe/Example"]


def test_a_caption_below_its_picture_is_no_paragraph():
    line = "Boats in the harbour of Saltmere on Monday."
    text = Text.of_blocks([("figcaption", "figure", f"{line} Jane Roe", ()), ("p", "", line, ())], "en")
    assert [one.text for one in furniture.find(text, lexicon("en"))] == [line]


@pytest.mark.parametrize(
    "text",
    [
        "“Never again,” said the mayor. Never again.\n\nNever again.",
        "They went to Saltmere.\n\nSaltmere",
        "Boats on Monday. (Jane Roe/Example)\n\nJane Doe/Example",
    ],
)
def test_words_that_come_back_are_no_credit(text):
    assert flagged(text) == []


# -- always


def test_every_language_has_furniture():
    sections = ("interface", "invitation", "related", "rights", "editing", "dated")
    assert [code for code in languages() if not all(lexicon(code).listed("furniture", one) for one in sections)] == []


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["Read more", "\n", "(AP)", "©", "sign up for our ", ":", "…"])).map("".join)
)
def test_spans_lie_in_the_text(text):
    for code in ("en", "ja"):
        for one in furniture.find(Text.plain(text, code), lexicon(code)):
            assert text[one.start : one.end] == one.text
            assert 0 < one.confidence < 1 and one.reason


@pytest.mark.parametrize(
    "piece", ["sign up for the newsletter ", "Sign up for the newsletter of the newsletter\n", "(AP)\n", "…", "a:"]
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def prepare(count):
        text = Text.plain(piece * count, "en")
        return lambda: list(furniture.find(text, lexicon("en")))

    assert_linear(prepare, 5_000, 20_000)


@pytest.mark.shared
def test_the_seed_has_its_repeated_line_and_its_footer(shared):
    text = (shared / "seed/article.txt").read_text()
    gold = json.loads((shared / "seed/article-gold.json").read_text())
    start, end = gold["credit"]["repeated_line_span"]
    found = [one for one in suggest(Text.plain(text, "en")) if one.kind == "furniture"]
    assert [one.text for one in found] == [text[start:end], *gold["not_body"]]
    assert (found[0].start, found[0].end) == (start, end)

"""Captions and credits: parted, read, and found in a pasted article. All names, places and papers are made up."""

import io
import json
import sys
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import credits as benchmark
from newsmarkup.suggesting import caption
from newsmarkup.suggesting.agency import agency, distributor, named_first, named_last
from newsmarkup.suggesting.credit import parse, same_credit, split
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.lexicon import languages, lexicon
from newsmarkup.suggesting.maker import is_person, makers
from newsmarkup.suggesting.plain import Plain, folded
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Maker, Span
from newsmarkup.suggesting.text import Text
from tests.credit_samples import SAMPLES
from tests.growth import assert_linear

TWENTY = "en de fr es it pt nl sv da pl cs ru uk el tr ar he ja zh ko".split()
BODY = (
    "The harbour of Saltmere opened again on Monday after a year of repairs, and the first ferry left at dawn.\n\n"
    "The repairs cost more than planned (see below), and the council will discuss the bill in spring, a clerk said.\n\n"
    "“Nobody knows what it will cost in the end,” the clerk said of the plan."
)


def names(line):
    return tuple(maker.name for maker in line.creators)


# -- parted: labels, brackets, prefix, glued, without a seam, in many languages


@pytest.mark.parametrize("language", SAMPLES)
def test_captions_are_parted_and_read(language):
    for raw, text, credit, creators, source, provider in SAMPLES[language]:
        found = split(raw, language)
        assert (found.caption, found.credit) == (text, credit), raw
        assert (names(found.line), found.line.source, found.line.provider) == (creators, source, provider), raw


@pytest.mark.parametrize(
    ("raw", "text", "credit"),
    [
        (
            "The quay at dawn. Photo illustration by The Harbour Paper. Photo by Ada Holm.",
            "The quay at dawn.",
            "Photo illustration by The Harbour Paper. Photo by Ada Holm",
        ),
        (
            "(Photos by Coast Press; photo illustration by Tor Lund / Harbour Paper)",
            "",
            "Photos by Coast Press; photo illustration by Tor Lund / Harbour Paper",
        ),
        ("The quay. Photo by Ada Holm. Photo by Ada Holm", "The quay.", "Ada Holm"),
        ("Ada Holm/Saltmere Radio", "", "Ada Holm/Saltmere Radio"),
        ("Ada Holm, mayor of Saltmere", "Ada Holm, mayor of Saltmere", ""),
        ("The mayor in Saltmere on Monday. (Saltmere)", "The mayor in Saltmere on Monday. (Saltmere)", ""),
        ("The mayor of Saltmere and the AP on Monday. (AP)", "The mayor of Saltmere and the AP on Monday.", "AP"),
        ("Enlarge / The quay at dawn. (Ada Holm/AP)", "The quay at dawn.", "Ada Holm/AP"),
        ("Image: The quay of Saltmere at dawn. Photo by Ada Holm", "The quay of Saltmere at dawn.", "Ada Holm"),
    ],
)
def test_labels_that_tell_makers_apart_places_in_brackets_and_what_stands_before_a_caption(raw, text, credit):
    found = split(raw)
    assert (found.caption, found.credit) == (text, credit)


def test_every_language_asked_for_has_samples_and_words():
    assert set(TWENTY) <= set(SAMPLES)
    assert all(lexicon(language).words("credit", "picture") for language in TWENTY)
    assert set(TWENTY) <= set(languages())


@pytest.mark.parametrize(
    "raw",
    [
        "Mayor Nora Lind (left) opens the quay",
        "Mayor Nora Lind opens the quay (pictured)",
        "The quay in the year it opened. (File photo)",
        "Der Kai von Salzmeer (Symbolbild)",
        "Der Kai von Salzmeer. (Archivbild)",
        "FILE - In this May photo, a ferry leaves the quay of Saltmere",
        "A map shows where the ferry and/or the tug may anchor",
        "The quay has room for 24/7 traffic",
        "Nora Lind, Chief Engineer, Saltmere Harbour",
        "Figure 2: how the quay was built",
        "図1　港の広さ",
        "",
        "   ",
    ],
)
def test_these_have_no_credit(raw):
    found = split(raw)
    assert (found.credit, found.region, found.line.creators) == ("", None, ())


@pytest.mark.parametrize(
    "tail",
    ["hide caption", "toggle caption", "Read more", "more >", "Purchase Licensing Rights", "All rights reserved."],
)
def test_words_of_the_page_are_neither_caption_nor_credit(tail):
    found = split(f"The ferry leaves at noon. Ada Holm/Reuters {tail}")
    assert (found.caption, found.credit) == ("The ferry leaves at noon.", "Ada Holm/Reuters")


@pytest.mark.parametrize(
    "raw",
    [
        "The ferry leaves. Ada Holm/AFP via Getty Images hide caption toggle caption Ada Holm/AFP via Getty Images",
        "The ferry leaves. (Photo by Ada Holm/AFP via Getty Images) AFP via Getty Images",
        "The ferry leaves. Photograph: Ada Holm/AFP via Getty Images Photograph: Getty Images",
    ],
)
def test_a_credit_given_twice_is_one(raw):
    found = split(raw)
    assert (found.caption, found.credit) == ("The ferry leaves.", "Ada Holm/AFP via Getty Images")
    assert (names(found.line), found.line.source, found.line.provider) == (("Ada Holm",), "AFP", "Getty Images")


def test_a_credit_in_brackets_before_the_same_maker_s_goes_with_it():
    found = split("The ferry leaves. (AP Photo/Ada Holm) Photo: Ada Holm, Associated Press")
    assert found.caption == "The ferry leaves."


def test_what_the_page_says_to_those_who_hear_it_is_no_caption():
    assert split("Image caption The ferry leaves Image copyright Reuters").caption == "The ferry leaves"
    prefixed = split("Image source, Reuters Image caption, The ferry leaves")
    assert (prefixed.caption, prefixed.credit) == ("The ferry leaves", "Reuters")


def test_counters_of_a_gallery_are_no_caption():
    assert split("1 of 4 The ferry leaves. Photo: Ada Holm").caption == "The ferry leaves."
    assert split("Die Fähre legt ab. Bild 3 von 4 © Ada Holm / Küstenfunk").caption == "Die Fähre legt ab."


def test_a_credit_before_the_caption():
    found = split("©Ada Holm/MAXPPP - The ferry leaves the harbour of Saltmere at noon")
    assert (found.caption, found.credit) == ("The ferry leaves the harbour of Saltmere at noon", "©Ada Holm/MAXPPP")


def test_licences_stand_apart_as_rights():
    found = split("Photographer: Ada Holm, CC-BY-SA 4.0, Wikimedia Commons")
    assert (found.credit, found.line.rights) == ("Ada Holm, Wikimedia Commons", "CC-BY-SA 4.0")
    assert split("Foto: Ada Holm via Unsplash (Unsplash License)").line.rights == "Unsplash License"
    assert split("The ferry. © 2024 Ada Holm").line.rights == "© 2024 Ada Holm"


def test_an_agency_s_tags_and_legal_tails_are_no_credit():
    assert split("The ferry. REUTERS/Ada Holm (SALTMERE - Tags: POLITICS)").credit == "REUTERS/Ada Holm"
    canadian = split("The ferry. THE CANADIAN PRESS/HO-Sea Wise, Ada Holm, *MANDATORY CREDIT*")
    assert canadian.credit == "THE CANADIAN PRESS/HO-Sea Wise, Ada Holm"
    assert (names(canadian.line), canadian.line.source) == (("Ada Holm",), "Sea Wise")
    assert canadian.line.handout


def test_zero_width_and_no_break_spaces_are_seen_through_and_kept_in_the_offsets():
    raw = "The ferry leaves.\u00a0\u200bPhoto:\u00a0Ada\u00a0Holm\u200b/\ufeffAFP"
    found = split(raw)
    assert (found.credit, names(found.line), found.line.provider) == ("Ada Holm/AFP", ("Ada Holm",), "AFP")
    (span,) = found.credit_spans
    assert raw[span.start : span.end] == "Ada\u00a0Holm\u200b/\ufeffAFP"


# -- with the element that holds it


def test_markup_tells_a_bare_credit():
    page = '<figcaption>The ferry leaves <span class="caption__credit">Ada Holm</span></figcaption>'
    assert split("The ferry leaves Ada Holm", html=page).credit == "Ada Holm"
    assert split("The ferry leaves Ada Holm").credit == ""


@pytest.mark.parametrize("attribute", ['class="photo-copyright"', 'itemprop="author"', 'data-testid="credit"'])
def test_classes_properties_and_test_ids_are_read(attribute):
    page = f"<figcaption><p>The ferry leaves</p><p {attribute}>Ada Holm</p></figcaption>"
    assert split("The ferry leaves Ada Holm", html=page).credit == "Ada Holm"


def test_a_label_before_the_marked_name_belongs_to_the_credit():
    page = '<figcaption>The ferry leaves Photo by <span class="credit">Ada Holm</span></figcaption>'
    found = split("The ferry leaves Photo by Ada Holm", html=page)
    assert (found.caption, found.label, found.credit) == ("The ferry leaves", "Photo by", "Ada Holm")


def test_an_element_that_holds_everything_proves_nothing():
    page = '<figcaption class="credit">The quay has a new crane</figcaption>'
    assert split("The quay has a new crane", html=page).credit == ""


@pytest.mark.parametrize(
    "page", ["<", "<figcaption", "\x00", "<a" * 9_000, "<div>" * 9_000, "<!--", "</p></p>", "&#0;"]
)
def test_broken_markup_is_not_heard(page):
    assert split("The ferry leaves. Photo: Ada Holm", html=page).credit == "Ada Holm"


# -- a credit line by itself: creator, source, provider and rights are four things


@pytest.mark.parametrize(
    ("line", "creators", "source", "provider"),
    [
        ("Ada Holm/AFP via Getty Images", ("Ada Holm",), "AFP", "Getty Images"),
        ("AP Photo/Ada Holm", ("Ada Holm",), "", "AP"),
        ("(REUTERS/Ada Holm)", ("Ada Holm",), "", "REUTERS"),
        ("Ada Holm (REUTERS)", ("Ada Holm",), "", "REUTERS"),
        ("AFP / ADA HOLM", ("ADA HOLM",), "", "AFP"),
        ("dpa | Ada Holm", ("Ada Holm",), "", "dpa"),
        ("picture alliance / dpa | Ada Holm", ("Ada Holm",), "dpa", "picture alliance"),
        ("imago/Nordphoto", (), "Nordphoto", "imago"),
        ("Getty Images/iStockphoto/adaholm", ("adaholm",), "iStockphoto", "Getty Images"),
        ("Ada Holm / AP / NTB", ("Ada Holm",), "AP", "NTB"),
        ("Ada Holm/Pool Photo via AP", ("Ada Holm",), "Pool", "AP"),
        ("Ada Holm/Courtesy of Coast Guard/Handout via REUTERS", ("Ada Holm",), "Coast Guard", "REUTERS"),
        ("Coast Ministry via AP", ("Coast Ministry",), "", "AP"),
        ("Ada Holm. AFP", ("Ada Holm",), "", "AFP"),
        ("J. R. Holm/AP", ("J. R. Holm",), "", "AP"),
        ("Ada Holm-USA TODAY Sports", ("Ada Holm",), "", "USA TODAY Sports"),
        ("Ada Holm on Unsplash", ("Ada Holm",), "", "Unsplash"),
        ("Ada Holm für Küstenfunk", ("Ada Holm",), "", "Küstenfunk"),
        ("Ada Holm and Nora Lind", ("Ada Holm", "Nora Lind"), "", ""),
        ("Ada Holm, Nora Lind", ("Ada Holm", "Nora Lind"), "", ""),
        ("NOVA/Sealab/Tidelab", ("NOVA", "Sealab", "Tidelab"), "", ""),
        ("Ada Holm; Nora Lind/AP", ("Ada Holm", "Nora Lind"), "", "AP"),
        ("Illustration: Ada Holm. Source: Coast Pictures Ltd", ("Ada Holm", "Coast Pictures Ltd"), "", ""),
        ("Handout", (), "", ""),
        ("Courtesy of Coast Museum", (), "", "Coast Museum"),
        ("Getty Images", (), "", "Getty Images"),
        ("Harbour Works", ("Harbour Works",), "", ""),
    ],
)
def test_a_credit_line_is_read(line, creators, source, provider):
    found = parse(line)
    assert (names(found), found.source, found.provider) == (creators, source, provider)


def test_pool_and_handout_are_said():
    assert parse("Ada Holm/Pool via REUTERS").pool
    assert parse("THE CANADIAN PRESS/HO-Sea Wise").handout
    assert parse("Handout via AP").handout
    assert not parse("Ada Holm/AP").pool


def test_a_maker_is_a_person_or_an_organisation():
    assert parse("Foto: Ada Holm").creators == (Maker("Ada Holm", "person"),)
    assert parse("Foto: Stadt Salzmeer").creators == (Maker("Stadt Salzmeer", "organization"),)
    assert is_person("Pedro de la Mar") and is_person("山田花子") and is_person("adaholm", True)
    assert not is_person("The Harbour Paper") and not is_person("海辺市役所")
    assert makers("") == ()


def test_names_of_agencies_in_any_spelling():
    assert agency("getty images") == agency("Pixabay.com") == agency("ALAMY") == "photo"
    assert agency("The Associated Press") == agency("Télam") == agency("telam") == agency("УНІАН") == "wire"
    assert agency("Instagram") == "platform"
    assert agency("Harbour Works") is None and agency("x" * 100) is None and agency("") is None
    assert distributor("Getty Images") and not distributor("AFP")
    assert named_last("Ada Holm Associated Press") == 9 and named_last("Ada Holm") == -1
    assert named_first("Getty Images and more") == 12 and named_first("Ada Holm") == -1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Holm/Pool Photo via AP", "(Ada Holm/Pool Photo via AP)"),
        ("Photo: Ada Holm / AFP", "ADA HOLM/AFP"),
        ("© Ada Holm", "Ada Holm"),
    ],
)
def test_the_same_credit_in_another_dress(one, other):
    assert same_credit(one, other)


def test_other_credits_and_nothing_are_not_the_same():
    assert not same_credit("Ada Holm/AP", "Nora Lind/AP")
    assert not same_credit("", "")


# -- what always holds

PIECES = st.sampled_from(
    "Photo: |Foto: |Bild |© |(|)|[|]|Ada Holm|AFP|/| via |Getty Images| - |. |, |; |hide caption|CC BY 4.0|Image caption |"
    "1 of 4|写真：|新华社记者|摄|صورة: |\u200b|\u00a0|\n|…|REUTERS|Courtesy of |HO-|von ||a|Z|’|“| |:".split("|")
)
RAW = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=120)


@settings(max_examples=300, deadline=None)
@given(RAW, RAW)
def test_it_never_raises_and_its_spans_lie_in_the_text_apart_from_each_other(raw, page):
    found = split(raw, "en", page)
    spans = sorted([*found.caption_spans, *found.credit_spans])
    assert all(0 <= span.start <= span.end <= len(raw) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    if found.region:
        assert all(found.region.start <= span.start and span.end <= found.region.end for span in found.credit_spans)
    assert 0 < found.confidence < 1 and found.reason


@settings(max_examples=300, deadline=None)
@given(RAW)
def test_caption_credit_and_label_are_words_of_the_text(raw):
    found = split(raw)
    letters = [one for one in Plain.of(raw).text if not one.isspace()]
    for part in (found.caption, found.credit, found.label):
        rest = iter(letters)
        assert all(one in rest for one in part if not one.isspace())
    assert bool(found.credit) == bool(found.credit_spans) == bool(found.line.line)


@settings(max_examples=200, deadline=None)
@given(RAW)
def test_a_credit_line_never_raises(line):
    found = parse(line)
    assert all(maker.name.strip() for maker in found.creators)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_plain_text_leads_back_to_every_character(raw):
    plain = Plain.of(raw)
    assert len(plain.text) == len(plain.at)
    assert all(raw[at] == one or raw[at].isspace() for one, at in zip(plain.text, plain.at, strict=True))
    assert folded(folded(raw)) == folded(raw)


@settings(max_examples=100, deadline=None)
@given(st.lists(RAW, max_size=6).map("\n\n".join))
def test_in_an_article_it_never_raises(article):
    for one in caption.find(Text.plain(article, "en"), lexicon("en")):
        assert one.kind in ("caption", "credit") and one.text.strip()
        assert all(0 <= span.start < span.end <= len(article) for span in one.spans)


@pytest.mark.parametrize(
    "unit", ["Photo by ", "(", "A/", "© ", "写真：", "hide caption ", "Photo: ", "a via b ", "A. ", "\u200b"]
)
def test_time_grows_with_size_and_no_faster(unit):
    def prepare(size):
        raw = (unit * size)[:size]
        article = Text.plain("\n\n".join([raw[:1100]] * 3))
        return lambda: (split(raw), parse(raw), [*caption.find(article, lexicon("en"))])

    assert_linear(prepare, 250_000, 1_000_000)


# -- in a pasted article


def pictures(article, language="en"):
    return [(one.kind, one.text) for one in caption.find(Text.plain(article, language), lexicon(language))]


def test_a_paragraph_that_ends_in_a_credit_is_a_caption():
    article = f"Harbour opens again\n\nThe ferry leaves at noon. (Ada Holm/Pool Photo via AP)\n\n{BODY}"
    assert pictures(article) == [("caption", "The ferry leaves at noon."), ("credit", "Ada Holm/Pool Photo via AP")]


def test_its_credit_is_read_and_its_spans_are_exact():
    article = f"Harbour opens again\n\nThe ferry leaves at noon. Photograph: Ada Holm/AFP/Getty Images\n\n{BODY}"
    credit = next(one for one in caption.find(Text.plain(article, "en"), lexicon("en")) if one.kind == "credit")
    (span,) = credit.spans
    assert article[span.start : span.end] == credit.text == "Ada Holm/AFP/Getty Images"
    assert (credit.credit.provider, credit.credit.source, names(credit.credit)) == (
        "Getty Images",
        "AFP",
        ("Ada Holm",),
    )


def test_a_credit_line_below_its_caption():
    article = f"Harbour opens again\n\nThe ferry leaves at noon\nPhoto: Ada Holm/Reuters\n\n{BODY}"
    assert pictures(article) == [("caption", "The ferry leaves at noon"), ("credit", "Ada Holm/Reuters")]


def test_the_credit_once_more_below_its_caption_is_not_another():
    article = (
        f"Harbour opens again\n\nThe ferry leaves. (Ada Holm/Pool Photo via AP)\nAda Holm/Pool Photo via AP\n\n{BODY}"
    )
    assert [kind for kind, _ in pictures(article)] == ["caption", "credit"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Ada Holm, Associated Press",
        "SALTMERE (AP) — The harbour opened again on Monday.",
        "(Reporting by Ada Holm; editing by Nora Lind/Reuters)",
        "The council (left) and the harbour/port office (Saltmere) agreed.",
        "© 2024 The Associated Press. All rights reserved.",
        "“We will pay,” she told Reuters.",
        "It was first reported by the AP/Coast survey.",
    ],
)
def test_an_article_s_own_words_are_no_caption(paragraph):
    assert pictures(f"Harbour opens again\n\n{paragraph}\n\n{BODY}") == []


def test_a_figure_s_words_are_a_caption_with_or_without_a_credit():
    blocks = [("figcaption", "figure", "The ferry. Photo: Ada Holm", ()), ("figcaption", "figure", "The quay", ())]
    found = [(one.kind, one.text) for one in caption.find(Text.of_blocks(blocks, "en"), lexicon("en"))]
    assert found == [("caption", "The ferry."), ("credit", "Ada Holm"), ("caption", "The quay")]


def test_what_is_tagged_is_left():
    words = "The ferry. Photo: Ada Holm"
    assert not [
        *caption.find(Text.of_blocks([("figcaption", "figure", words, [("caption", 0, len(words))])]), lexicon("en"))
    ]


def test_suggest_offers_them():
    article = f"Harbour opens again\n\nDie Fähre legt ab. Foto: Ada Holm/dpa\n\n{BODY}"
    assert {"caption", "credit"} <= {one.kind for one in suggest(Text.plain(article, "de"))}


# -- data


def test_words_are_compiled_once():
    assert credit_words() is credit_words()


def test_the_benchmark_writes_the_scorer_s_form(tmp_path, capsys):
    gold = tmp_path / "gold.jsonl"
    row = {"id": "a", "raw": "The ferry. Photo: Ada Holm/AFP via Getty Images", "lang": "en", "credit": "never read"}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    out = io.StringIO()
    benchmark.main([str(gold)], out)
    assert json.loads(out.getvalue()) == {
        "id": "a",
        "caption": "The ferry.",
        "credit": "Ada Holm/AFP via Getty Images",
        "creators": [{"name": "Ada Holm", "type": "Person"}],
        "source": "AFP",
        "provider": "Getty Images",
    }
    assert "a second" in capsys.readouterr().err


# -- measured, with material outside the repository


@pytest.mark.shared
def test_the_figures_asked_for(shared):
    sys.path.insert(0, str(shared / "corpora/credits"))
    try:
        scorer = import_module("score")
    finally:
        sys.path.pop(0)
    gold = scorer.read(shared / "corpora/credits/credits.jsonl")
    pred = [
        benchmark.predicted(row["id"], split(row["raw"], row.get("lang") or "", row.get("html") or "")) for row in gold
    ]
    result = scorer.score(gold, pred)
    assert result["all"]["all_right"]["acc"] >= 0.85
    assert result["clean"]["all_right"]["acc"] >= 0.92
    assert result["all"]["creators"]["f1"] >= 0.92
    assert result["all"]["provider"]["f1"] >= 0.90
    assert result["all"]["source"]["f1"] >= 0.70


@pytest.mark.shared
def test_confidence_says_how_often_it_is_right(shared):
    sys.path.insert(0, str(shared / "corpora/credits"))
    try:
        scorer = import_module("score")
    finally:
        sys.path.pop(0)
    bins = {}
    for row in scorer.read(shared / "corpora/credits/credits.jsonl"):
        one = split(row["raw"], row.get("lang") or "", row.get("html") or "")
        judged = scorer.judge(row, benchmark.predicted(row["id"], one))
        right = judged["caption"] is not False and judged["has_credit"] and judged["credit"] is not False
        bins.setdefault(int(one.confidence * 10), []).append((one.confidence, right))
    total = sum(map(len, bins.values()))
    error = sum(abs(sum(sure for sure, _ in some) - sum(right for _, right in some)) for some in bins.values()) / total
    assert error <= 0.05


@pytest.mark.shared
def test_the_seed_s_caption_and_credit(shared):
    article = (shared / "seed/article.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "seed/article-gold.json").read_text(encoding="utf-8"))
    words, credit = caption.find(Text.plain(article, "en"), lexicon("en"))
    assert words.spans == (Span(*gold["caption"]["span"]),)
    assert credit.spans == (Span(*gold["credit"]["span"]),)
    assert names(credit.credit) == (gold["credit"]["creator"]["name"],)
    assert (credit.credit.provider, credit.credit.pool) == (gold["credit"]["provider"]["name"], True)

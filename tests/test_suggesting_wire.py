"""Headline, deck, byline and dateline of pasted text, in twenty languages. All names and places are made up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmarkup.suggesting import byline, dateline, wire
from newsmarkup.suggesting.lexicon import languages, lexicon
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Span
from newsmarkup.suggesting.text import Text
from tests.growth import assert_linear

BODY = (
    "The harbour of Saltmere opened again on Monday after a year of repairs, and the first ferry left at dawn.\n\n"
    "The repairs cost more than planned, and the council will discuss the bill in spring, a clerk said."
)


def found(text, language="en", **more):
    return [*wire.find(Text.plain(text, language), lexicon(language), **more)]


def kinds(text, language="en", **more):
    return {one.kind: one.text for one in found(text, language, **more)}


# -- headline and deck


def test_a_short_first_line_without_a_full_stop_is_the_headline():
    assert kinds(f"Harbour opens after a year of repairs\n\n{BODY}") == {
        "headline": "Harbour opens after a year of repairs"
    }


def test_a_first_paragraph_is_no_headline():
    assert kinds(BODY) == {}


def test_a_short_sentence_with_its_full_stop_is_no_headline():
    assert kinds(f"The harbour is open.\n\n{BODY}") == {}


def test_a_paragraph_broken_into_lines_has_no_headline():
    assert (
        kinds(f"The harbour of Saltmere opened again on Monday after\na year of repairs, said the clerk.\n\n{BODY}")
        == {}
    )


def test_a_line_above_no_text_is_no_headline():
    assert kinds("Harbour opens\n\nFerry leaves") == {}


def test_a_headline_above_a_byline_is_surer():
    bare, signed = (
        next(one.confidence for one in found(f"Harbour opens after repairs\n\n{by}{BODY}") if one.kind == "headline")
        for by in ("", "By Jane Roe\n\n")
    )
    assert signed > bare


def test_where_the_article_has_a_headline_only_its_repetition_is_offered():
    text = f"Harbour opens after a year\n\n{BODY}"
    assert kinds(text, headline="Something else") == {}
    assert kinds(text, headline="Harbour opens — after a year") == {"headline": "Harbour opens after a year"}


def test_one_of_several_headings_is_no_headline():
    blocks = [
        ("h2", "", "What happened", ()),
        ("p", "", BODY, ()),
        ("h2", "", "What comes next", ()),
        ("p", "", BODY, ()),
    ]
    assert [*wire.find(Text.of_blocks(blocks, "en"), lexicon("en"))] == []


def test_a_caption_is_no_headline():
    blocks = [("figcaption", "figure", "Boats in the harbour", ()), ("p", "", BODY.split("\n\n")[0], ())]
    assert [*wire.find(Text.of_blocks(blocks, "en"), lexicon("en"))] == []


def test_what_is_taken_is_no_headline():
    text = f"Jane Roe/Example News\n\n{BODY}"
    assert kinds(text, taken=[Span(0, 21)]) == {}


def test_a_label_above_the_headline_is_passed_over():
    assert kinds(f"ANALYSIS\n\nHarbour opens after a year\n\n{BODY}")["headline"] == "Harbour opens after a year"


def test_the_line_between_headline_and_byline_is_the_deck():
    deck = "Ferries return on Monday, two months later than planned."
    assert kinds(f"Harbour opens\n\n{deck}\n\nBy Jane Roe\n\n{BODY}")["deck"] == deck


def test_the_line_between_headline_and_dateline_is_the_deck():
    deck = "Ferries return two months later than planned."
    assert kinds(f"Harbour opens\n\n{deck}\n\nSALTMERE, England (AP) — {BODY}")["deck"] == deck


def test_the_first_sentence_below_a_headline_is_no_deck():
    assert "deck" not in kinds(f"Harbour opens\n\nFerries return on Monday.\n\n{BODY}")


def test_a_date_below_the_headline_is_no_deck():
    assert "deck" not in kinds(f"Harbour opens after a year\n\n3 January 2024, 12:05\n\n{BODY}")


# -- byline

BYLINES = [
    ("en", "By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
    ("en", "By Jane Roe, John Doe and Max Poe", ["Jane Roe", "John Doe", "Max Poe"]),
    ("en", "By JANE ROE Associated Press", ["Jane Roe"]),
    ("en", "JANE ROE, Staff Writer", ["Jane Roe"]),
    ("en", "BY MAX O'POE", ["Max O'Poe"]),
    ("en", "(By Jane de la Roe)", ["Jane de la Roe"]),
    ("en", "By J. R. Roe • Jan. 3, 2024", ["J. R. Roe"]),
    ("de", "Von Jana Roth und Max von der Heide", ["Jana Roth", "Max von der Heide"]),
    ("de", "Text: Jana Roth", ["Jana Roth"]),
    ("de", "Jana Roth, Politikredakteurin", ["Jana Roth"]),
    ("de", "Das Gespräch führte Jana Roth.", ["Jana Roth"]),
    ("fr", "Par Jeanne Roux et Marc Dubois", ["Jeanne Roux", "Marc Dubois"]),
    ("fr", "Propos recueillis par Jeanne Roux", ["Jeanne Roux"]),
    ("es", "Por Juana Rojas y Marcos Díaz", ["Juana Rojas", "Marcos Díaz"]),
    ("it", "di Giovanna Rossi e Marco Verdi", ["Giovanna Rossi", "Marco Verdi"]),
    ("pt", "Por Joana Rocha", ["Joana Rocha"]),
    ("nl", "Door Jana de Roos", ["Jana de Roos"]),
    ("sv", "Av Jana Roos", ["Jana Roos"]),
    ("da", "Af Jana Roos og Max Holm", ["Jana Roos", "Max Holm"]),
    ("pl", "Tekst: Jan Kowalik", ["Jan Kowalik"]),
    ("cs", "Napsala: Jana Nová", ["Jana Nová"]),
    ("ru", "Автор: Иван Лосев", ["Иван Лосев"]),
    ("uk", "Текст: Олена Коваль", ["Олена Коваль"]),
    ("el", "Γράφει ο Γιώργος Λέκκας", ["Γιώργος Λέκκας"]),
    ("tr", "Haber: Ayşe Yılmaz", ["Ayşe Yılmaz"]),
    ("ar", "بقلم: ليلى حداد", ["ليلى حداد"]),
    ("he", "מאת: יעל כהן", ["יעל כהן"]),
    ("ja", "文・山田花子", ["山田花子"]),
    ("zh", "本报记者 王小明 报道", ["王小明"]),
    ("zh", "梅罗新闻记者 王小明 李安", ["王小明", "李安"]),
    ("zh", "王小明/梅罗青年报", ["王小明"]),
    ("zh", "记者王小明／台北報導", ["王小明"]),
    ("zh", "执笔/王小明、李安&陈天", ["王小明", "李安", "陈天"]),
    ("ja", "山田 花子 記者", ["山田 花子"]),
    ("ko", "홍길동 기자", ["홍길동"]),
]


@pytest.mark.parametrize(("language", "line", "names"), BYLINES)
def test_a_byline_names_its_writers(language, line, names):
    read = byline.read(line, lexicon(language))
    assert read is not None
    assert [writer.speaker.name for writer in read.writers] == names
    assert [line[writer.span.start : writer.span.end].casefold() for writer in read.writers] == [
        n.casefold() for n in names
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By Wednesday the town was dry again"),
        ("en", "By Jane Roe's account, nobody was there"),
        ("en", "Editor Jane Roe resigns"),
        ("en", "Jane Roe, editor Max Poe said"),
        ("en", "Jane Roe"),
        ("de", "Von Anfang an"),
        ("de", "Von Jana Roth stammt das Bild, das alle kennen"),
        ("fr", "Par ailleurs"),
        ("es", "Por fin"),
        ("it", "Di nuovo"),
        ("sv", "Av en slump"),
        ("el", "Της χώρας"),
    ],
)
def test_what_begins_like_a_byline_is_not_always_one(language, line):
    assert byline.read(line, lexicon(language)) is None


@pytest.mark.parametrize(
    ("line", "job", "house"),
    [
        ("JANE ROE, Staff Writer", "Staff Writer", ""),
        ("By JANE ROE Associated Press", "", "Associated Press"),
        ("By Jane Roe | Political Editor", "Political Editor", ""),
        ("By Jane Roe for The Harbour Paper", "", "The Harbour Paper"),
        ("By Jane Roe, Harbour Paper Staff Writer", "Harbour Paper Staff Writer", ""),
        ("Jane Roe Associated Press", "", "Associated Press"),
    ],
)
def test_what_stands_behind_the_name_is_kept(line, job, house):
    (writer,) = byline.read(line, lexicon("en")).writers
    assert (writer.speaker.name, writer.speaker.job_title, writer.speaker.affiliation) == ("Jane Roe", job, house)


def test_an_agency_may_be_the_writer():
    (writer,) = byline.read("By The Associated Press", lexicon("en")).writers
    assert (writer.speaker.kind, writer.speaker.name) == ("organization", "Associated Press")


def test_each_writer_is_a_suggestion_with_its_own_place():
    text = f"Harbour opens\n\nBy Jane Roe and John Doe\n\n{BODY}"
    writers = [one for one in found(text) if one.kind == "byline"]
    assert (
        [text[one.start : one.end] for one in writers]
        == [one.speaker.name for one in writers]
        == ["Jane Roe", "John Doe"]
    )


def test_a_byline_may_stand_below_the_text():
    assert kinds(f"Harbour opens\n\n{BODY}\n\n{BODY}\n\nBy Jane Roe")["byline"] == "Jane Roe"


def test_a_name_alone_above_the_date_is_a_byline_of_less_confidence():
    (one,) = (x for x in found(f"Harbour opens\n\nJane Roe\n\n3 January 2024\n\n{BODY}") if x.kind == "byline")
    assert (one.text, one.confidence < 0.9) == ("Jane Roe", True)


def test_a_credit_line_is_no_byline():
    assert "byline" not in kinds(f"Harbour opens\n\nBoats on Monday. (Jane Roe/Reuters)\nJane Roe/Reuters\n\n{BODY}")


# -- dateline

DATELINES = [
    ("en", "SALTMERE, England (AP) — The", "SALTMERE, England", "AP"),
    ("en", "(Reuters) – The", "Reuters", "Reuters"),
    ("en", "PARIS, Jan 3 (Reuters) - The", "PARIS", "Reuters"),
    ("en", "CAMBRIDGE, Mass., Jan. 3 (UPI) — The", "CAMBRIDGE, Mass.", "UPI"),
    ("en", "DES MOINES -- The", "DES MOINES", None),
    ("de", "BERLIN (dpa) - Der", "BERLIN", "dpa"),
    ("de", "Frankfurt/Main (dpa/lhe) - Der", "Frankfurt/Main", "dpa/lhe"),
    ("de", "Berlin, 3. Januar – Der", "Berlin", None),
    ("fr", "Paris, 3 janv 2024 (AFP) - Le", "Paris", "AFP"),
    ("es", "Madrid, 3 ene (EFE).- El", "Madrid", "EFE"),
    ("it", "(ANSA) - ROMA, 03 GEN - Il", "ROMA", "ANSA"),
    ("pt", "Lisboa, 03 jan 2024 (Lusa) – O", "Lisboa", "Lusa"),
    ("nl", "DEN HAAG (ANP) - De", "DEN HAAG", "ANP"),
    ("sv", "STOCKHOLM (TT) - Den", "STOCKHOLM", "TT"),
    ("da", "KØBENHAVN /ritzau/ - Den", "KØBENHAVN", "ritzau"),
    ("pl", "Warszawa, 03.01.2024 (PAP) - Port", "Warszawa", "PAP"),
    ("cs", "Praha 3. ledna (ČTK) - Přístav", "Praha", "ČTK"),
    ("ru", "Москва. 3 января. ИНТЕРФАКС - Порт", "Москва", "ИНТЕРФАКС"),
    ("ru", "МОСКВА, 3 янв — РИА Новости. Порт", "МОСКВА", "РИА Новости"),
    ("uk", "Київ. УНІАН. Порт", "Київ", "УНІАН"),
    ("el", "ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) — Το", "ΑΘΗΝΑ", "ΑΠΕ-ΜΠΕ"),
    ("tr", "ANKARA (AA) - Liman", "ANKARA", "AA"),
    ("ar", "القاهرة (رويترز) - الميناء", "القاهرة", "رويترز"),
    ("he", "ירושלים (AP) - הנמל", "ירושלים", "AP"),
    ("ja", "［東京 3日 ロイター］ - 港は", "東京", "ロイター"),
    ("ja", "【ワシントン時事】港は", "ワシントン", "時事"),
    ("zh", "新华社北京1月3日电 港口", "北京", "新华社"),
    ("ko", "(서울=연합뉴스) 홍길동 기자 = 항구가", "서울", "연합뉴스"),
]


@pytest.mark.parametrize(("language", "start", "place", "agency"), DATELINES)
def test_a_dateline_gives_the_place_and_the_agency(language, start, place, agency):
    text = start + " harbour opened again on Monday after a year of repairs, and people came to see it."
    (one,) = (x for x in found(text, language) if x.kind == "dateline")
    assert (one.text.strip(), one.speaker and one.speaker.name) == (place, agency)


@pytest.mark.parametrize(
    "line",
    [
        "NATO — The alliance met in Saltmere on Monday to speak about the harbour and its ferry.",
        "UPDATE — The ferry left at dawn on Monday, and everybody in the town was there to see it.",
        "Ada Holm (Harbour Party) – she had come by boat – said that the ferry was late once more today.",
        "The harbour (built in 1900) — the oldest of the coast — opened again on Monday after repairs.",
        "Saltmere - a town of two thousand people - has its harbour back, and people came to see it.",
    ],
)
def test_not_every_dash_ends_a_dateline(line):
    assert dateline.read(line, lexicon("en")) is None


def test_a_reporter_named_in_the_dateline_is_a_byline():
    text = "(서울=연합뉴스) 홍길동 기자 = 항구가 일 년 만에 다시 열렸고 첫 배가 새벽에 떠났다."
    assert kinds(text, "ko")["byline"] == "홍길동"


def test_a_byline_wins_over_a_credit():
    text = (
        "Порт открылся после года ремонта\n\nАвтор: Анна Лосева\n\n" + "Порт открылся после ремонта, сказала мэр. " * 6
    )
    assert {one.kind for one in suggest(Text.plain(text, "ru")) if "Лосева" in one.text} == {"byline"}


def test_every_language_knows_how_writers_are_announced():
    missing = [
        code
        for code in languages()
        if not any(lexicon(code).listed("wire", name) for name in ("by", "label", "bylines"))
    ]
    assert missing == []


# -- always

WORDS = st.sampled_from(
    "By Von BERLIN (AP) — - JANE Roe and , . \n \n\n Staff Writer (dpa) /TASS/ 3 January 東京 ロイター".split(" ")
)
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=40).map(" ".join)


@given(TEXTS, st.sampled_from(languages()))
def test_spans_lie_in_the_text_and_hold_the_words(text, language):
    for one in found(text, language):
        assert 0 < one.confidence < 1 and one.reason.endswith(".")
        assert text[one.start : one.end] == one.text != ""


@pytest.mark.parametrize("piece", ["By Jane Roe, ", "A - ", "(", "BERLIN (dpa) - ", "By Jane Roe\n", "ABC\n\n"])
def test_time_grows_with_the_text_and_no_faster(piece):
    def prepare(count):
        text = Text.plain(piece * count, "en")
        return lambda: list(wire.find(text, lexicon("en")))

    assert_linear(prepare, 10_000, 40_000)


@pytest.mark.shared
def test_the_seed_has_its_headline(shared):
    text = (shared / "seed/article.txt").read_text()
    gold = json.loads((shared / "seed/article-gold.json").read_text())
    assert kinds(text, taken=[Span(*gold["caption"]["span"])]) == {"headline": gold["headline"]}

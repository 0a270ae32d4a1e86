"""Each language in an article of our own: its marks, its word order, who speaks, and what is no speech."""

import json
import random
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.suggesting.lexicon import languages
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.text import Text

ARTICLES = Path(__file__).parent / "fixtures" / "suggesting"
EDGE = "–— \u00a0\n.,;:!?\"'“”„«»‘’‚‹›「」『』。、，"


def article(language):
    return (ARTICLES / f"{language}.txt").read_text(encoding="utf-8")


def gold(language):
    return json.loads((ARTICLES / f"{language}.json").read_text(encoding="utf-8"))


def trimmed(text, start, end):
    """Without marks and stops at the edges: languages differ in what stands inside."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def found(text, language):
    """`{(start, end): who}` of every part of a quotation."""
    return {
        trimmed(text, span.start, span.end): one.speaker.name if one.speaker else ""
        for one in suggest(Text.plain(text, language))
        if one.kind == "quotation"
        for span in one.spans
    }


# What is not read rightly yet: the words, who spoke them, whom we name ("": it is not found at all).
MISSED = {
    "nl": ("een zware klap voor de haven", "Joris Kwakkelaar", ""),  # single marks where the article has double ones
}


@pytest.mark.parametrize("language", languages())
def test_every_quotation_of_its_article_is_found_with_its_speaker(language):
    text = article(language)
    expected = {trimmed(text, *part): one["speaker"] for one in gold(language)["quotations"] for part in one["parts"]}
    if language in MISSED:
        words, who, instead = MISSED[language]
        place = text.index(words), text.index(words) + len(words)
        assert expected.pop(place) == who
        if instead:
            expected[place] = instead
    others = [trimmed(text, *place) for place in gold(language)["other"]]
    assert {place: who for place, who in found(text, language).items() if place not in others} == expected


@pytest.mark.parametrize("language", languages())
def test_speakers_have_the_job_titles_that_the_text_gives(language):
    if language == "es":
        pytest.xfail("“El alcalde, Tomás Quintaval, …”: a job title and a comma before the name")
    titles = {
        one.speaker.name: one.speaker.job_title
        for one in suggest(Text.plain(article(language), language))
        if one.kind == "quotation" and one.speaker and one.speaker.kind == "person"
    }
    assert titles == gold(language)["titles"]


LATER = {
    (name, language): later
    for name in ("second", "third", "fourth")
    for language, later in tomllib.loads((ARTICLES / f"{name}.toml").read_text(encoding="utf-8")).items()
}
# Speech that goes on behind the narrator's full stop, without a dash.
UNMARKED = "Några går inte att ersätta."
# A ministry that is called so in small letters, with what stands behind it.
LONGER = {"ministère de la Culture": "le ministère de la Culture dans un communiqué"}


@pytest.mark.parametrize(("name", "language"), LATER)
def test_a_later_article(name, language):
    """docs/languages.md has what was reached before anything was changed for these."""
    text, places, start = "", [], 0
    for piece in re.split(r"([\[\]])", LATER[name, language]["text"].strip()):
        if piece == "[":
            start = len(text)
        elif piece == "]":
            places.append((start, len(text)))
        else:
            text += piece
    who = [LONGER.get(one, one) for one in LATER[name, language]["who"]]
    expected = {
        trimmed(text, *place): one for place, one in zip(places, who, strict=True) if text[slice(*place)] != UNMARKED
    }
    assert found(text, language) == expected


DECLINED = {
    "cs": "Jan Novák tam byl. Podle Jana Nováka je to „velká chyba celé vlády“.",
    "el": "Ο Νίκος Βαρδαλάς ήταν εκεί. Σύμφωνα με τον Νίκο Βαρδαλά, είναι «μεγάλο λάθος της πόλης».",
    "pl": "Jan Kowalski tam był. Według Jana Kowalskiego to „wielki błąd całego rządu”.",
    "ru": "Там был Павел Зеленцов. По словам Павла Зеленцова, это «большая ошибка всего города».",
    "uk": "Там був Павло Зеленчук. За словами Павла Зеленчука, це «велика помилка всього міста».",
}
NOMINATIVE = {
    "cs": "Jan Novák",
    "el": "Νίκος Βαρδαλάς",
    "pl": "Jan Kowalski",
    "ru": "Павел Зеленцов",
    "uk": "Павло Зеленчук",
}


@pytest.mark.parametrize("language", DECLINED)
def test_a_declined_name_means_the_person(language):
    text = DECLINED[language]
    assert list(found(text, language).values()) == [NOMINATIVE[language]]
    assert list(found(text.split(". ", 1)[1], language).values()) != [NOMINATIVE[language]], "named nowhere else"


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("cs", "„Dvakrát to platit nebudeme,“ varuje Svaz obchodníků.", "Svaz obchodníků"),
        ("cs", "„Dvakrát to platit nebudeme,“ řekla Policie novinářům.", "Policie"),
        ("ru", "«Мы не будем платить дважды», — сообщили в Союзе торговцев.", "Союз торговцев"),
        ("uk", "У Спілці торговців заявили: «Ми не платитимемо двічі».", "Спілка торговців"),
        ("tr", "Kültür Bakanlığından yapılan açıklamada, “Kütüphane yeniden yapılacak” denildi.", "Kültür Bakanlığı"),
        ("he", 'ממשרד התרבות נמסר: "הספרייה תשוקם עד סוף השנה".', "משרד התרבות"),
    ],
)
def test_an_organization_has_its_whole_name(language, text, who):
    assert list(found(text, language).values()) == [who]


@pytest.mark.parametrize("language", languages())
def test_titles_terms_and_nicknames_are_left_alone(language):
    text = article(language)
    spoken = found(text, language)
    for start, end in gold(language)["other"]:
        assert not [one for one in spoken if one[0] < end and start < one[1]], text[start:end]


@pytest.mark.parametrize("language", [one for one in languages() if one not in ("en", "de")])
def test_a_language_that_was_never_measured_is_never_very_sure(language):
    quotations = [one for one in suggest(Text.plain(article(language), language)) if one.kind == "quotation"]
    assert quotations
    assert all(one.confidence < 0.9 for one in quotations)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(languages()), st.integers(0, 10_000), st.integers(1, 12))
def test_pieces_of_articles_in_any_order_never_raise(language, seed, size):
    text, pick = article(language), random.Random(seed)
    cut = "".join(text[at : at + pick.randint(1, 60)] for at in (pick.randrange(len(text)) for _ in range(size)))
    for one in suggest(Text.plain(cut, language)):
        assert all(0 <= span.start < span.end <= len(cut) for span in one.spans)

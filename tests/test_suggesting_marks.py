"""Quotation marks: the quoted strings of every language, of careless typing, and of texts that mean harm."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.marks import Quoted, quoted
from newsmarkup.suggesting.text import Text
from tests.growth import assert_linear

DASHES = {"quotation": {"dash": True}, "cue": {"said": "dit dijo powiedział сказал"}}
SWEDISH = {"quotation": {"pairs": ["””", "’’", "»»"]}}


def read(source: str, data: dict[str, dict[str, object]] | None = None) -> list[Quoted]:
    return quoted(Text.plain(source), Lexicon("xx", data or {}))


def found(source: str, data: dict[str, dict[str, object]] | None = None) -> list[str]:
    """Each quoted string, its parts joined by a stroke."""
    return ["|".join(source[part.start : part.end] for part in one.parts) for one in read(source, data)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("“We go,” she said.", ["“We go,”"]),
        ('"We go," she said, "now."', ['"We go,"', '"now."']),
        ("« Nous partons », dit-elle.", ["« Nous partons »"]),
        ("«\u202fNous partons\u202f», dit-elle.", ["«\u202fNous partons\u202f»"]),
        ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
        ("»Wir gehen«, sagte sie. Der »Kurier« schrieb.", ["»Wir gehen«", "»Kurier«"]),
        ("„Idziemy” – mówi.", ["„Idziemy”"]),
        ('«Andiamo», ha detto. L’“Aquila” e l\'"Orso".', ["«Andiamo»", "“Aquila”", '"Orso"']),
        ("«Φεύγουμε», είπε.", ["«Φεύγουμε»"]),
        ("「行きます」と話した。『本』", ["「行きます」", "『本』"]),
        ("他说：“我们走了。”又称“好”。", ["“我们走了。”", "“好”"]),
        ('他说:"我们走了。"又称"好"。', ['"我们走了。"', '"好"']),
        ('그는 "우리는 간다"고 말했다. ‘중요’라고 했다.', ['"우리는 간다"', "‘중요’"]),
        ('"Gidiyoruz" dedi. “Kurum”un sözcüsü "Posta"da yazdı.', ['"Gidiyoruz"', "“Kurum”", '"Posta"']),
        ('قال: "سوف نذهب". وأضاف «لا» و"نعم".', ['"سوف نذهب"', "«لا»", '"نعم"']),
        ('"אנחנו הולכים", אמר דובר צה"ל ב"הזמן", והמנכ"לית שתקה.', ['"אנחנו הולכים"', '"הזמן"']),
        ("״אנחנו הולכים״, אמר דובר צה״ל.", ["״אנחנו הולכים״"]),
    ],
)
def test_the_marks_of_many_languages(source: str, expected: list[str]) -> None:
    assert found(source) == expected


def test_swedish_marks_face_one_way() -> None:
    assert found("”Vi går”, sa hon. ’Så’ och »nu».", SWEDISH) == ["”Vi går”", "’Så’", "»nu»"]


def test_brackets_of_book_titles_are_told_apart() -> None:
    assert [one.mark for one in read("《日报》说：“好”。")] == ["title", "double"]


@pytest.mark.parametrize(
    "source",
    [
        "He is 5'10\" tall.",
        'A 12" disc and a 7" one.',
        "Don’t go, it’s the boys’ game, rock ’n’ roll, ’tis the ’90s.",
        "Don't go, it's the boys' game, rock 'n' roll, 'tis the '90s.",
        'מפקד צה"ל והמנכ"ל',
        "It cost 5′ 3″.",
    ],
)
def test_no_quotation(source: str) -> None:
    assert found(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("“text“ and ”text”", ["“text“", "”text”"]),
        ("``text''", ["``text''"]),
        ("''text'' and more", ["''text''"]),
        ('“ text ” and " text "', ["“ text ”", '" text "']),
        ('“text" and "text”', ['“text"', '"text”']),
        ('„text" and „text”', ['„text"', "„text”"]),
        ('"the 12" disc works," he said, "well"', ['"the 12" disc works,"', '"well"']),
        ("act—“My plan!”—is thin", ["“My plan!”"]),
        ('the "Eagle"-class and anti-"Eagle" ships', ['"Eagle"', '"Eagle"']),
        ("“Don’t—” and “…but” and “well…”", ["“Don’t—”", "“…but”", "“well…”"]),
        ('("yes")["no"]', ['"yes"', '"no"']),
    ],
)
def test_careless_typing(source: str, expected: list[str]) -> None:
    assert found(source) == expected


def test_nested() -> None:
    one, two = read("“He told me ‘no.’”")
    assert (one.depth, two.depth, two.outer, two.mark) == (0, 1, 0, "single")
    assert [(q.depth, q.outer) for q in read("« a “b ‘c’” »")] == [(0, -1), (1, 0), (2, 1)]
    assert found('«a "b" c»') == ['«a "b" c»', '"b"']
    assert found('"a "b" c"') == ['"a "b" c"', '"b"']


def test_single_marks_where_the_article_uses_them() -> None:
    british = "‘We don’t know,’ he said. ‘The boys’ team, rock ’n’ roll, is “great”.’"
    assert found(british) == ["‘We don’t know,’", "‘The boys’ team, rock ’n’ roll, is “great”.’", "“great”"]
    straight = "'We don't know,' he said. 'The boys' team won,' she said in '90s style."
    assert found(straight) == ["'We don't know,'", "'The boys' team won,'"]


def test_single_marks_in_a_heading() -> None:
    assert found("Mayor: ‘We go’\n\n“We go,” he said, “now,” and “soon,” in the ‘big’ town.")[0] == "‘We go’"


def test_several_paragraphs() -> None:
    source = "He said: “One.\n\n“Two.\n\n“Three,” and left."
    (one,) = read(source)
    assert found(source) == ["“One.|“Two.|“Three,”"]
    assert one.closed


def test_a_paragraph_that_goes_on_with_a_closing_guillemet() -> None:
    assert found("« Un.\n\n» Deux. »") == ["« Un.|» Deux. »"]


def test_a_caption_between_the_paragraphs_of_a_quotation() -> None:
    blocks = [("p", "", "“One.", ()), ("figcaption", "figure", "The “old” hall", ()), ("p", "", "“Two,” he said.", ())]
    text = Text.of_blocks(blocks)
    result = [[text[part] for part in one.parts] for one in quoted(text, Lexicon("en", {}))]
    assert result == [["“One.", "“Two,”"], ["“old”"]]


def test_never_over_a_heading() -> None:
    text = Text.of_blocks([("p", "", "“One.", ()), ("h2", "", "“Two”", ()), ("p", "", "“Three.”", ())])
    assert all(len(one.parts) == 1 for one in quoted(text, Lexicon("en", {})))


def test_a_line_break_within() -> None:
    assert found('He said "we\ncannot\ngo," twice.') == ['"we|cannot|go,"']


def test_a_mark_without_its_partner_harms_its_own_paragraph_only() -> None:
    first, second = read("“We go, he said.\n\nNothing. “We stay,” he said.")
    assert (first.closed, second.closed, second.depth) == (False, True, 0)
    assert found("We go,” he said. “We stay,” she said.") == ["“We stay,”"]
    assert found("“We go, he said. “We stay,” she said.") == ["“We go, he said.", "“We stay,”"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("— Nous partons, dit Anne.\n— Pourquoi ?", ["— Nous partons,", "— Pourquoi ?"]),
        ("—Nos vamos —dijo Ana—. No volveremos.", ["—Nos vamos", "No volveremos."]),
        ("– Idziemy – powiedział Jan. – Dziś.", ["– Idziemy", "– Dziś."]),
        ("Tak jest. – Idziemy – powiedział Jan.", ["– Idziemy"]),
        ("— Уходим, — сказал Иван. — Сегодня.", ["— Уходим,", "— Сегодня."]),
        ("— один\n— два", []),
        ("Москва — столица — сказал", []),
    ],
)
def test_dialogue_after_a_dash(source: str, expected: list[str]) -> None:
    assert found(source, DASHES) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("« Nous partons, a dit Anne. Ce soir. »", ["« Nous partons,", "Ce soir. »"]),
        ("« Nous partons », dit-il.", ["« Nous partons »"]),
        ("« Il est venu, dit-on, hier. »", ["« Il est venu,", "hier. »"]),
        ("«Мы уходим, — сказал Иван. — Сегодня».", ["«Мы уходим,", "Сегодня»"]),
        ("«Мы — народ».", ["«Мы — народ»"]),
    ],
)
def test_the_narrator_inside_the_marks(source: str, expected: list[str]) -> None:
    data: dict[str, dict[str, object]] = {
        "quotation": {"incise": True}, "cue": {"said": "dit сказал"}, "grammar": {"auxiliaries": "a on"},
    }  # fmt: skip
    assert found(source, data) == expected
    assert [one.follows for one in read(source, data)] == [number > 0 for number in range(len(expected))]


def test_no_dialogue_where_dashes_make_lists() -> None:
    assert found("— Nous partons, dit Anne.") == []


MARKS = "“”„\"«»‹›‘’‚'`´「」『』《》״′″—–-"
hostile = st.text(alphabet=st.sampled_from(MARKS + "a B1.,!\n\u00a0של我") | st.characters(), max_size=120)


@given(hostile, st.sampled_from([{}, DASHES, SWEDISH]))
def test_spans_lie_in_the_text_in_order(source: str, data: dict[str, dict[str, object]]) -> None:
    result = read(source, data)
    assert [one.start for one in result] == sorted(one.start for one in result)
    for one in result:
        at = 0
        for part in one.parts:
            assert at <= part.start < part.end <= len(source)
            assert "\n" not in source[part.start : part.end]
            at = part.end


@given(hostile)
def test_the_nested_lie_in_those_around_them(source: str) -> None:
    result = read(source)
    for number, one in enumerate(result):
        assert (one.depth == 0) == (one.outer == -1)
        if one.outer >= 0:
            around = result[one.outer]
            assert one.outer < number
            assert around.depth == one.depth - 1
            assert around.start <= one.start and one.end <= around.end


WORDS = st.lists(
    st.sampled_from(["jane", "we go", "it’s", "don't", "no", "Roe", "12 of 30"]), min_size=1, max_size=4
).map(" ".join)
PAIRS = ["“”", '""', "«»", "„“", "„”", "「」"]


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8), st.sampled_from(PAIRS))
def test_balanced_marks_are_found_exactly(parts: list[tuple[str, str]], pair: str) -> None:
    source = "".join(f"{plain}, {pair[0]}{words},{pair[1]} " for plain, words in parts)
    assert found(source) == [f"{pair[0]}{words},{pair[1]}" for _, words in parts]


@pytest.mark.parametrize("data", [{}, DASHES])
@pytest.mark.parametrize(
    "pattern", ['"', "“", "“a ", '"a "b" ', "‘a ", "a’ b’ ", "“‘", "„“", "“a\n", '5" a ', 'ש"ל ', "— A – a ", "— A\n"]
)
def test_time_grows_with_size(pattern: str, data: dict[str, dict[str, object]]) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = Text.plain(pattern * (size // len(pattern)))
        return lambda: quoted(text, Lexicon("xx", data))

    assert_linear(prepare, 30_000, 120_000)

"""Mentions: the words of a paragraph that may name a speaker: names, pronouns, common nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsmarkup.suggesting.tokens import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    CUE,
    FUNCTION,
    GUESS,
    MAYBE,
    NEVER,
    ORGANIZATION,
    ORGNAME,
    PARTICLE,
    PERSON,
    POINT,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    SUFFIX,
    TITLE,
    Tokens,
    Vocabulary,
)  # fmt: skip

_LIMIT = 6  # words a common noun may have before it
_GENITIVE = 3  # words in lower case that end an organisation's name
_ADJECTIVE = ("e", "en", "er", "es", "em")
_BREAK = QUOTE | STOP | POINT | PREPOSITION | CONJUNCTION | AUXILIARY | RELATIVE | SUBORDINATOR | PRONOUN


@dataclass(slots=True)
class Mention:
    """Tokens `[first, last]` of the paragraph. `kind`: "name" (two words or more), "name1", "org", one of the pronouns,
    "person" or "thing" (common nouns), "other" (a subject of a verb of saying that no list knows).
    `start`, `end`: in the text. `words`: of a name, its name words without titles and suffixes. `titled`: it stands in
    a line that capitalises all its words."""

    first: int
    last: int
    kind: str
    start: int
    end: int
    words: tuple[str, ...] = ()
    paragraph: int = -1
    title: str = ""
    titled: bool = False
    entity: int = -1


def mentions(
    tokens: Tokens, vocabulary: Vocabulary, lower: frozenset[str], named: frozenset[str] = frozenset()
) -> list[Mention]:
    """In order, none overlapping. `lower`: the words that the article writes in lower case somewhere: a word that does
    is no name at the start of a sentence. `named`: where nouns have capitals, the words that stand in a name of several
    words somewhere."""
    out: list[Mention] = []
    masks, words, lows = tokens.masks, tokens.words, tokens.lows
    i, n = 0, len(masks)
    titled = _titled(tokens)
    lexicon = vocabulary.lexicon
    located = lexicon.table("organization", "located")
    genitive, dative = lexicon.flag("organization", "genitive"), lexicon.listed("organization", "dative")
    while i < n:
        mask = masks[i]
        if mask & QUOTE:
            i += 1
            continue
        if words[i] == "(" and out and out[-1].last == i - 1:
            # "(R-Tex.)", "(AP)" behind a name say where it belongs, and name nobody else.
            k = next((k for k in range(i + 1, min(i + 6, n)) if words[k] in "()"), i)
            if words[k] == ")":
                i = k + 1
                continue
        if mask & CAPITAL:
            if mask & PRONOUN and not (len(words[i]) > 1 and words[i].isupper()):
                out.append(_pronoun(tokens, i, vocabulary))
                i += 1
                continue
            name = _name(tokens, i, n, lower, vocabulary.dropped)
            if name and vocabulary.capital_nouns and len(name.words) > 1:
                _titles_of_capital_nouns(tokens, name)
            if name and vocabulary.capital_nouns and len(name.words) == 1 and not name.title:
                name = _capital_noun(tokens, name, vocabulary, named)
            if name and genitive and name.kind == "org":
                _with_genitive(tokens, name, n, dative)
            if name and located and i and lows[i - 1] in ("в", "у"):
                _located(name, i - 1, located, masks)
            if name:
                name.titled = titled
                out.append(name)
                i = name.last + 1
                continue
        if mask & PRONOUN and not (mask & CAPITAL and len(words[i]) > 1 and words[i].isupper()):
            kind = vocabulary.pronouns[lows[i]]
            if kind not in ("they",) or not (i + 1 < n and _nominal_word(masks[i + 1])):
                out.append(_pronoun(tokens, i, vocabulary))
                i += 1
                continue
        if mask & (PERSON | ORGANIZATION) and not mask & PRONOUN:
            noun = _noun(tokens, i, n, out)
            if noun:
                out.append(noun)
        elif mask & CUE and vocabulary.dropped and _subjectless(tokens, i, n):
            out.append(Mention(i, i, vocabulary.verb_gender(lows[i]), tokens.starts[i], tokens.ends[i]))
        elif mask & (CUE | GUESS) or (mask & MAYBE and not mask & (PERSON | ORGANIZATION)):
            subject = _subject(tokens, i, out)
            if subject:
                out.append(subject)
        i += 1
    return out


def _titled(tokens: Tokens) -> bool:
    """Whether a line is written like a headline: all its words but the small ones with a capital."""
    plain = [mask for mask, word in zip(tokens.masks, tokens.words, strict=True) if len(word) > 3 and not mask & QUOTE]
    return 3 < len(plain) < 40 and sum(1 for mask in plain if mask & CAPITAL) >= 0.8 * len(plain)


def _nominal_word(mask: int) -> bool:
    return not mask & (FUNCTION | QUOTE | STOP | POINT | CUE | GUESS)


def _pronoun(tokens: Tokens, i: int, vocabulary: Vocabulary) -> Mention:
    kind = vocabulary.pronouns[tokens.lows[i]]
    return Mention(i, i, kind, tokens.starts[i], tokens.ends[i])


def _name(tokens: Tokens, i: int, n: int, lower: frozenset[str], dropped: bool) -> Mention | None:
    masks, words, lows = tokens.masks, tokens.words, tokens.lows
    first = i
    sentence_start = i == 0 or tokens.sentences[i - 1] != tokens.sentences[i] or bool(masks[i - 1] & (QUOTE | POINT))
    if sentence_start and masks[i] & FUNCTION and not masks[i] & PARTICLE:
        return None
    if sentence_start and lows[i] in lower and not masks[i] & TITLE and not (i + 1 < n and masks[i + 1] & CAPITAL):
        return None
    if masks[i] & FUNCTION and not masks[i] & (TITLE | ORGNAME) and len(words[i]) > 1 and not masks[i] & PARTICLE:
        return None
    j, last = i, i
    while j < n:
        mask = masks[j]
        if mask & CAPITAL and not mask & QUOTE and (not mask & FUNCTION or j == i or mask & PARTICLE):
            last = j
            if j in tokens.possessive:
                break
            j += 1
        elif mask & PARTICLE and j + 1 < n and masks[j + 1] & CAPITAL and j > i:
            if lows[j] == "of" and not any(masks[k] & ORGNAME for k in range(i, j)):
                break
            j += 1
        elif (
            lows[j] == "of" and j + 2 < n and lows[j + 1] == "the" and masks[j + 2] & CAPITAL and masks[j - 1] & ORGNAME
        ):
            j += 2
        elif (
            words[j] in ("&", "-")
            and j > i
            and j + 1 < n
            and masks[j + 1] & CAPITAL
            and tokens.ends[j] - tokens.starts[j] == 1
        ):
            if words[j] == "-" and tokens.ends[j] != tokens.starts[j + 1]:
                break
            j += 1
        elif words[j] == "," and j + 1 < n and masks[j + 1] & SUFFIX:
            j += 1
        else:
            break
    institution = any(masks[k] & ORGNAME for k in range(first, last + 1))
    # A sentence's first word, an adjective of a nation or a title stands before the name, not in it.
    while first < last and (
        (masks[first] & (TITLE | NEVER) and not institution) or (sentence_start and first == i and lows[first] in lower)
    ):
        first += 1
    while last > first and (masks[last] & NEVER) and not masks[last] & ORGNAME:
        last -= 1
    if first == last and masks[first] & PARTICLE and masks[first] & ARTICLE:
        return None  # "El concejal …"
    if masks[first] & NEVER and first == last and not masks[first] & (PERSON | ORGNAME):
        return None
    if dropped and sentence_start and first == last == i and masks[i] & CUE and not masks[i] & (ORGNAME | PERSON):
        return None  # "Μίλησε για …"
    if masks[first] & TITLE and first == last and len(words[first]) < 4 and words[first].endswith("."):
        return None
    parts = tuple(
        words[k] for k in range(first, last + 1)
        if masks[k] & (CAPITAL | PARTICLE) and not masks[k] & SUFFIX
    )  # fmt: skip
    if not parts:
        return None
    organization = any(masks[k] & ORGNAME for k in range(first, last + 1)) or (
        first == last and len(parts[0]) > 1 and parts[0].isupper()
    )
    if first == last and masks[first] & (PERSON | ORGANIZATION) and not organization:
        kind = "person" if masks[first] & PERSON else "thing"
    elif organization:
        kind = "org"
    else:
        kind = "name" if len(parts) > 1 else "name1"
    title = " ".join(words[k] for k in range(i, first)) if first > i else ""
    return Mention(first, last, kind, tokens.starts[first], _end(tokens, last), parts, title=title)


def _with_genitive(tokens: Tokens, one: Mention, n: int, dative: tuple[str, ...]) -> None:
    """The words in lower case that belong to an organisation's name: "Svaz obchodníků varuje". `dative`: endings of the
    words for those who are told."""
    masks, k = tokens.masks, one.last + 1
    while (
        k < n
        and k - one.last <= _GENITIVE
        and tokens.lows[k].isalpha()
        and not masks[k] & (CAPITAL | FUNCTION | CUE | MAYBE | ADVERB)
        and not tokens.lows[k].endswith(dative or "\0")
    ):
        k += 1
    if k > one.last + 1 and (k == n or masks[k] & (CUE | STOP | QUOTE | POINT | PREPOSITION)):
        one.words += tuple(tokens.words[one.last + 1 : k])
        one.last, one.end = k - 1, tokens.ends[k - 1]


def _located(one: Mention, first: int, located: Mapping[str, str], masks: list[int]) -> None:
    """ "сообщили в Союзе торговцев", "в Союзе торговцев заявили": those at the union said it. `first`: the preposition.
    `located`: the nominative of each locative."""
    beside = (masks[first - 1] if first else 0) | (masks[one.last + 1] if one.last + 1 < len(masks) else 0)
    if beside & CUE and one.words[0] in located:
        one.first, one.kind = first, "org"
        one.words = (located[one.words[0]], *one.words[1:])


def _titles_of_capital_nouns(tokens: Tokens, one: Mention) -> None:
    """ "Hafenmeisterin Nora Roe": the noun before the name is her job, and stays in the mention."""
    first = one.first
    while (
        one.kind != "org" and first < one.last and tokens.masks[first] & PERSON and not tokens.masks[first] & PARTICLE
    ):
        first += 1
    if first > one.first:
        one.title = " ".join([one.title, *tokens.words[one.first : first]]).strip()
        one.words = one.words[first - one.first :]
        one.kind = "name" if len(one.words) > 1 else "name1"


def _capital_noun(tokens: Tokens, one: Mention, vocabulary: Vocabulary, named: frozenset[str]) -> Mention | None:
    """A single word with a capital in a language that gives all nouns one: a name where it is known as such or a verb of
    saying stands beside it, with no article or adjective before it; else a noun, which no list knows."""
    masks, i = tokens.masks, one.first
    if one.kind in ("person", "thing"):
        return _widened(tokens, one)
    word = tokens.words[i]
    if word in named or (one.title and i == one.last) or word.isupper():
        return one
    before = masks[i - 1] if i else STOP
    after = masks[one.last + 1] if one.last + 1 < len(masks) else STOP
    described = before & ARTICLE or (i and not before and tokens.lows[i - 1].endswith(_ADJECTIVE))
    if not described and (before | after) & (CUE | QUOTE) and not word.lower().endswith(vocabulary.noun_endings):
        return one
    one.kind = "other"
    return _widened(tokens, one)


def _widened(tokens: Tokens, one: Mention) -> Mention:
    """With the article and adjectives before it."""
    k = one.first
    while k > 0 and one.first - k < _LIMIT:
        mask = tokens.masks[k - 1]
        if mask & ARTICLE:
            k -= 1
            break
        if mask & (_BREAK | CUE | CAPITAL) or not tokens.lows[k - 1].endswith(_ADJECTIVE):
            break
        k -= 1
    one.first, one.start = k, tokens.starts[k]
    one.words = ()
    return one


def _end(tokens: Tokens, k: int) -> int:
    return tokens.ends[k] - (2 if k in tokens.possessive else 0)


def _noun(tokens: Tokens, i: int, n: int, before: list[Mention]) -> Mention | None:
    """The noun at i with what stands before it. None where it describes the name or noun that follows."""
    masks = tokens.masks
    if i + 1 < n and i not in tokens.possessive:
        following = masks[i + 1]
        if following & (PERSON | ORGANIZATION) and not following & (CUE | MAYBE | CAPITAL):
            return None
        if following & CAPITAL and not following & (NEVER | FUNCTION | QUOTE) and masks[i] & PERSON:
            return None
    floor = before[-1].last + 1 if before else 0
    first = i
    while first > floor and i - first < _LIMIT:
        mask = masks[first - 1]
        if mask & ARTICLE:
            first -= 1
            break
        if mask & _BREAK or (mask & (CUE | GUESS) and not mask & (PERSON | ORGANIZATION)):
            break
        first -= 1
    kind = "person" if masks[i] & PERSON else "thing"
    return Mention(first, i, kind, tokens.starts[first], _end(tokens, i))


def _subjectless(tokens: Tokens, i: int, n: int) -> bool:
    """A verb of saying behind a quotation with nobody beside it, where "he" and "she" are left out: „…,“ řekla."""
    masks, k = tokens.masks, i - 1
    while k > i - _LIMIT and k >= 0 and (masks[k] & (AUXILIARY | ADVERB) or tokens.words[k] in (",", "—", "–", "-")):
        k -= 1
    if k < 0 or not masks[k] & QUOTE or (k + 1 < i and masks[k + 1] & STOP):
        return False
    for k in range(i + 1, min(n, i + 2 * _LIMIT)):
        if masks[k] & (STOP | QUOTE):
            break
        if masks[k] & (CAPITAL | PERSON | ORGANIZATION) and not masks[k - 1] & (PREPOSITION | ARTICLE):
            return False
        if masks[k] & (PRONOUN | ARTICLE) and not masks[k - 1] & PREPOSITION:
            return False
        if masks[k] & (POINT | PREPOSITION):
            break
    return True


def _subject(tokens: Tokens, i: int, before: list[Mention]) -> Mention | None:
    """What stands before a verb of saying, where no list knows it: an article with a few words behind it."""
    masks = tokens.masks
    k = i - 1
    while k >= 0 and masks[k] & (AUXILIARY | ADVERB) and not masks[k] & (QUOTE | ARTICLE):
        k -= 1
    floor = before[-1].last + 1 if before else 0
    last = k
    while k >= floor and last - k < 5:
        mask = masks[k]
        if mask & ARTICLE and k < last:
            if k and masks[k - 1] & PREPOSITION:  # "in einer Mitteilung schreibt …"
                return None
            return Mention(k, last, "other", tokens.starts[k], _end(tokens, last))
        if mask & (_BREAK | CUE | GUESS | CAPITAL | PERSON | ORGANIZATION | ACCORDING):
            return None
        k -= 1
    return None

"""The words of credits: what the `[credit]` sections of all lexicons say, put together.

A picture crosses languages more easily than a text does ("Foto: X" under English words, "Image:" under Japanese), so a
credit is sought with the labels of all languages at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newsmarkup.suggesting.lexicon import Lexicon, languages, lexicon
from newsmarkup.suggesting.plain import folded

# Where a label may start: with a word, at the capital of words glued together, with a sign, anywhere in Chinese.
_START = (
    r"(?:(?<![^\W\d_])(?=[^\W\d_])|(?-i:(?<=[a-zß-öø-ÿāēīšžčа-яёіїєά-ώ])(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄΑ-Ω]))"
    r"|(?=[©ⓒⒸ（\u2e80-\uffdc])|(?=\([cC]\)))"
)
_FILE = Path(__file__).with_name("credits.toml")


@dataclass(frozen=True)
class CreditWords:
    """Words are folded (`plain.folded`); patterns match the text as it stands, in any case."""

    labels: re.Pattern[str]
    lead: re.Pattern[str]
    interface: re.Pattern[str]
    via: re.Pattern[str]
    on: re.Pattern[str]
    both: re.Pattern[str]
    courtesy: re.Pattern[str]
    role: re.Pattern[str]
    written: re.Pattern[str]
    nobody: frozenset[str]
    handout: frozenset[str]
    pool: frozenset[str]
    archive: frozenset[str]
    archived: re.Pattern[str]
    after: frozenset[str]
    organization: frozenset[str]
    inside: frozenset[str]
    particles: frozenset[str]


@cache
def credit_words() -> CreditWords:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    more = [Lexicon(key, {"credit": value}) for key, value in data.items() if key != "organization"]
    sources = [*map(lexicon, languages()), *more]

    def words(name: str) -> list[str]:
        return [word.replace("_", " ") for source in sources for word in source.listed("credit", name)]

    def known(name: str) -> frozenset[str]:
        return frozenset(map(folded, words(name)))

    archive, after = known("archive"), known("after")
    thanks = set(words("courtesy"))  # are part of a credit, never a label before it
    labels = [word for word in words("label") if word not in thanks]
    picture, label = _any(words("picture")), _any([*labels, *words("picture")])
    between = [word for word in words("by") if word not in thanks]
    by, strong = _any(between), _any(word for word in between if len(word) > 1)
    heads = [word[:3] for word in (*words("picture"), *labels, *"© ( ⓒ （ all bot tou tod tut".split())]
    one = _label(picture, label, by, strong, _any(words("and")))
    return CreditWords(
        labels=re.compile(rf"{_START}(?={_any(heads)}){one}", re.I),
        lead=re.compile(rf"\s*(?<!\w)(?:{_any(words('lead'))})\s*[:،,]?(?:\s+(?=\S)|(?=(?-i:[A-Z])))", re.I),
        interface=re.compile(rf"(?<![^\W_])(?:{_any(words('interface'))})(?![^\W_])", re.I),
        via=re.compile(rf"(?:^|(?<=[\s/|,]))(?:{_any(words('via'))})\s+(?=\S)", re.I),
        on=re.compile(rf"\s(?:{_any(words('on'))})\s+(?=\S)", re.I),
        both=re.compile(rf"\s(?:{_any(words('and'))})\s|[・、ㆍ·;]|\s&\s", re.I),
        courtesy=re.compile(rf"(?:{_any(words('courtesy'))})(?:\s*:)?\s+(?=\S)", re.I),
        role=re.compile(
            rf"(?<!\w)(?:{_any(words('role'))})(?:\s*:|\s+(?:by|von|de|av|af|di|por|par|door))?\s+(?=\S)", re.I
        ),
        written=_written(words("after"), words("reporter")),
        nobody=known("nobody"),
        handout=known("handout"),
        pool=known("pool"),
        archive=archive,
        archived=re.compile(rf"\s(?:{_any(words('archive'))})\s", re.I),
        after=after | archive,
        organization=frozenset(map(folded, data["organization"]["names"].split())),
        inside=frozenset(map(folded, data["organization"]["inside"].split())),
        particles=frozenset(map(folded, data["organization"]["particles"].split())),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits, so that "photo credit" is no "photo". It branches on one
    letter after another: some hundred words cost hardly more than one."""
    tree: dict[str, Any] = {}
    for word in set(filter(None, words)):
        node = tree
        for letter in word:
            node = node.setdefault(letter.lower() if len(letter.lower()) == 1 else letter, {})
        node[""] = {}
    return f"(?-i:{_branch(tree)})" if tree else r"(?!)"


def _letter(letter: str) -> str:
    """In either case, spelled out: the engine skips a branch by its first letter only where case is no flag."""
    if letter == " ":
        return r"\s"
    both = {one for one in (letter, letter.upper()) if len(one) == 1}
    return re.escape(letter) if len(both) == 1 else f"[{''.join(sorted(both))}]"


def _branch(node: dict[str, Any]) -> str:
    ways = [_letter(letter) + _branch(node[letter]) for letter in sorted(node) if letter]
    if not ways:
        return ""
    several = len(ways) > 1 or "" in node
    return ("(?:" if several else "") + "|".join(ways) + (")" if several else "") + ("?" if "" in node else "")


def _label(picture: str, label: str, by: str, strong: str, both: str) -> str:
    """Named groups say what kind of label it is: `colon`, `by`, `bare` (a picture's name alone),
    `comma` ("Image source, X") or `sign` (©)."""
    sign = r"(?:©|\([cC]\)|ⓒ|Ⓒ|（[cCｃＣ]）)"
    every = r"(?:(?:all|both|alle|toutes\sles|todas\slas|tutte\sle|all\sother)\s)?"
    noun = rf"(?:{picture})(?:-?(?:{label}))?"
    joined = rf"(?:\s?[/&+,]\s?(?:{picture})|\s(?:{both})\s(?:{picture}|styling|text|video|edit\w*))?"
    return (
        rf"(?:{sign}\s?)?{every}(?:"
        rf"(?P<colon>(?:(?:{noun}){joined}(?:\s(?:{label}|{by})){{0,3}}|(?:{label})(?:\s(?:{label}|{by})){{0,3}})\s?(?:[:：]|\.{{3}}|…|(?<=[\u2e80-\uffee])・|(?<=\s)/(?=\s)|[=＝](?!\s)|(?<=[\u2e80-\uffee]\s)[=＝]))(?:\s?(?:by|von|par|por|door|av|af)(?=\s[A-Z@]))?"
        rf"|(?P<comma>(?:{noun})(?:\s(?:{label})){{1,2}}),(?=\s(?-i:[A-ZÀ-Þ]))"
        rf"|(?P<by>(?:{noun}){joined}(?:\s(?:{label}))?\s(?:{strong})(?:\s(?:{by}))?)(?=[\s@©])"
        rf"|(?P<bare>(?:{noun})(?:\s(?:{label}))?(?:\.|(?<=[\u2e80-\uffee])[/／]|(?=[\s@])))(?=\s?[^\s])"
        rf")|(?P<sign>{sign})"
    )


def _written(after: Iterable[str], reporter: Iterable[str]) -> re.Pattern[str]:
    """Of Chinese, Japanese and Korean, where the maker's name stands before the word for making: "(agency) name word"."""
    words = _any(word for word in after if word and ord(word[0]) > 0x2E80)
    named = _any(reporter)
    return re.compile(
        rf"^(?:{named})?\s?(?:(?P<agency>[^\s:：／/＝=]{{2,12}}?)(?:{named})\s?)?"
        rf"(?P<name>[^\s:：／/＝=()（）。、，]{{1,12}}(?:\s[^\s:：／/＝=()（）。、，]{{1,8}}){{0,2}}?)\s?(?:{words})+$"
    )

"""How much words look like a credit by themselves: agencies, names, what stands for nobody; and what no credit has."""

from __future__ import annotations

import re
from functools import lru_cache

from newsmarkup.suggesting.agency import agency
from newsmarkup.suggesting.creditline import read
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.plain import folded

_WORD = re.compile(r"\S+")
_CHAIN = re.compile(r"[^\W\d]\.?\s?[/|]\s?[^\W\d]")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s(?=\w)|[!?]|[.][\"”’](?=\w)")


@lru_cache(2048)
def looks(content: str) -> tuple[float, tuple[str, ...]]:
    """How much a text looks like a credit by its words alone."""
    words = credit_words()
    tokens = _WORD.findall(content)
    odd = _odd(content, tokens)
    if odd > 6:
        return -odd, ()
    line = read(content)
    weight, reasons = 0.0, []
    named = [name for name in re.split(r"; |/", f"{line.provider}; {line.source}") if name and agency(name)]
    if named:
        weight += 3.0 if any(agency(name) != "platform" for name in named) else 2.2
        reasons.append(f"names an agency ({named[0]})")
    if line.provider and named and words.via.search(content):
        weight += 1.0
    if line.provider and not named and words.via.search(content):
        weight += 1.6
        reasons.append("handed on by another")
    if words.courtesy.match(content):
        weight += 3.6
        reasons.append("says by whose courtesy")
    chain = _CHAIN.search(content) is not None
    if chain and len(tokens) <= 12:
        weight += 1.3
        reasons.append("maker and agency parted by a slash" if line.creators else "names parted by a slash")
    plain = folded(content).strip(" .")
    if plain in words.nobody:
        weight += 0.6 if plain in words.archive else 3.6 if " " in plain else 2.2
        reasons.append("says where the picture is from")
    if named and line.creators and not chain and line.creators[0].kind == "person":
        weight += 0.8
        reasons.append("a name beside an agency")
    house = line.creators[0].name if len(line.creators) == 1 and line.creators[0].kind == "organization" else ""
    if not named and len(tokens) > 1 and set(re.findall(r"\w+", folded(house))) & words.organization:
        weight += 1.3
        reasons.append("an organisation’s name")
    if len(line.creators) == 1 and line.creators[0].kind == "person" and not named:
        weight += 0.8
        reasons.append("a person’s name")
    if words.written.match(content):
        weight += 2.5
        reasons.append("says who made it")
    weight -= odd
    return weight, tuple(reasons)


def _odd(content: str, tokens: list[str]) -> float:
    """What a credit does not have: words that are no names, dates, sentences, length."""
    words = credit_words()
    known: set[str] = set()
    if any(token[0].islower() for token in tokens):
        for match in (words.via, words.on, words.both, words.role, words.courtesy):
            for found in match.finditer(content):
                known.update(folded(found[0]).split())
    weight = 0.0
    for token in tokens:
        plain = folded(token).strip(".,;:()[]'\"/|&-–—")
        if (
            not plain
            or plain in known
            or plain in words.particles
            or plain in words.inside
            or plain in words.nobody
            or plain in words.archive
        ):
            continue
        if (
            token[0].islower()
            and "." not in token
            and "/" not in token
            and "_" not in token
            and not agency(token)
            and plain not in words.after
        ):
            weight += 0.9
        elif plain[0].isdigit() and not any(one.isalpha() for one in plain):
            weight += 0.8
    if content[:1] > "\u2e80":
        weight += max(0, len(content) - 16) * 0.15
    weight += max(0, len(tokens) - 9) * 0.35
    return weight + 0.8 * len(_SENTENCE.findall(content))


def known_alone(content: str) -> bool:
    """Whether it names agencies and nothing else."""
    line = read(content)
    return bool(line.provider) and not line.creators and agency(line.provider) is not None

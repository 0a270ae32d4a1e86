"""Attribution: of each quoted string of a reading, whether it is speech and who speaks it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from newsmarkup.suggesting import cases, pronoun
from newsmarkup.suggesting.antecedent import antecedent
from newsmarkup.suggesting.candidate import Candidate, Unit, candidates
from newsmarkup.suggesting.link import Link
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.reading import Reading
from newsmarkup.suggesting.scorer import Model, Weights, probabilities

_ANTECEDENT = 8  # tokens from "who" back to whom it means
# Least probability of being speech; in a language that was never measured the English weights are too strict.
SPEECH, SPEECH_UNMEASURED = 0.5, 0.45
_RESOLVED = ("he", "she", "it", "who", "dropped")


@dataclass(slots=True)
class Attribution:
    """`speech`: the probability that it is speech at all; `probability`: that it is, and that `mention` speaks (None:
    nobody is named). `entity`: whom the mention means, -1 where that isn't known; `meant`: how probably."""

    unit: Unit
    speech: float
    probability: float
    mention: Mention | None = None
    link: Link | None = None
    far: bool = False
    entity: int = -1
    meant: float = 1.0


def attribute(reading: Reading, model: Model) -> list[Attribution | None]:
    """One for each quoted string, None where it is no speech. One pass: a speaker is a clue to the next."""
    cases.unite(reading)
    out: list[Attribution | None] = []
    previous: Mention | None = None
    spoke: Unit | None = None
    speakers = [-1, -1]
    for unit in reading.units:
        if reading.quotes[unit.number].follows and out and out[-1]:
            out.append(replace(out[-1], unit=unit))
            continue
        if _named_so(unit, reading, model):
            out.append(None)
            continue
        found = candidates(unit, reading.paragraphs, previous, distance(unit, spoke))
        shares = probabilities([one.features for one in found], model.attribution)
        chosen = _choose(unit, found, shares, SPEECH if model.measured else SPEECH_UNMEASURED)
        out.append(chosen)
        if chosen is None or chosen.mention is None:
            continue
        one = chosen.mention
        if _borne(one, reading):
            out[-1] = None
            continue
        chosen.entity = one.entity
        if one.entity < 0:
            chosen.mention, chosen.entity = antecedent(one, reading)
            if chosen.entity < 0 and chosen.mention.kind in _RESOLVED:
                chosen.entity, chosen.meant = resolve(one, reading, speakers, model.pronoun)
        previous, spoke = one, unit
        if chosen.entity >= 0 and chosen.entity != speakers[0]:
            speakers = [chosen.entity, speakers[0]]
    return out


def _named_so(unit: Unit, reading: Reading, model: Model) -> bool:
    """Whether the word before says that it is a name or no word of the writer's: the so-called “fund”. Where weights were
    made for a language, they know titles of works better than a list does."""
    if not unit.first:
        return False
    lows, known = reading.paragraphs[unit.top].tokens.lows, reading.vocabulary
    low, two = lows[unit.first - 1], " ".join(lows[max(unit.first - 2, 0) : unit.first])
    return (
        low in known.scare
        or (not model.measured and low in known.works)
        or two in known.lexicon.listed("quotation", "naming")
    )


def _borne(one: Mention, reading: Reading) -> bool:
    """Whether the words stand on a thing: a sign, a headline."""
    return one.kind != "name" and reading.paragraphs[one.paragraph].tokens.lows[one.last] in reading.vocabulary.bearers


def distance(unit: Unit, spoke: Unit | None) -> str:
    """How far up the quotation before stands: "s" same paragraph, "p" the one before, "f" further, "" there is none."""
    if spoke is None:
        return ""
    return {0: "s", 1: "p"}.get(unit.top - spoke.bottom, "f")


def _choose(unit: Unit, found: list[Candidate], shares: list[float], least: float) -> Attribution | None:
    nothing = sum(share for one, share in zip(found, shares, strict=True) if one.kind == "not")
    speech = 1 - nothing
    if speech < least:
        return None
    # Several mentions of one person add up.
    totals: dict[object, float] = {}
    best: dict[object, int] = {}
    for k, one in enumerate(found):
        if one.kind == "not":
            continue
        key: object = None
        if one.mention is not None:
            key = one.mention.entity if one.mention.entity >= 0 else id(one.mention)
        totals[key] = totals.get(key, 0.0) + shares[k]
        if key not in best or shares[k] > shares[best[key]]:
            best[key] = k
    key = max(totals, key=lambda one: totals[one])
    one = found[best[key]]
    return Attribution(unit, speech, totals[key], one.mention, one.link, one.kind != "near")


def resolve(one: Mention, reading: Reading, speakers: list[int], table: Weights) -> tuple[int, float]:
    """`(entity, probability)` of whom a pronoun means; `(-1, 0.0)` where nobody comes into question."""
    if one.kind == "who":
        mentions = reading.paragraphs[one.paragraph].mentions
        k = bisect_left(mentions, one.first, key=lambda m: m.first) - 1
        while k >= 0 and one.first - mentions[k].last <= _ANTECEDENT:
            if mentions[k].entity >= 0:
                return mentions[k].entity, 0.8
            k -= 1
        return -1, 0.0
    found = pronoun.candidates(one, reading.paragraphs, reading.entities, speakers[0], speakers[1])
    if not found:
        return -1, 0.0
    shares = probabilities([features for _, features in found], table)
    k = max(range(len(found)), key=lambda k: shares[k])
    return found[k][0], shares[k]

"""Make newsmarkup/suggesting/weights.json from articles whose quotations were tagged by hand.

    python -m benchmarks.train_quotations GOLD.jsonl [GOLD.jsonl …] [--dry-run] [--held-out PRED.jsonl]

GOLD is as for `benchmarks.quotations`, with its `quotes` (start, end, speaker_start, speaker_end, speaker_name) and its
`source`.
The weights are those of two conditional logistic regressions (who speaks; whom a pronoun means), fitted with L-BFGS. They
belong to classes of words, never to words. The calibration comes from articles that the weights had not seen: each
publisher in turn is left out (of a language with one publisher, a sixth of its articles). `--held-out` writes what is
proposed for each article by weights and a calibration that have not seen its publisher: the honest figure. Needs numpy and
scipy (benchmarks/requirements-training.txt).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import scipy.sparse
from scipy.optimize import minimize
from tqdm import tqdm

from benchmarks.quotations import rows, with_clauses
from newsmarkup.suggesting import pronoun, quotation, scorer
from newsmarkup.suggesting.attribution import Attribution, attribute, distance
from newsmarkup.suggesting.candidate import Candidate, candidates
from newsmarkup.suggesting.entity import fold
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.reading import Reading, read
from newsmarkup.suggesting.text import Text

Example = tuple[list[list[str]], set[int], float]
_EDGE = " \t\n\r\u00a0\"'“”‘’„‚«»‹›`´.,;:!?…—–-"
_OBJECT = re.compile(
    r"\b(?:of|for|from|with|at|in|on|von|vom|für|bei|beim|aus|im|in|des|der)\s+(?:the\s+|an?\s+|de[rmn]\s+)?$", re.I
)
_RANK = {"name": 3, "org": 2, "name1": 2}


@dataclass
class Document:
    id: str
    source: str
    language: str
    reading: Reading
    # Of each quoted string the tagged quotation that it is, or None.
    gold: list[dict[str, Any] | None] = field(default_factory=list)


def documents(paths: Sequence[str]) -> list[Document]:
    out = []
    for path in paths:
        for line in tqdm(Path(path).read_text(encoding="utf-8").splitlines(), desc=Path(path).name, unit=" articles"):
            row = json.loads(line)
            text = Text.plain(row["text"], row["lang"])
            reading = read(text, lexicon(row["lang"]), typewriter=False)
            spans = [(*trimmed(row["text"], q["start"], q["end"]), q) for q in row["quotes"]]
            out.append(
                Document(
                    row["doc_id"],
                    row["source"],
                    row["lang"],
                    reading,
                    [_match(one, row["text"], spans) for one in reading.quotes],
                )
            )
    return out


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _match(quoted: Any, text: str, spans: Iterable[tuple[int, int, dict[str, Any]]]) -> dict[str, Any] | None:
    """The tagged quotation that shares at least half of its characters with a part of this one."""
    for part in quoted.parts:
        a, b = trimmed(text, part.start, part.end)
        for start, end, gold in spans:
            shared = min(b, end) - max(a, start)
            if shared > 0 and shared * 2 >= max(b, end) - min(a, start):
                return gold
    return None


def speaker_examples(document: Document) -> Iterator[Example]:
    """Each quoted string with the right answer, the speaker before it being the right one too."""
    reading = document.reading
    previous, spoke = None, None
    for unit, gold in zip(reading.units, document.gold, strict=True):
        found = candidates(unit, reading.paragraphs, previous, distance(unit, spoke))
        features = [one.features for one in found]
        if gold is None:
            yield features, _of_kind(found, "not"), 1.0
        elif gold["speaker_start"] is None:
            yield features, _of_kind(found, "none"), 1.0
        else:
            right = head(gold, [one.mention for one in found])
            if right is None:  # out of reach: at least it is speech
                yield features, set(range(len(found))) - _of_kind(found, "not"), 0.3
                previous = head(gold, [one for paragraph in reading.paragraphs for one in paragraph.mentions])
                spoke = unit if previous else None
                continue
            same = {
                k for k, one in enumerate(found)
                if one.mention is right or (one.mention and right.entity >= 0 and one.mention.entity == right.entity)
            }  # fmt: skip
            yield features, same, 1.0
            previous, spoke = right, unit


def _of_kind(found: list[Candidate], kind: str) -> set[int]:
    return {k for k, one in enumerate(found) if one.kind == kind}


def head(gold: dict[str, Any], mentions: Sequence[Mention | None]) -> Mention | None:
    """Of the mentions inside the tagged one, its head: before the first comma or bracket, behind no preposition ("a
    spokeswoman for the ministry"), a name before a noun."""
    start, end = gold["speaker_start"], gold["speaker_end"]
    inside = [one for one in mentions if one and one.start < end and start < one.end]
    text = gold["speaker_text"]
    cut = min(
        (k for k in (text.find(mark, 1) for mark in (",", "(", " who ", " - ", "–", "—")) if k > 0), default=len(text)
    )
    core = [one for one in inside if one.start < start + cut] or inside
    core = [one for one in core if not _OBJECT.search(text, 0, max(one.start - start, 0))] or core
    return max(core, key=lambda one: (_RANK.get(one.kind, 1), one.start), default=None)


def pronoun_examples(document: Document) -> Iterator[Example]:
    """Pronouns whose person is known by name."""
    reading = document.reading
    speakers = [-1, -1]
    for gold in document.gold:
        if gold is None or gold["speaker_start"] is None:
            continue
        one = head(gold, [m for paragraph in reading.paragraphs for m in paragraph.mentions])
        if one is None:
            continue
        entity = one.entity
        if gold.get("speaker_name") and one.kind in ("he", "she"):
            found = pronoun.candidates(one, reading.paragraphs, reading.entities, *speakers)
            name = [fold(word) for word in gold["speaker_name"].split()]
            right = {
                k for k, (number, _) in enumerate(found) if fold(reading.entities.all[number].name[-1]) == name[-1]
            }
            entity = found[min(right)][0] if right else -1
            if right:
                yield [features for _, features in found], right, 1.0
        if entity >= 0 and entity != speakers[0]:
            speakers = [entity, speakers[0]]


def fit(examples: list[Example], l2: float, least: int, smallest: float) -> dict[str, float]:
    """Maximum conditional likelihood with an L2 penalty. Features seen less than `least` times get no weight, weights
    below `smallest` are left out."""
    if not examples:
        return {}
    counts = Counter(feature for many, _, _ in examples for row in many for feature in row)
    names = sorted(name for name, n in counts.items() if n >= least)
    index = {name: k for k, name in enumerate(names)}
    columns, pointers, groups, right = [], [0], [], []
    for number, (many, answers, _) in enumerate(examples):
        for k, row in enumerate(many):
            columns += [index[name] for name in row if name in index]
            pointers.append(len(columns))
            groups.append(number)
            right.append(k in answers)
    matrix = scipy.sparse.csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(groups), len(names)))
    turned = matrix.T.tocsr()
    group, answer = np.array(groups), np.array(right)
    weight = np.array([one[2] for one in examples])
    starts = np.r_[0, np.flatnonzero(np.diff(group)) + 1]

    def loss(table: Any) -> tuple[float, Any]:
        scores = matrix @ table
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(raised, starts)
        good = raised * answer
        share = np.maximum(np.add.reduceat(good, starts), 1e-30)
        slope = turned @ ((raised / total[group] - good / share[group]) * weight[group])
        return -(weight * np.log(share / total)).sum() + 0.5 * l2 * (table @ table), slope + l2 * table

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: round(float(value), 3) for name, value in zip(names, result.x, strict=True) if abs(value) >= smallest}


# English has ten times the examples of the others, which need a stronger prior.
_OPTIONS = {"en": (3.0, 4, 0.03)}
_FEW = (12.0, 2, 0.03)


def train(documents: list[Document]) -> dict[str, dict[str, float]]:
    """A table of the speaker model for each language ("attribution" is English: it reads the languages without one too)."""
    tables = {}
    for language in sorted({d.language for d in documents}):
        l2, least, smallest = _OPTIONS.get(language, _FEW)
        examples = [one for d in documents if d.language == language for one in speaker_examples(d)]
        tables[scorer.named("attribution", language)] = fit(examples, l2, least, smallest)
    tables["pronoun"] = fit([one for d in documents for one in pronoun_examples(d)], 1.0, 3, 0.01)
    return tables


def right(document: Document, gold: dict[str, Any] | None, one: Attribution) -> bool:
    """Whether a proposal is right from end to end: speech, and the right speaker."""
    if gold is None:
        return False
    if gold["speaker_start"] is None or one.mention is None:
        return gold["speaker_start"] is None and one.mention is None
    best = head(gold, [m for paragraph in document.reading.paragraphs for m in paragraph.mentions])
    return one.mention is best or bool(best and one.entity >= 0 and best.entity == one.entity)


@dataclass
class Result:
    """An article read with weights, `table`, that have not seen the articles of its `fold`."""

    fold: str
    document: Document
    found: list[Attribution | None]
    table: dict[str, dict[str, float]]

    @property
    def offered(self) -> Iterator[tuple[dict[str, Any] | None, Attribution]]:
        for gold, one in zip(self.document.gold, self.found, strict=True):
            if one:
                yield gold, one


def held_out(documents: list[Document]) -> Iterator[Result]:
    """Each article read with weights that have not seen it: made from the other publishers, or, of a language with one
    publisher, from five sixths of the articles."""
    sources = {
        language: {d.source for d in documents if d.language == language}
        for language in {d.language for d in documents}
    }

    def fold(d: Document) -> str:
        one = len(sources[d.language]) == 1
        return f"{d.language} {crc32(d.id.encode()) % 6 if one else d.source}"

    for held in tqdm(sorted({fold(d) for d in documents}), desc="held out", unit=" folds"):
        there = [d for d in documents if fold(d) == held]
        table = train([d for d in documents if fold(d) != held and d.language == there[0].language])
        for document in there:
            found = attribute(document.reading, scorer.Model(table, document.language))
            yield Result(held, document, found, table)


def calibration(results: Iterable[Result], points: int = 12) -> dict[str, float]:
    """Raw probability → share that was right, in bins of equal size, made monotonous (pool adjacent violators)."""
    pairs = sorted(
        (one.probability, float(right(result.document, gold, one)))
        for result in results
        for gold, one in result.offered
    )
    size = max(len(pairs) // points, 1)
    blocks: list[list[float]] = []
    for k in range(0, len(pairs) - size // 2, size):
        chunk = pairs[k : k + size] if k + 2 * size <= len(pairs) + size // 2 else pairs[k:]
        blocks.append([sum(p for p, _ in chunk), sum(y for _, y in chunk), float(len(chunk))])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return {f"{p / n:.4f}": round(y / n, 3) for p, y, n in blocks}


def models(results: list[Result]) -> dict[str, scorer.Model]:
    """For each fold, weights and a calibration from the other folds of its language."""
    out: dict[str, scorer.Model] = {}
    for one in results:
        language = one.document.language
        if one.fold not in out:
            others = [other for other in results if other.fold != one.fold and other.document.language == language]
            curve = {scorer.named("calibration", language): calibration(others)}
            out[one.fold] = scorer.Model(one.table | curve, language)
    return out


def calibration_error(results: list[Result], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): how far confidence is from the share that is right, over ten bins of
    equal width, weighed by how many are in each. Calibrated by the other folds. Whom a pronoun means is judged where the
    corpus says it."""
    by, sums = models(results), [[0.0, 0.0, 0.0] for _ in range(bins)]
    for result in results:
        for gold, one in result.offered:
            sure, good = by[result.fold].calibrated(one.probability), right(result.document, gold, one)
            if gold and gold.get("speaker_name") and one.meant < 1 and one.entity >= 0:
                name = result.document.reading.entities.all[one.entity].name
                sure, good = sure * one.meant, good and fold(name[-1]) == fold(gold["speaker_name"].split()[-1])
            one_bin = sums[min(int(sure * bins), bins - 1)]
            for k, value in enumerate((sure, float(good), 1.0)):
                one_bin[k] += value
    return sum(abs(sure - good) for sure, good, _ in sums) / max(sum(n for _, _, n in sums), 1)


def proposals(results: list[Result], everything: bool) -> Iterator[dict[str, Any]]:
    """PRED's lines, each article by weights and a calibration that have not seen its fold."""
    by = models(results)
    for one in results:
        reading = one.document.reading
        found = list(quotation.found(reading, by[one.fold]))
        direct = [row for each in found for row in rows(each, reading.text.text)]
        yield {"doc_id": one.document.id, "quotes": with_clauses(reading, found) if everything else direct}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", help="JSON Lines, one tagged article a line")
    parser.add_argument("--dry-run", action="store_true", help="measure on held-out publishers, write nothing")
    parser.add_argument("--held-out", metavar="PRED.jsonl", help="write what is proposed for articles not trained on")
    parser.add_argument(
        "--all", action="store_true", help="there, with indirect speech: for corpora of all attributions"
    )
    options = parser.parse_args()
    articles = documents(options.gold)
    results = list(held_out(articles))
    table = train(articles)
    for language in sorted({d.language for d in articles}):
        mine = [one for one in results if one.document.language == language]
        table[scorer.named("calibration", language)] = calibration(mine)
        offered = [(result.document, gold, one) for result in mine for gold, one in result.offered]
        good, weights = sum(right(*x) for x in offered), len(table[scorer.named("attribution", language)])
        print(
            f"{language}: {good} of {len(offered)} offered are right, held out; calibration error "
            f"{calibration_error(mine):.3f}; {weights} weights",
            file=sys.stderr,
        )
    if options.held_out:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in proposals(results, options.all)]
        Path(options.held_out).write_text("".join(lines), encoding="utf-8")
    if not options.dry_run:
        scorer.FILE.write_text(
            json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
        )
        print(f"written: {scorer.FILE.name}, {scorer.FILE.stat().st_size // 1024} KB", file=sys.stderr)


if __name__ == "__main__":
    main()

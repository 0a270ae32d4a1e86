"""Quotations and their speakers, written in the form that the scorers of the field read; a throughput on stderr.

    python -m benchmarks.quotations GOLD.jsonl > PRED.jsonl
    python -m benchmarks.quotations GOLD.jsonl --peer regex > PRED.jsonl

GOLD: JSON Lines; of each line only `doc_id`, `text` and `lang` are read. PRED: `doc_id` and `quotes`: `start`, `end` (in
characters of the text), `speaker_start`, `speaker_end`, `speaker_text`, `speaker_name`, `cue_start`, `cue_end`, `cue`,
`confidence`. Strings in doubled apostrophes (''…'') are left unread, as the reference corpus leaves them untagged;
`--typewriter` reads them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from newsmarkup.suggesting import indirect, quotation
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.reading import Reading, read
from newsmarkup.suggesting.suggestion import Suggestion
from newsmarkup.suggesting.text import Text

Quotes = list[dict[str, Any]]


def ours(text: str, language: str, typewriter: bool = False) -> Quotes:
    whole = Text.plain(text, language)
    return [row for one in quotation.find(whole, lexicon(language), typewriter) for row in rows(one, text)]


_STOP = re.compile(r"[.?!]+(?=[\s\"”]|$)")
_THAT = re.compile(r"[\s:,]*(?:that\s+)?")


def everything(text: str, language: str, typewriter: bool = False) -> Quotes:
    """With indirect speech."""
    reading = read(Text.plain(text, language), lexicon(language), typewriter)
    return with_clauses(reading, quotation.found(reading))


def with_clauses(reading: Reading, direct: Iterable[Suggestion]) -> Quotes:
    """These quotations, and indirect speech. Words quoted inside a reported clause count as the clause, as corpora of all
    attributions tag them: from behind the verb to the end of the sentence."""
    text, words = reading.text.text, reading.vocabulary.lexicon
    out = []
    for one in [*direct, *indirect.find(reading, words)]:
        for row in rows(one, text):
            if one.kind == "quotation" and one.cue and one.mention and one.mention.end <= one.cue.end <= row["start"]:
                between = text[one.cue.end : row["start"]]
                if len(between.split()) > 1 and not set(between) & set('.?!"“”\n'):
                    match = _THAT.match(text, one.cue.end)
                    end = row["end"]
                    if text[end - 2 : end - 1] not in (".", "?", "!"):
                        stop = _STOP.search(text, end, min(text.find("\n", end) % (len(text) + 1), end + 400))
                        end = stop.start() if stop else end
                    row |= {"start": match.end() if match else row["start"], "end": end}
            out.append(row)
    return out


def rows(one: Suggestion, text: str) -> Iterator[dict[str, Any]]:
    """One for each part of a quotation, in the scorers' form."""
    more: dict[str, Any] = {"confidence": one.confidence}
    if one.mention:
        start, end = one.mention.start, one.mention.end
        more |= {"speaker_start": start, "speaker_end": end, "speaker_text": text[start:end]}
    if one.speaker and one.speaker.kind != "anonymous":
        more["speaker_name"] = one.speaker.name
    if one.cue:
        start, end = one.cue.start, one.cue.end
        more |= {"cue_start": start, "cue_end": end, "cue": text[start:end]}
    for span in one.spans:
        yield {"start": span.start, "end": span.end, **more}


_QUOTED = re.compile(r'"[^"\n]+"|“[^”\n]+”?|„[^“”\n]+[“”]|«[^»\n]+»')
_SAID = r"(?:said|says|told|wrote|added|sagte|erklärte|sagt|so)"
_NAME = r"((?:[A-ZÄÖÜ][\w.'’-]+ ?){1,4}|[Hh]e|[Ss]he|er|sie)"
_AFTER = re.compile(rf"[\s,]*(?:{_NAME} {_SAID}\b|{_SAID} {_NAME})")
_BEFORE = re.compile(rf"{_NAME} {_SAID}\b[^.\"“„]*$")


def regex(text: str, language: str) -> Quotes:
    """The peer anyone writes in ten minutes: what stands in quotation marks, and the name beside "said"."""
    out = []
    for match in _QUOTED.finditer(text):
        row: dict[str, Any] = {"start": match.start(), "end": match.end()}
        floor = text.rfind("\n", 0, match.start()) + 1
        found = _AFTER.match(text, match.end()) or _BEFORE.search(text[floor : match.start()])
        if found:
            group = 1 if found[1] else 2
            shift = 0 if found.re is _AFTER else floor
            name = found[group].rstrip()
            start = found.start(group) + shift
            row |= {"speaker_start": start, "speaker_end": start + len(name), "speaker_text": name}
        out.append(row)
    return out


def textacy() -> Callable[[str, str], Quotes]:
    """textacy's direct_quotations, paragraph by paragraph, on the spaCy model of the language."""
    try:
        import spacy
        import textacy.extract
    except ImportError as error:
        raise SystemExit(f"{error.name} isn't installed: pip install textacy, and a model: en_core_web_sm.") from error
    try:
        model = spacy.load("en_core_web_sm")
    except OSError as error:
        raise SystemExit(
            "spaCy's model en_core_web_sm isn't installed: python -m spacy download en_core_web_sm."
        ) from error

    def paragraphs(text: str, language: str) -> Quotes:
        out = []
        for paragraph in re.finditer(r"[^\n]+", text):
            try:
                found = list(textacy.extract.direct_quotations(model(paragraph[0])))
            except ValueError:  # unbalanced marks: it refuses the paragraph
                continue
            for one in found:
                row = {
                    "start": paragraph.start() + one.content.start_char,
                    "end": paragraph.start() + one.content.end_char,
                }
                if one.speaker:
                    first, last = one.speaker[0], one.speaker[-1]
                    start, end = paragraph.start() + first.idx, paragraph.start() + last.idx + len(last)
                    row |= {"speaker_start": start, "speaker_end": end, "speaker_text": text[start:end]}
                out.append(row)
        return out

    return paragraphs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", help="JSON Lines with doc_id, text and lang")
    parser.add_argument("--peer", choices=["regex", "textacy"], help="measure another reader on the same texts")
    parser.add_argument(
        "--all", action="store_true", help="indirect speech too, and whole clauses: for corpora of all attributions"
    )
    parser.add_argument(
        "--least", type=float, metavar="0–1", help="the least confidence that is written (0; with --all 0.7)"
    )
    parser.add_argument("--typewriter", action="store_true", help="read ''…'' as quotation marks too")
    options = parser.parse_args()
    least = (0.7 if options.all else 0.0) if options.least is None else options.least
    try:
        lines = Path(options.gold).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        parser.error(f"{options.gold}: {error.strerror}. Give the path of a JSON Lines file.")
    read_: Callable[[str, str], Quotes]
    if options.peer == "regex":
        read_ = regex
    elif options.peer == "textacy":
        read_ = textacy()
    elif options.all:
        read_ = lambda text, language: everything(text, language, options.typewriter)  # noqa: E731
    else:
        read_ = lambda text, language: ours(text, language, options.typewriter)  # noqa: E731
    articles = [json.loads(line) for line in lines if line.strip()]
    if articles:
        read_(articles[0]["text"], articles[0].get("lang", ""))  # lexicon and weights are loaded once, not timed
    spent = 0.0
    for row in tqdm(articles, unit=" articles", file=sys.stderr, disable=not sys.stderr.isatty()):
        start = time.perf_counter()
        quotes = [one for one in read_(row["text"], row.get("lang", "")) if one.get("confidence", 1.0) >= least]
        spent += time.perf_counter() - start
        print(json.dumps({"doc_id": row["doc_id"], "quotes": quotes}, ensure_ascii=False))
    characters = sum(len(row["text"]) for row in articles)
    if articles:
        print(
            f"{len(articles)} articles of {characters // len(articles):,} characters in {spent:.2f} s: "
            f"{60 * len(articles) / spent:,.0f} articles a minute",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()

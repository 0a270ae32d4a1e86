"""Markdown with YAML front matter, as our exporter, static site generators and writers' tools write it.

Through markdown-it-py (MIT; CommonMark 0.31, tested against its specification) and PyYAML's safe loader. HTML that stands
in the text is read too: it goes through the pipeline as everything does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from newsmarkup.document import schema
from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section
from newsmarkup.document.node import Body
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing.base import NOWHERE, Imported, Importer, picture_key, register
from newsmarkup.importing.copy import moment
from newsmarkup.importing.heading import heading
from newsmarkup.importing.linking import linked
from newsmarkup.importing.plaintext import decode
from newsmarkup.importing.tagging import tagged
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.language import guess

MOST_FRONT = 64_000  # characters of front matter
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\( {0,3}<?([^)\s>]{1,2000})")
_KNOWN = frozenset(
    "title headline subtitle description summary date lastmod updated author authors contributors section category "
    "keywords tags language lang dateline source canonical url slug image draft layout".split()
)


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """One article. Raises `ImportRefused` for what is no text, or front matter that is no YAML."""
    text, noticed = decode(data)
    problems = list(noticed)
    found = _FRONT.match(text)
    front = _front(found[1]) if found else {}
    text = text[found.end() :] if found else text
    for address in _IMAGE.findall(text):
        if schema.image_url(address) is None:
            said = f"A picture of a file beside this one was left out: “{address}”."
            problems.append(Problem("picture-address", said, "Add it as a photo.", line=None))
    try:
        cleaned = clean(_html(text))
    except BodyRefused as refused:
        raise ImportRefused(*refused.problems) from refused
    body, shown = linked(cleaned.body, {})
    language = _text(front, "language", "lang") or guess(body.text)
    title = _text(front, "title", "headline")
    facts: dict[str, Any] = {"headline": title}
    first = body.blocks[0] if body.blocks else None
    if not title and first is not None and first.name == "h2" and text.lstrip().startswith("# "):
        facts["headline"], body = first.text, Body(body.blocks[1:])
    if not any(node.get("data-id") for node in body.walk()):  # what has tags of its own keeps exactly these
        above = heading(body, language, facts["headline"])
        facts |= above.facts
        problems += above.problems
        body = tagged(above.body, language, str(facts["headline"]))
    facts |= _said(front, problems)
    lead = _lead(front.get("image"))
    address = _text(front, "canonical", "url")
    address = address if address.startswith(("http://", "https://")) else ""
    unknown = sorted(str(name) for name in front if str(name).lower() not in _KNOWN)
    if unknown:
        told = ", ".join(f"{name}: {front[name]!s:.80}" for name in unknown[:20] if isinstance(front[name], (str, int)))
        problems.append(Problem("front-matter", f"Of the front matter was left out: {', '.join(unknown[:20])}. {told}",
                                "", "notice"))  # fmt: skip
    article = Article(address, address or url, "", body, NOWHERE, language=language, lead=lead, pictures=shown)
    return (Imported(replace(article, **facts), (*problems, *cleaned.problems)),)


def _html(text: str) -> str:
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise _refused("not-installed", "Markdown can't be read here: markdown-it-py is not installed.",
                       "pip install newsmarkup[markdown]") from None  # fmt: skip
    written: str = MarkdownIt("commonmark", {"html": True}).render(text)
    return written


def _front(text: str) -> dict[str, Any]:
    try:
        import yaml
    except ImportError:
        raise _refused("not-installed", "Front matter can't be read here: PyYAML is not installed.",
                       "pip install newsmarkup[markdown]") from None  # fmt: skip
    try:
        front = yaml.safe_load(text) if len(text) <= MOST_FRONT else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:300]
        raise _refused(
            "front-matter", f"The front matter is no YAML: {said}.", "Mend what stands between the lines."
        ) from None
    if not isinstance(front, dict):
        raise _refused(
            "front-matter", "The front matter is no list of names and values, or too long.", "Mend or shorten it."
        )
    return {str(name).lower(): value for name, value in front.items()}


def _said(front: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """The facts that the front matter says."""
    facts: dict[str, Any] = {}
    for fact, names in (("alternative_headline", ("subtitle",)), ("description", ("description", "summary")),
                        ("dateline", ("dateline",)), ("slug", ("slug",))):  # fmt: skip
        if value := _text(front, *names):
            facts[fact] = value
    bylines = [Byline(Person("", name)) for name in _texts(front, "authors", "author")]
    bylines += [Byline(Person("", name), "contributor") for name in _texts(front, "contributors")]
    if bylines:
        facts["bylines"] = tuple(bylines)
    if section := _text(front, "section", "category"):
        facts["section"] = Section(section)
    if source := _text(front, "source"):
        facts["source"] = Organization("", source)
    if keywords := _texts(front, "keywords", "tags"):
        facts["keywords"] = keywords
    for fact, names in (("published", ("date",)), ("modified", ("lastmod", "updated"))):
        written = next((front[name] for name in names if front.get(name)), None)
        at = _moment(written)
        if at is not None:
            facts[fact] = at
        elif written is not None:
            problems.append(Problem("date", f"“{written!s:.80}” can't be read as a date.", "Enter it in the draft."))
    return facts


def _text(front: Mapping[str, Any], *names: str) -> str:
    found = (front.get(name) for name in names)
    return next(
        (" ".join(str(one).split()) for one in found if isinstance(one, (str, int, float)) and str(one).strip()), ""
    )


def _texts(front: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    """A list, or words parted by commas; of a person, the name."""
    found = next((front[name] for name in names if front.get(name)), ())
    some = found.split(",") if isinstance(found, str) else found if isinstance(found, list) else [found]
    named = (one.get("name", "") if isinstance(one, dict) else one for one in some)
    return tuple(dict.fromkeys(" ".join(one.split()) for one in named if isinstance(one, str) and one.strip()))


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time.min, UTC)
    return moment(value) if isinstance(value, str) else None


def _lead(image: Any) -> Picture | None:
    said = image if isinstance(image, dict) else {"url": image}
    url = schema.image_url(said["url"]) if isinstance(said.get("url"), str) else None
    if not url or not url.startswith(("http://", "https://")):
        return None
    return Picture(picture_key(url), url, alt=_text(said, "alt"), caption=_text(said, "caption"),
                   credit_line=_text(said, "credit"), creators=_texts(said, "creators"),
                   license_url=schema.url(_text(said, "license")) or "")  # fmt: skip


def _refused(code: str, message: str, mend: str) -> ImportRefused:
    return ImportRefused(Problem(code, message, mend, "error"))


def _recognised(head: bytes) -> bool:
    """Front matter, or a heading on the first line."""
    text = head.lstrip(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return bool(re.match(rb"---[ \t]*\n[A-Za-z_][\w -]*:", text)) or bool(re.match(rb"\s*# \S", text))


MARKDOWN = register(Importer("markdown", "Markdown", ("text/markdown",), ("md", "markdown"), _recognised, read))

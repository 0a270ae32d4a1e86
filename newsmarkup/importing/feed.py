"""RSS 0.9–2.0, RDF and Atom with content: each entry an Article, pictures from Media RSS, enclosures and the text.

`importing.xml` looks at the feed first; then feedparser (BSD) reads the facts of its many dialects. Its sanitiser is off:
ours does that, and knows the roles. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

from newsmarkup.document.article import Article, Byline, Organization, Person, Section, Site
from newsmarkup.document.attached import Rights
from newsmarkup.document.node import Body, Node
from newsmarkup.document.problem import Problem
from newsmarkup.document.schema import lang
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing import mediarss, xml
from newsmarkup.importing.base import Imported, Importer, register
from newsmarkup.importing.linking import linked
from newsmarkup.importing.tagging import tagged
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.language import guess

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)\b[^>]*?(?:>|xmlns|version)", re.IGNORECASE)
_ENTRIES = ("item", "entry")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """An Article an entry. Raises `ImportRefused` for what is no feed, or holds no entry."""
    root = xml.parse(data)
    try:
        import feedparser
    except ImportError:
        said = "Feeds can't be read here: feedparser is not installed."
        raise _refused("not-installed", said, "pip install newsmarkup[feed]") from None
    feed = feedparser.parse(BytesIO(data), sanitize_html=False)
    elements = [one for one in root.iter() if isinstance(one.tag, str) and xml.local(one) in _ENTRIES]
    if not feed.entries or len(feed.entries) != len(elements):
        said = "The feed holds no entry." if feed.version else "This is no feed: neither RSS nor Atom."
        raise _refused("empty" if feed.version else "not-a-feed", said, "Send one with articles in it.")
    site = Site(_plain(feed.feed.get("title", "")), feed.feed.get("link", ""), _language(feed.feed.get("language", "")))
    return tuple(_imported(entry, element, site) for entry, element in zip(feed.entries, elements, strict=True))


def _imported(entry: Mapping[str, Any], element: Any, site: Site) -> Imported:
    problems: list[Problem] = []
    line = element.sourceline
    content = next((one["value"] for one in entry.get("content", ()) if one.get("value", "").strip()), "")
    summary = entry.get("summary", "") if entry.get("summary") != content else ""
    if not content:
        content, summary = summary, ""
        said = "The feed gives no whole text, only what may be a summary." if content else "The entry has no text."
        problems.append(Problem("summary-only", said, "Look at the article at its source.", line=line))
    headline = _plain(entry.get("title", ""))
    body = _body(content, problems, line)
    language = _language(element.get(_LANG) or entry.get("language", "")) or site.language or guess(body.text)
    found = {one.key: one for one, _ in mediarss.pictures(element, problems)}
    default = next((one for one, chosen in mediarss.pictures(element, []) if chosen), None)
    body, shown = linked(body, found)
    lead = default or next((one for one in found.values() if one.key not in shown), None)
    if not any(node.get("data-id") for node in body.walk()):
        body = tagged(body, language, headline)  # a feed with tags of its own keeps exactly these
    address = entry.get("link", "")
    article = Article(
        entry.get("id", "") or address, address, headline, body, site,
        alternative_headline=_own(element, "alternative"), description=_plain(summary), dateline=_own(element, "coverage"),
        section=_section(entry), keywords=_keywords(entry), language=language, bylines=tuple(_bylines(entry)), lead=lead,
        publisher=_house(entry.get("publisher", "")), source=_house(entry.get("source", {}).get("title", "")),
        published=_moment(entry.get("published_parsed")), modified=_moment(dict(entry).get("updated_parsed")),
        pictures={**found, **shown},
    )  # fmt: skip
    if notice := _plain(entry.get("rights", "")):
        article = replace(article, rights=Rights(notice=notice))
    return Imported(article, tuple(problems))


def _body(content: str, problems: list[Problem], line: int) -> Body:
    """HTML, or lines of plain text. What the pipeline refuses is taken as its words alone."""
    if not _TAG.search(content):
        content = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", content) if part.strip())
    try:
        cleaned = clean(content)
    except BodyRefused as refused:
        problems += [replace(one, severity="warning", line=line) for one in refused.problems]
        words = _plain(content)
        return Body((Node("p", (), (words,)),) if words else ())
    problems += [replace(one, line=line) for one in cleaned.problems]
    return cleaned.body


def _bylines(entry: Mapping[str, Any]) -> Iterable[Byline]:
    for role, people in (("author", entry.get("authors", ())), ("contributor", entry.get("contributors", ()))):
        names = dict.fromkeys(_plain(one.get("name", "") or one.get("value", "")) for one in people)
        yield from (Byline(Person("", name), role) for name in names if name)  # type: ignore[arg-type]


def _section(entry: Mapping[str, Any]) -> Section | None:
    """The first category that has an address or a scheme."""
    return next((Section(tag["term"]) for tag in entry.get("tags", ()) if tag.get("scheme") and tag.get("term")), None)


def _keywords(entry: Mapping[str, Any]) -> tuple[str, ...]:
    section = _section(entry)
    words = (_plain(tag.get("term") or "") for tag in entry.get("tags", ()))
    return tuple(dict.fromkeys(word for word in words if word and not (section and word == section.name)))


def _house(name: str) -> Organization | None:
    return Organization("", _plain(name)) if _plain(name) else None


def _own(element: Any, name: str) -> str:
    """A term of Dublin Core that stands in the entry itself."""
    found = (one for one in element if xml.local(one) == name and "purl.org/dc/" in str(one.tag))
    return next((" ".join(words.split()) for one in found if (words := one.text or "")), "")


def _language(value: str) -> str:
    return value if value and lang(value) else ""


def _moment(at: Any) -> datetime | None:
    """Of a struct_time in UTC."""
    try:
        return datetime(at[0], at[1], at[2], at[3], at[4], at[5], tzinfo=UTC) if at else None
    except ValueError:
        return None


def _plain(value: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", value or "")).split())


def _refused(code: str, message: str, mend: str) -> ImportRefused:
    return ImportRefused(Problem(code, message, mend, "error"))


def _recognised(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    return (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        and bool(_ROOT.search(head))
        and b"<html" not in head.lower()
    )


FEED = register(
    Importer(
        "feed", "RSS or Atom", ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        ("rss", "atom", "rdf"), _recognised, read,
    )
)  # fmt: skip

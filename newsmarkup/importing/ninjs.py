"""ninjs 1.x, 2.x and 3.x: one item, a list of them, or `{"items": […]}`.

Sources: iptc.org/std/ninjs, schemas 1.3 to 3.1. Names are compared in small letters, which makes 2.x and 3.x one; 1.x has
`headline`, `byline`, `body_xhtml` and maps where the later ones have lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Any, Literal, cast

import orjson

from newsmarkup.document import schema
from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section
from newsmarkup.document.attached import Rights
from newsmarkup.document.node import Body
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing.base import NOWHERE, Imported, Importer, picture_key, register
from newsmarkup.importing.linking import linked
from newsmarkup.importing.tagging import tagged
from newsmarkup.picture import sourcetype
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.language import guess

Item = Mapping[str, Any]
_ROLES = ("author", "editor", "contributor")
_TAKEN = frozenset(
    "uri type standard representationtype version firstcreated versioncreated contentcreated pubstatus language headlines "
    "headline headline_main descriptions description_text description_xhtml by byline located slugline people person "
    "organisations organisation infosources infosource subjects subject copyrightholder copyrightnotice usageterms "
    "rightsinfo altids bodies associations renditions mimetype title profile name rel digitalsourcetype embargoeduntil "
    "embargoed urgency description_main body_main body_text body_xhtml".split()
)


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """An Article an item. Raises `ImportRefused` for what is no JSON, or no ninjs."""
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise _refused("not-json", f"This is no JSON: {error.msg}.", error.lineno) from None
    if isinstance(document, dict) and isinstance(document.get("items"), list):
        document = document["items"]
    items = document if isinstance(document, list) else [document]
    if not items or not all(isinstance(one, dict) and "uri" in one for one in items):
        raise _refused("not-ninjs", "This is no ninjs: every item has a “uri”.", None)
    return tuple(_imported(cast("Item", _small(one)), url) for one in items)


def _imported(item: Item, url: str) -> Imported:
    problems: list[Problem] = []
    _tell_what_is_left(item, problems)
    pictures = {one.key: (one, rel) for one, rel in _pictures(item, problems)}
    language = _language(_text(item.get("language")))
    body = _body(item, problems)
    language = language or guess(body.text)
    body, in_text = linked(body, {key: one for key, (one, _rel) in pictures.items()})
    beside = [one for key, (one, _rel) in pictures.items() if key not in in_text]
    lead = next((one for one, rel in pictures.values() if rel == "lead"), None) or next(iter(beside), None)
    headline = _headline(item, "main")
    if not any(node.get("data-id") for node in body.walk()):
        body = tagged(body, language, headline)
    if not headline:
        problems.append(Problem("no-headline", "The item has no headline.", "Write one.", field="headline"))
    sources = dict(_named(item, "infosources", "infosource", "role"))
    section = next((name for rel, name in _named(item, "subjects", "subject") if rel == "section"), "")
    address = _text(item.get("uri"))
    article = Article(
        address, address if address.startswith(("http://", "https://")) else url, headline, body, NOWHERE,
        alternative_headline=_headline(item, "alternative"), slug=_text(item.get("slugline")),
        description=_description(item), section=Section(section) if section else None,
        keywords=tuple(name for rel, name in _named(item, "subjects", "subject") if rel != "section"),
        dateline=_text(item.get("located")), language=language, bylines=tuple(_bylines(item)), lead=lead,
        publisher=_house(sources.get("publisher", "")), source=_house(sources.get("source", "")),
        published=_moment(item, problems, "firstcreated", "contentcreated", "versioncreated"),
        modified=_moment(item, problems, "versioncreated"),
        pictures={**{one.key: one for one in beside}, **in_text},
    )  # fmt: skip
    if notice := _text(item.get("copyrightnotice")):
        article = replace(article, rights=Rights(_house(_text(item.get("copyrightholder"))), notice=notice))
    return Imported(article, tuple(problems))


def _body(item: Item, problems: list[Problem]) -> Body:
    """HTML where there is some; plain text a paragraph a line that is followed by an empty one."""
    bodies = [
        (_text(one.get("contenttype")), _text(one.get("value"), fold=False)) for one in _dicts(item.get("bodies"))
    ]
    bodies += [("text/html" if "html" in name else "", _text(value, fold=False)) for name, value in item.items()
               if name.startswith("body_")]  # fmt: skip
    found = [value for kind, value in bodies if "html" in kind] or [value for _kind, value in bodies if value]
    value = next(filter(None, found), "")
    if not value:
        problems.append(Problem("no-text", "The item has no text.", "Look at the article at its source."))
    if not re.search(r"<[a-zA-Z/][^<>]*>", value):
        value = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", value) if part.strip())
    try:
        cleaned = clean(value)
    except BodyRefused as refused:
        problems += refused.problems
        return Body()
    problems += cleaned.problems
    return cleaned.body


def _pictures(item: Item, problems: list[Problem]) -> Iterable[tuple[Picture, str]]:
    associations = item.get("associations")
    listed = list(associations.values()) if isinstance(associations, dict) else associations
    for one in [*([item] if item.get("type") == "picture" else []), *_dicts(listed)]:
        if one.get("type") not in ("picture", "graphic", "image"):
            said = f"The associated {one.get('type') or 'item'} {_text(one.get('uri'))} was not taken."
            problems.append(Problem("association", said, "Only pictures are. Add it in the draft."))
            continue
        renditions = one.get("renditions")
        sizes = _dicts(list(renditions.values()) if isinstance(renditions, dict) else renditions)
        best = max(sizes, key=lambda r: (_text(r.get("name")) == "original", _pixels(r.get("width")) or 0), default={})
        url = schema.image_url(_text(best.get("href")) or _text(one.get("uri"))) or ""
        if not url.startswith("http"):
            said = f"The picture {_text(one.get('uri')) or '?'} has no address: it was not taken."
            problems.append(Problem("picture-address", said, "Upload it as a photo."))
            continue
        yield _picture(one, best, url), _text(one.get("rel") or one.get("name"))


def _picture(one: Item, rendition: Item, url: str) -> Picture:
    sources = list(_named(one, "infosources", "infosource", "role"))
    made = [
        (kind, name)
        for kind in ("people", "organisations")
        for rel, name in _named(one, kind, kind)
        if rel == "creator"
    ]
    creators = tuple(name for _kind, name in made) or tuple(filter(None, [_by(one)]))
    rights = one.get("rightsinfo") if isinstance(one.get("rightsinfo"), dict) else {}
    source_type = one.get("digitalsourcetype")
    member = sourcetype.member(_text(source_type.get("uri"))) if isinstance(source_type, dict) else ""
    return Picture(
        picture_key(url), url, _pixels(rendition.get("width")), _pixels(rendition.get("height")),
        _text(rendition.get("contenttype") or rendition.get("mimetype")), alt=_text(one.get("title")),
        caption=_description(one), creators=creators,
        creator_kind="Organization" if made and made[0][0] == "organisations" else "Person",
        credit_line=next((name for role, name in sources if role == "credit"), ""),
        source=next((name for role, name in sources if role != "credit"), ""),
        copyright_notice=_text(one.get("copyrightnotice")), copyright_holder=_text(one.get("copyrightholder")),
        license_url=schema.url(_text(cast("Item", rights).get("linkedrights"))) or "", digital_source_type=member,
    )  # fmt: skip


def _bylines(item: Item) -> Iterable[Byline]:
    found = False
    for kind, make in (("people", Person), ("organisations", Organization)):
        for rel, name in _named(item, kind, "person" if kind == "people" else "organisation"):
            if rel in _ROLES:
                found = found or rel == "author"
                yield Byline(make("", name), cast('Literal["author", "editor", "contributor"]', rel))
    if not found and (line := _by(item)):
        names = re.split(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s*", re.sub(r"(?i)^(?:by|von|par|de)\s+", "", line))
        yield from (Byline(Person("", name)) for name in names if name)


def _by(item: Item) -> str:
    return _text(item.get("by") or item.get("byline"))


def _headline(item: Item, role: str) -> str:
    found = [one for one in _dicts(item.get("headlines")) if _text(one.get("value"))]
    if role != "main":
        return next((_text(one["value"]) for one in found if one.get("role") == role), "")
    first = next((one for one in found if one.get("role") == "main"), found[0] if found else {})
    return _text(first.get("value") or item.get("headline") or item.get("headline_main") or item.get("title"))


def _description(item: Item) -> str:
    found = [_text(one.get("value")) for one in _dicts(item.get("descriptions"))]
    found += [_text(item.get(f"description_{name}")) for name in ("text", "main", "xhtml")]
    return next((re.sub(r"<[^<>]*>", " ", one).strip() for one in found if one), "")


def _named(item: Item, many: str, one: str, relation: str = "rel") -> Iterable[tuple[str, str]]:
    """(relation, name) of a list of named things, as 2.x and 1.x call it."""
    for thing in _dicts(item.get(many) or item.get(one)):
        if name := _text(thing.get("name") or thing.get("literal")):
            yield _text(thing.get(relation)), name


def _moment(item: Item, problems: list[Problem], *names: str) -> datetime | None:
    for name in names:
        if not (value := _text(item.get(name))):
            continue
        try:
            at = datetime.fromisoformat(value)
            if at.tzinfo:
                return at
        except ValueError:
            pass
        problems.append(Problem("date", f"{name} “{value[:40]}” is no time with a zone.", "Set the date.", field=name))
    return None


def _tell_what_is_left(item: Item, problems: list[Problem]) -> None:
    left = sorted(name for name, value in item.items() if value and name not in _TAKEN and not name.startswith("$"))
    if left:
        said = f"Not taken from the item: {', '.join(left)}."
        problems.append(Problem("not-taken", said, "An article has no place for it.", "notice"))
    if value := item.get("embargoeduntil") or item.get("embargoed"):
        said = f"The sender asks not to publish before {_text(value)}."
        problems.append(Problem("embargo", said, "Set “embargo until”.", "warning", field="embargo_until"))
    if item.get("pubstatus") not in (None, "usable"):
        said = f"The sender says of this item: {_text(item.get('pubstatus'))}."
        problems.append(Problem("withdrawn", said, "Do not publish it.", "error"))


def _small(value: Any) -> Any:
    if isinstance(value, dict):
        return {name.lower(): _small(one) for name, one in value.items()}
    return [_small(one) for one in value] if isinstance(value, list) else value


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any, *, fold: bool = True) -> str:
    text = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return " ".join(text.split()) if fold else text


def _language(value: str) -> str:
    return value if value and schema.lang(value) else ""


def _pixels(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 < value < 100_000 else None


def _house(name: str) -> Organization | None:
    return Organization("", name) if name else None


def _refused(code: str, message: str, line: int | None) -> ImportRefused:
    return ImportRefused(Problem(code, message, "Send an item as iptc.org/std/ninjs describes it.", "error", line=line))


def _recognised(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in (b"{", b"[") and re.search(rb'"uri"\s*:', head) is not None


NINJS = register(
    Importer(
        "ninjs", "ninjs", ("application/vnd.iptc.ninjs+json", "application/json"), ("json", "ninjs"), _recognised, read
    )
)

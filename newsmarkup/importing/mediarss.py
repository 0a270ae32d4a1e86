"""Media RSS: the pictures of a feed's entry, each with what the feed says of it. Source: rssboard.org/media-rss (1.5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from newsmarkup.document import schema
from newsmarkup.document.article import Picture
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import picture_key

_MEDIA = "{http://search.yahoo.com/mrss/}"
_LINK = "{http://www.w3.org/2005/Atom}link"
_OF_THE_LINE = ("", "credit")  # media:credit without a role is the credit line


def pictures(entry: Any, problems: list[Problem]) -> list[tuple[Picture, bool]]:
    """Each address once, and whether it is the entry's default. What is not a picture is said."""
    found: dict[str, tuple[Picture, bool]] = {}
    for media, around in _contents(entry):
        url = schema.image_url(media.get("url") or media.get("href") or "")
        kind = media.get("medium") or (media.get("type") or "").partition("/")[0]
        if kind in ("video", "audio") and url:
            said = f"A film or recording was left out: {url}"
            problems.append(Problem("not-stored-media", said, "Add it in the draft.", line=media.sourceline))
        elif url and (kind == "image" or (not kind and media.tag == f"{_MEDIA}thumbnail")):
            known = found.get(url)
            if known is None:
                found[url] = _picture(url, media, around), media.get("isDefault") == "true"
        elif not url:
            said = f"A picture without a proper address was left out: “{media.get('url') or media.get('href') or ''}”"
            problems.append(Problem("picture-address", said, "Add it as a photo.", line=media.sourceline))
    return list(found.values())


def _contents(entry: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each medium with the elements around it, which speak for it where it says nothing itself."""
    for media in entry.iter(f"{_MEDIA}content"):
        around = media.getparent()
        yield media, (media, around) if around is entry else (media, around, entry)
    if next(entry.iter(f"{_MEDIA}content"), None) is None:
        for media in entry.iter(f"{_MEDIA}thumbnail"):
            yield media, (media, entry)
    yield from ((one, (one,)) for one in entry.findall("enclosure"))
    yield from ((one, (one,)) for one in entry.findall(_LINK) if one.get("rel") == "enclosure")


def _picture(url: str, media: Any, around: tuple[Any, ...]) -> Picture:
    credits = _all(around, "credit")
    lines = [_words(one) for one in credits if (one.get("role") or "").lower() in _OF_THE_LINE]
    creators = [_words(one) for one in credits if (one.get("role") or "").lower() not in _OF_THE_LINE]
    licence = next(iter(_all(around, "license")), None)
    picture = Picture(
        picture_key(url), url, _pixels(media, "width"), _pixels(media, "height"), media.get("type") or "",
        alt=_first(around, "title"), caption=_first(around, "description"), creators=tuple(dict.fromkeys(creators)),
        credit_line=next(iter(filter(None, lines)), ""), copyright_notice=_first(around, "copyright"),
    )  # fmt: skip
    if licence is None:
        return picture
    return replace(picture, license_url=schema.url(licence.get("href") or "") or "", copyright_holder=_words(licence))


def _all(around: tuple[Any, ...], name: str) -> list[Any]:
    """Of the innermost element that has any."""
    return next((found for one in around if (found := one.findall(_MEDIA + name))), [])


def _first(around: tuple[Any, ...], name: str) -> str:
    # An entry's own title and description are the article's; its media: elements are not.
    return next((words for one in _all(around, name) if (words := _words(one))), "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _pixels(media: Any, name: str) -> int | None:
    value = media.get(name) or ""
    return int(value) if schema.length(value) else None

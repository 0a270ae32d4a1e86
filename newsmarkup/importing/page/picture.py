"""Picture: the address, size and alt text of a picture in a page, however it is loaded.

HTML, "The img element" (`srcset`, `sizes`) and "The picture element"; lazy loading puts the address into an attribute of its
own (`data-src`, `data-lazy-srcset`), or into a `noscript` beside a placeholder; AMP has `amp-img`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from newsmarkup.importing.page.naming import PEOPLE, named

_TAGS = ("img", "amp-img")
_DRAWN = ("div", "span", "a")
_SMALL = 100  # pixels; what is declared smaller is an icon or a face
_RATIOS = frozenset({(16, 9), (9, 16), (4, 3), (3, 4), (3, 2), (2, 3)})
_LARGE = 250  # pixels from which a picture is one of the article without a word that says so
_DIMENSIONS = re.compile(r"[-_](\d{2,4})x\d{2,4}(?=[-_.])")
_DENSEST = 10  # a srcset's number that is larger is a width
_ICONS = frozenset({"icon", "icons", "avatar", "logo", "logos", "emoji", "pixel", "tracking"}) | PEOPLE
_URL, _SIZE = re.compile(r"[\s,]*(\S+)"), re.compile(r"\s*(?:(\d+(?:\.\d+)?)([wx]))?[^,]*,?")
_ADDRESS = re.compile(r"(?:https?:)?/{1,2}\S+$|[\w.%~-]+(?:/\S+)+$|[\w.%~-]+\.(?:jpe?g|png|webp|avif|gif)$", re.I)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|tiff?)(?:$|[?#&/])", re.I)
_EMPTY = re.compile(r"blank|placeholder|spacer|pixel|transparent|1x1|lazy[_-]?load|loading\.|grey\.|gray\.", re.I)
_RENDITION = re.compile(
    r"(?:[-_@.](?:\d{2,5}x\d{0,5}|\dx|w_?\d{2,5}|\d{2,5}w|[xsml]{1,3}|scaled|large|medium|small|thumb\w*|full|original))+$",
    re.I,
)
_SIZING = frozenset("w h q width height quality auto fit format fm crop rect dpr sig s v t ssl resize strip".split())
_BEHIND = re.compile(r"background(?:-image)?\s*:[^;]{0,40}url\(\s*['\"]?([^'\")]{1,1000})", re.I)


@dataclass(frozen=True, slots=True)
class Image:
    """`width` and `height` are pixels, of the rendition that `url` is; None where the page doesn't say."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None


def is_picture(one: Any) -> bool:
    """Whether it may be one of an article: no icon, face, logo or counter of views. An element of another name that has a
    picture's address is drawn by script."""
    if one.tag in _TAGS:
        return not _icon(one)
    if one.tag not in _DRAWN:
        return False
    address = one.get("data-src") or ((style := one.get("style")) and _behind(style))
    return bool(address) and _FILE.search(address) is not None and not _icon(one)


def picture(candidates: Iterable[Any], base: str) -> Image:
    """Of the first of these elements that has an address, the largest rendition; "" for an address where none has one."""
    best = Image("")
    for one in candidates:
        found = _image(one, base)
        if found.url or not best.alt:
            best = found
        if found.url:
            break
    return best


def others(element: Any, first: Image, base: str) -> Iterator[tuple[Any, Image]]:
    """The other pictures in it: what has an alt text of its own and an address of its own."""
    alts, urls = {first.alt, ""}, {same(first.url)}
    for one in filter(is_picture, element.iter(*_TAGS, *_DRAWN)) if first.url else ():
        found = _image(one, base)
        if found.url and found.alt not in alts and same(found.url) not in urls:
            alts.add(found.alt)
            urls.add(same(found.url))
            yield one, found


def large(image: Image) -> bool:
    """Whether it is more than another story's small picture, as far as the page says."""
    said = _DIMENSIONS.search(image.url)
    width = image.width or (int(said[1]) if said else None)
    if width is None:  # what counts views has neither words nor a file's name
        return bool(image.alt) or _FILE.search(image.url) is not None
    return bool(image.url) and width >= _LARGE


def same(url: str) -> str:
    """What two renditions of a picture have in common: the end of the address, without size and query. A service that
    makes them has the picture's own address, or number, in its query."""
    parts = urlsplit(url)
    path = [part for part in unquote(parts.path).split("/") if part]
    name = _RENDITION.sub("", path[-1].rpartition(".")[0] or path[-1]) if path else ""
    if parts.query and "." not in "".join(path[-1:]):
        kept = [one for one in parse_qsl(parts.query)[:20] if one[0].lower() not in _SIZING]
        name = "&".join([name, *(value for _, value in kept)])
    return name.casefold() if len(name) > 7 else "/".join([*path[-3:-1], name]).casefold()


def _behind(style: str) -> str:
    """The address of a picture that stands behind words."""
    found = _BEHIND.search(style) if "url(" in style else None
    return found[1].strip() if found else ""


def _icon(one: Any) -> bool:
    around = one.getparent()
    words = named(one) if around is None or around.tag == "figure" else named(one) | named(around)
    if not words.isdisjoint(_ICONS):
        return True
    if one.tag == "amp-img":  # its size may be a ratio
        return False
    sizes = [_number(one.get(name)) for name in ("width", "height")]
    return any(size is not None and size < _SMALL for size in sizes) and tuple(sizes) not in _RATIOS


def _image(one: Any, base: str) -> Image:
    alt = " ".join((one.get("alt") or one.get("data-alt") or "").split())
    width, height = (_number(one.get(name) or one.get(f"data-{name}")) for name in ("width", "height"))
    if (width or _SMALL) < _SMALL:
        width = height = None  # a ratio
    best, most = "", 0.0
    for sizes in _srcsets(one):
        for url, size in _candidates(sizes):
            if size > most and _real(url):
                best, most = url, size
    plain = next((url for url in _sources(one) if _real(url)), "")
    if best and (1 < most <= _DENSEST or most > (width or _DENSEST) or not plain):
        if most > _DENSEST:
            width, height = round(most), round(most * height / width) if width and height else None
    else:
        best = plain
    if not best:
        return Image("", alt)
    try:
        return Image(urljoin(base, best), alt, width, height)
    except ValueError:  # an address with a host that is none
        return Image("", alt)


def _sources(one: Any) -> Iterator[str]:
    """Addresses in attributes, `src` last where the loader has one of its own; then of the `noscript` beside it."""
    lazy = [value for name, value in one.attrib.items() if name.startswith("data-") and "srcset" not in name]
    yield from (value.strip() for value in lazy if _FILE.search(value) and "{" not in value and len(value) < 2_000)
    yield from (
        value.strip() for value in (one.get("data-src"), one.get("src"), _behind(one.get("style") or "")) if value
    )
    around = one
    for _n in range(3):
        if around is None or around.tag == "noscript":
            return
        for other in (around.getnext(), around.getprevious()):
            if other is not None and other.tag == "noscript":
                yield from ((image.get("src") or "").strip() for image in other.iter("img"))
        around = around.getparent()


def _srcsets(one: Any) -> Iterator[str]:
    around = one.getparent()
    up = 0
    while around is not None and around.tag == "source" and up < 20:  # libxml2 doesn't know that a source is empty
        around, up = around.getparent(), up + 1
    elements = [one]
    if around is not None and around.tag == "picture":
        elements += around.iter("source")
    for element in elements:
        for name, value in element.attrib.items():
            if name.endswith("srcset") and len(value) < 20_000:
                yield value


def _candidates(sizes: str) -> Iterator[tuple[str, float]]:
    """The addresses of a `srcset`, with their width in pixels, or their density (HTML, "Parsing a srcset attribute")."""
    at = 0
    while found := _URL.match(sizes, at):
        url, at = found[1], found.end()
        size = None
        if not url.endswith(","):
            size = _SIZE.match(sizes, at)
            at = size.end() if size else at
        yield url.rstrip(","), float(size[1]) if size and size[1] else 1.0


def _real(url: str) -> bool:
    return _ADDRESS.match(url) is not None and not url.startswith("data:") and not _EMPTY.search(url.rpartition("/")[2])


def _number(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) < 20_000 else None

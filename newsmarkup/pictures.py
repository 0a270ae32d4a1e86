"""How pictures are shown: sizes to choose from, and a label on what no camera saw as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from newsmarkup import publishing
from newsmarkup.document.article import Picture
from newsmarkup.picture import sourcetype

_PHOTO = re.compile(r'data-photo="([^"]+)"')
# A figure as the canonical writer spells it.
_FIGURE = re.compile(r'<figure><img [^>]*?data-photo="(?P<key>[^"]+)"[^>]*>.*?(?P<end></figcaption>)?</figure>')
_LABELLED = re.compile('"digital_source_type":"(?:' + "|".join(sorted(sourcetype.LABELLED)) + ')"')


def label(digital_source_type: str) -> str:
    """The words that stand beside such a picture; "" where none need to."""
    if digital_source_type in sourcetype.GENERATED:
        return _("Made with AI")
    if digital_source_type in sourcetype.AI_EDITED:
        return _("Photo edited with AI")
    if digital_source_type in sourcetype.SYNTHETIC:
        return _("Made by a computer")
    if digital_source_type in sourcetype.COMPOSITE:
        return _("Montage")
    return ""


def label_html(digital_source_type: str) -> SafeString:
    words = label(digital_source_type)
    return format_html('<span class="newsmarkup-made">{}</span>', words) if words else mark_safe("")


def image_html(
    picture: Picture, *, alt: str | None = None, sizes: str = "100vw", shape: str = "", lazy: bool = False,
    labelled: bool = True,
) -> SafeString:  # fmt: skip
    """The `img`, with its renditions to choose from, and its label behind it. `shape`: "16x9", "4x3" or "1x1" for the part
    of the picture around its focal point; the whole picture where there is no such part."""
    cut = next((one for one in picture.renditions if shape and one.shape == shape), None)
    src, width, height = (cut.url, cut.width, cut.height) if cut else (picture.url, picture.width, picture.height)
    sources = [(one.url, one.width) for one in picture.renditions if not one.shape and not cut]
    if sources and width and picture.url not in {url for url, _width in sources}:
        sources.append((picture.url, width))
    return format_html(
        '<img src="{}"{} alt="{}"{}{}>{}',
        src,
        format_html(' srcset="{}" sizes="{}"', ", ".join(f"{_spaceless(u)} {w}w" for u, w in sources), sizes)
        if sources
        else "",
        picture.alt if alt is None else alt,
        format_html(' width="{}" height="{}"', width, height) if width and height else "",
        mark_safe(' loading="lazy"') if lazy else "",
        label_html(picture.digital_source_type) if labelled else "",
    )


def _spaceless(url: str) -> str:
    """As `srcset` needs it, where spaces and a comma at the end part one address from the next."""
    return url.replace(" ", "%20").replace(",", "%2C")


def labelled(article: Any, html: str, *, whole: bool) -> str:
    """Canonical HTML with a label on each picture that needs one. `whole`: it holds what a paywall withholds from others.
    Costs no query where the article's record is stored and says all."""
    keys = set(_PHOTO.findall(html))
    made = _made_how(article, keys, whole) if keys else {}
    return label_figures(html, made) if made else html


def label_figures(html: str, made: Mapping[str, str]) -> str:
    """`made` maps photos' keys to how they were made."""

    def told(figure: re.Match[str]) -> str:
        span = label_html(made.get(figure["key"], ""))
        if not span:
            return figure[0]
        if figure["end"]:
            return figure[0].removesuffix("</figcaption></figure>") + f" {span}</figcaption></figure>"
        return figure[0].removesuffix("</figure>") + f"<figcaption>{span}</figcaption></figure>"

    return _FIGURE.sub(told, html)


def _made_how(article: Any, keys: Iterable[str], whole: bool) -> dict[str, str]:
    from newsmarkup.models import AbstractArticle, Photo

    if isinstance(article, AbstractArticle) and not whole:
        record = publishing.ready([article])[0].record
        if not _LABELLED.search(record):
            return {}
        data = orjson.loads(record)
        return {one["key"]: one["digital_source_type"] for one in (data["lead_photo"], *data["photos"]) if one}
    rows = Photo.objects.filter(key__in=keys, digital_source_type__in=sourcetype.LABELLED)
    return dict(rows.values_list("key", "digital_source_type"))


def of(photo: Any) -> Picture:
    """The Picture of a Photo row; a Picture as it is."""
    return photo if isinstance(photo, Picture) else publishing.picture(photo, absolute=False)

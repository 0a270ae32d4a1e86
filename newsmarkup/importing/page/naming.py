"""Naming: the words of the class names, ids and test ids that a page's makers gave an element.

"FeaturedImageCaption-credit", "wp-caption-text" and "c-media-item__fig-caption" are read as the words they are made of;
"caption2" is a size of type, and so no caption.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_SAYING = ("class", "id", "itemprop", "data-testid", "data-test", "data-component", "data-type", "data-name")
_WORD = re.compile(r"[A-Z]{2,}(?![a-z])\d*|[A-Z]?[a-zà-ž]+\d*")
# Typography that is called after what it is often used for, and what belongs to a film.
_SIZES = re.compile(
    r"(?:typography|text|font|type|mui\w*|style)[-_]+captions?\b|closed-?captions?|captions?-?(?:button|toggle)", re.I
)
_CAPTIONS = re.compile(
    r"caption\w*?(?<!\d)$|bildunterschrift|bildtext|bildetekst|billedtekst|bildezeile|^l[eé]gende|^legenda|^leyenda|didascalia"
    r"|bijschrift|onderschrift|kuvateksti|^podpis|^popisek|alairas|cutline|^epigrafe|pie(?:de)?foto"
)
_COMPOUND = re.compile(r"image|img|photo|foto|picture|figure|gallery|bild$")  # "absatzbild", "imagewrap"
PICTURE = frozenset(
    (
        "image images img photo photos picture pictures pic figure fig foto fotos bild bilder imagen imagem immagine "
        "media gallery galerie galeria slide slides slider slideshow carousel diaporama illustration graphic visual lead "
        "hero featured thumbnail thumb lightbox asset visuel kuva zdjecie obrazek afbeelding bilde billede portrait"
    ).split()
)
STILL = frozenset("image images img photo photos picture pic figure fig foto bild imagen immagine".split())
_SHOWN = STILL | {"gallery", "slide", "carousel"}
_SAID = frozenset("desc descr description pie text txt info legend note details subline".split())
QUOTE = frozenset("quote quotes pullquote blockquote quotation zitat citation citat citaat sitat cita exergue".split())
FILM = frozenset("video videos player youtube vimeo dailymotion jwplayer brightcove videojs audio podcast film".split())
# What has pictures and words that are not the article's.
ELSEWHERE = frozenset(
    (
        "related recommended recommendation recommendations recirc recirculation teaser teasers promo promos promoted "
        "newsletter newsletters comment comments disqus share sharing sharetools social sponsor sponsored sponsors ad ads "
        "advert advertisement trending popular outbrain taboola avatar menu navbar nav navigation breadcrumb breadcrumbs "
        "cookie cookies consent subscribe signup logo logos masthead footer storylist headlines seealso readmore upnext "
        "tweet instagram"
    ).split()
)
PEOPLE = frozenset(
    (
        "author authors byline bylines bio autor autoren auteur autore profile contributor contributors columnist "
        "reporter"
    ).split()
)
DECK = frozenset(
    """
    subtitle subheadline subheading subhead standfirst deck dek subtitulo sottotitolo untertitel chapo chapô sapo bajada
    entradilla undertitel underrubrik ondertitel tagline
    """.split()
)
_UNSEEN = re.compile(r"off-?screen|visually-?hidden|screen-?reader|sr-only|assistive|\bvh\b", re.I)


def told(element: Any) -> str:
    given = element.items()
    return " ".join([value for name, value in given if name in _SAYING]) if given else ""


def named(element: Any) -> frozenset[str]:
    """The words, in small letters."""
    return words_of(told(element))


@lru_cache(8192)
def words_of(names: str) -> frozenset[str]:
    words = [word.lower() for word in _WORD.findall(names)]
    return frozenset(words + [found[0] for word in words if (found := _COMPOUND.search(word))])


def is_caption(element: Any) -> bool:
    """Whether its own name is that of a picture's words."""
    return element.tag == "figcaption" or names_caption(told(element))


@lru_cache(4096)
def names_caption(names: str) -> bool:
    words = words_of(names)
    found = any(map(_CAPTIONS.search, words)) or not (
        words.isdisjoint(_SHOWN) or words.isdisjoint(_SAID)
    )  # "photo-desc"
    return found and not _SIZES.search(names) and words.isdisjoint({"has", "captioned", "no"})


def unseen(element: Any) -> bool:
    """For those only who hear the page."""
    return _UNSEEN.search(element.get("class") or "") is not None

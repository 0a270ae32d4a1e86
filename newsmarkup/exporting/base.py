"""Exporter: an Article → bytes of one format, and what that format could not carry.

A new format is one file with one `Exporter`, registered with `register()`; the API then offers it. Exporters never import
one another. Of a paywalled article only what everyone may read is written (`open_body`, `open_passages`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsmarkup.document.article import Article, Site
from newsmarkup.document.problem import Problem
from newsmarkup.errors import UnknownName

# What a format can carry beside its words: the roles, and the facts of an article that are no plain text.
ROLES = ("caption", "credit", "pullquote", "quotation", "attribution")
FACTS = (
    "speaker",  # of a quotation
    "alleged", "occasion", "cite",  # of a quotation
    "rights",  # of a picture: creator, copyright, licence
    "corrections", "updates", "claims", "media", "subjects", "translations", "backstory",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Export:
    """`content` in UTF-8; `lost` says what of this article is not in it, one Problem (severity "notice") a kind."""

    content: bytes
    lost: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """What a list of articles says of itself: a feed's title, page, own address, when anything in it last changed, and
    `at` which moment it is written."""

    title: str
    url: str
    site: Site
    self_url: str = ""
    description: str = ""
    language: str = ""
    updated: datetime | None = None
    next: str = ""
    previous: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Exporter:
    """`carries` names the `ROLES` and `FACTS` that survive. `write(article)` gives one article; `write_list`, where the
    format has lists, several."""

    name: str
    label: str
    media_type: str
    file_extension: str
    carries: frozenset[str]
    write: Callable[[Article], bytes]
    write_list: Callable[[Sequence[Article], Channel], bytes] | None = None

    def export(self, article: Article) -> Export:
        return Export(self.write(article), self.losses(article))

    def losses(self, article: Article) -> tuple[Problem, ...]:
        """What this format does not carry and this article has."""
        return tuple(
            Problem(
                f"lost-{what}",
                f"{self.label} has no place for {_WORDS[what]}: {count} not exported.",
                _KEPT.get(what, "The JSON-LD carries it."),
                "notice",
            )
            for what, count in held(article).items()
            if what not in self.carries
        )


_WORDS = {
    "caption": "captions", "credit": "picture credits", "pullquote": "pull quotes", "quotation": "tagged quotations",
    "attribution": "tagged attributions", "speaker": "the speakers of quotations", "alleged": "the mark “alleged”",
    "occasion": "what a quotation was said at", "cite": "the document a quotation is from",
    "rights": "the rights of pictures", "corrections": "corrections", "updates": "a live blog's updates",
    "claims": "checked claims", "media": "films and recordings", "subjects": "linked subjects",
    "translations": "links to translations", "backstory": "the backstory",
}  # fmt: skip
_KEPT = {
    "quotation": "The words and their quotation marks stay in the text.",
    "attribution": "The words stay in the text.",
    "speaker": "Who speaks can still be read in the text.",
    "pullquote": "It only repeats words of the text.",
}


def held(article: Article) -> Counter[str]:
    """How many of each of `ROLES` and `FACTS` the public part of this article has."""
    out: Counter[str] = Counter()
    for passage in article.open_passages:
        out[passage.role] += 1
        if passage.role == "quotation":
            out.update({"speaker": passage.speaker is not None, "alleged": passage.alleged,
                        "occasion": bool(passage.occasion), "cite": bool(passage.cite)})  # fmt: skip
    shown = [p for p in (article.lead, *article.pictures.values()) if p is not None]
    out["rights"] = sum(bool(p.creators or p.copyright_notice or p.license_url) for p in shown)
    for fact in ("corrections", "subjects", "translations"):
        out[fact] = len(getattr(article, fact))
    out["updates"] = len(article.open_updates)
    if not article.withheld:
        out["claims"], out["media"] = len(article.claims), len(article.media)
    out["backstory"] = bool(article.backstory)
    return Counter({what: out[what] for what in (*ROLES, *FACTS) if out[what]})


_exporters: dict[str, Exporter] = {}


def register(exporter: Exporter) -> Exporter:
    _exporters[exporter.name] = exporter
    return exporter


def exporters() -> Iterator[Exporter]:
    from newsmarkup.exporting import all  # noqa: F401

    return iter(_exporters.values())


def exporter(name: str) -> Exporter:
    """The one of this name. Raises `UnknownName`."""
    known = {one.name: one for one in exporters()}
    try:
        return known[name]
    except KeyError:
        raise UnknownName("export format", name, list(known)) from None

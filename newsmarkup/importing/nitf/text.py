"""NITF's elements as HTML for the pipeline."""

from __future__ import annotations

from html import escape
from typing import Any

from newsmarkup.document import schema
from newsmarkup.document.article import Picture
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import picture_key
from newsmarkup.importing.xml import local

_SAME = frozenset({"p", "ul", "ol", "li", "hr", "br", "em", "hl2", "dl", "dt", "dd", "pre", "note"})
_STYLES = frozenset({"strong", "u", "s", "sub", "sup", "code"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Text:
    """`pictures`: those of the media that were read; `lead` the one above the text; `problems` what was left out."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.pictures: dict[str, Picture] = {}
        self.lead: Picture | None = None

    def html(self, element: Any) -> str:
        """What stands in it."""
        parts = [escape(element.text or "", quote=False)]
        for child in element:
            parts += [self.element(child), escape(child.tail or "", quote=False)]
        return "".join(parts)

    def element(self, element: Any) -> str:
        name, classes = local(element), (element.get("class") or "").split()
        if name in ("hr", "br"):
            return f"<{name}>"
        if name in _SAME:
            if name == "hl2":
                name = next((one for one in classes if one in ("h3", "h4")), "h2")
            elif name == "em":
                name = next((one for one in classes if one in _STYLES), "em")
            return f"<{name}{_attributes(lang=element.get(_LANG))}>{self.html(element)}</{name}>"
        if name == "a":
            return f"<a{_attributes(href=element.get('href'))}>{self.html(element)}</a>"
        if name == "q":
            return f"<q{self.marks(element, classes)}>{self.html(element)}</q>"
        if name == "bq":
            return self.quoted(element, classes)
        if name in ("person", "org") and "attribution" in classes:
            named = " ".join(one.removeprefix("for-") for one in classes if one.startswith("for-"))
            marks = _attributes(**{"data-id": _id(element), "data-for": named})
            return f'<span data-role="attribution"{marks}>{self.html(element)}</span>'
        if name == "media":
            return self.media(element, classes)
        if name in ("table", "nitf-table"):
            said = "A table was made paragraphs."
            self.problems.append(Problem("table", said, "Look at it in the draft.", line=element.sourceline))
        return self.html(element)

    def marks(self, element: Any, classes: list[str]) -> str:
        """The attributes of a quotation or pull quote: who speaks, as far as it is said."""
        speaker = " ".join((element.get("quote-source") or "").split())
        kind = next(
            (one for one in classes if one in ("person", "organization", "anonymous")), "person" if speaker else ""
        )
        values = {"data-id": _id(element)}
        if kind == "anonymous" or speaker:
            values |= {"data-speaker": kind, "data-speaker-name": "" if kind == "anonymous" else speaker}
        values["data-alleged"] = "true" if "alleged" in classes else ""
        return _attributes(**values, lang=element.get(_LANG))

    def quoted(self, bq: Any, classes: list[str]) -> str:
        """A block quotation, or a pull quote. A credit that only repeats the speaker is no text; another one names whoever
        speaks, as receivers print it."""
        source = " ".join((bq.get("quote-source") or "").split())
        inner = "".join(self.html(child) for child in bq if local(child) == "block")
        credits = [child for child in bq if local(child) == "credit"]
        said = " ".join(" ".join("".join(one.itertext()).split()) for one in credits)
        if "pullquote" in classes:
            return f'<aside data-role="pullquote"{self.marks(bq, classes)}>{inner}</aside>'
        if said and said != source:
            inner += f'<p>{escape("" if source else "— ")}<span data-role="attribution">{escape(said)}</span></p>'
        return f"<blockquote{self.marks(bq, classes)}>{inner}</blockquote>"

    def media(self, media: Any, classes: list[str]) -> str:
        if media.get("media-type") not in ("image", "photo", "graphic", None):
            said = f"A medium of the type {media.get('media-type')} was left out."
            self.problems.append(Problem("not-stored-media", said, "Add it in the draft.", line=media.sourceline))
            return ""
        caption = next((c for c in media if local(c) == "media-caption"), None)
        producers = [c for c in media if local(c) == "media-producer"]
        reference = max(
            (c for c in media if local(c) == "media-reference"), key=lambda c: _pixels(c, "width") or 0, default=None
        )
        picture = self.picture(media, reference, caption, producers)
        if picture and "lead" in classes and self.lead is None:
            self.lead = picture
            return ""
        words = "" if caption is None else self.html(caption)
        credits = "".join(
            f' <small data-role="credit"{_attributes(**{"data-id": _id(one)})}>{self.html(one)}</small>'
            for one in producers
        )
        image = f'<img{_attributes(src=picture.url)} alt="{escape(picture.alt)}">' if picture else ""
        id = "" if caption is None else _attributes(**{"data-id": caption.get("id")})
        return f"<figure>{image}<figcaption{id}>{words}{credits}</figcaption></figure>"

    def picture(self, media: Any, reference: Any, caption: Any, producers: list[Any]) -> Picture | None:
        url = "" if reference is None else schema.image_url(reference.get("source") or "") or ""
        if not url.startswith("http"):
            name = "" if reference is None else reference.get("source") or reference.get("name") or ""
            if name:
                said = f"The picture “{name}” has no web address: only its caption and credit were taken."
                self.problems.append(Problem("picture-address", said, "Upload it as a photo.", line=media.sourceline))
            return None
        facts: dict[str, list[str]] = {}
        for one in media:
            if local(one) == "media-metadata" and one.get("name") and one.get("value"):
                facts.setdefault(one.get("name"), []).append(one.get("value"))
        first = {name: values[0] for name, values in facts.items()}
        picture = Picture(
            picture_key(url), url, _pixels(reference, "width"), _pixels(reference, "height"),
            reference.get("mime-type") or "", alt=reference.get("alternate-text") or "",
            caption="" if caption is None else _words(caption), creators=tuple(facts.get("creator", ())),
            credit_line=" / ".join(filter(None, map(_words, producers))), source=reference.get("source-credit") or "",
            copyright_notice=reference.get("copyright") or "", copyright_holder=first.get("copyright-holder", ""),
            license_url=schema.url(first.get("licence", "")) or "",
            acquire_license_url=schema.url(first.get("acquire-licence", "")) or "",
            digital_source_type=first.get("digital-source-type", ""),
        )  # fmt: skip
        self.pictures[picture.key] = picture
        return picture


def _attributes(**values: str | None) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def _id(element: Any) -> str:
    """Of the passage; a later part of it says whose part it is."""
    part_of = (one.removeprefix("of-") for one in (element.get("class") or "").split() if one.startswith("of-"))
    return element.get("id") or next(part_of, "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _pixels(element: Any, name: str) -> int | None:
    value = element.get(name) or ""
    return int(value) if schema.length(value) else None

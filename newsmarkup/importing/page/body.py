"""Body: the blocks of the article's part, without furniture, as HTML for `pipeline.clean`.

Headings, lists, block quotations, links and emphasis are kept. What stood among the paragraphs and was left out is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import picture_key
from newsmarkup.importing.page.blocks import Block, Blocks
from newsmarkup.importing.page.captions import Figure
from newsmarkup.importing.page.inline import written
from newsmarkup.importing.page.naming import is_caption
from newsmarkup.importing.page.pullquotes import PullQuote, is_post, pull_quotes, said_by
from newsmarkup.suggesting.furniture import template
from newsmarkup.suggesting.lexicon import Lexicon, lexicon

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE = re.compile(r"[.!?…:;。！？؟।][\"”’»«)\]」』]*$")
_SHORT, _LONG = 60, 100  # characters of what stands elsewhere: below it is no paragraph, above it is one
_MAIN = 0.15  # of the running text stands in places of one make, if they are the text's own
_SURE = 0.9
_TOLD = 80  # characters of what was left out that are told


@dataclass(slots=True)
class Written:
    html: str = ""
    problems: list[Problem] = field(default_factory=list)


def body(
    part: Any, page: Blocks, figures: Sequence[Figure], base: str, language: str, taken: frozenset[str] = frozenset()
) -> Written:
    """`taken`: texts that are fields of the article, not its body: its headline, byline, dates."""
    return _Body(part, page, figures, base, lexicon(language or "en"), taken).written()


class _Body:
    def __init__(
        self, part: Any, page: Blocks, figures: Sequence[Figure], base: str, words: Lexicon, taken: frozenset[str]
    ) -> None:
        self.part, self.page, self.base, self.words, self.taken = part, page, base, words, taken
        self.figures = {one.element: one for one in figures}
        self.found = page.inside(part)
        self.quotes = pull_quotes(self.found, part)
        self.home = self._home()
        self.above: dict[Any, list[Any]] = {}
        self.left: list[str] = []
        self.posts: list[str] = []

    def written(self) -> Written:
        rows: list[tuple[int, str]] = []
        places = {"above": -1, "below": len(self.page.order)}
        for element, figure in self.figures.items():
            rows.append((places.get(figure.place, self.page.order.get(element, -1)), _figure(figure)))
        rows += self._text()
        rows.sort(key=lambda row: row[0])
        out = Written("\n".join(html for _, html in rows))
        if self.left:
            said = "; ".join(f"“{one[:_TOLD]}{'…' if len(one) > _TOLD else ''}”" for one in self.left[:12])
            more = f" and {len(self.left) - 12} more" if len(self.left) > 12 else ""
            out.problems.append(
                Problem("furniture", f"What is no part of the text was left out: {said}{more}.", "Put back what is.",
                        "notice", field="body")
            )  # fmt: skip
        for post in self.posts:
            out.problems.append(
                Problem("embed", f"An embedded post is no text of the article and was left out: “{post[:200]}”.",
                        "Quote it, or embed it again.", field="body")
            )  # fmt: skip
        return out

    def _text(self) -> list[tuple[int, str]]:
        rows: list[tuple[int, str, Any]] = []  # at, HTML, the list or block quotation around
        seen: set[str] = set()
        done: set[PullQuote] = set()
        posts: set[Any] = set()
        for block in self.found:
            if (quote := self.quotes.get(block)) is not None:
                if quote not in done:
                    done.add(quote)
                    rows.append((block.at, self._pull_quote(quote), None))
                continue
            around = self._around(block.element)
            if any(is_post(one) for one in around):
                posts.add(next(one for one in around if is_post(one)))
                continue
            if any(one in self.figures for one in around):
                continue
            if block.text in self.taken or (len(block.text) > 20 and block.text in seen):
                continue
            if self._furniture(block, around):
                self.left.append(block.text)
                continue
            seen.add(block.text)
            if html := written(block.pieces, self.base):
                rows.append((block.at, html, self._kind(block, around)))
        self.posts = [" ".join("".join(one.itertext()).split()) for one in posts]
        return self._joined(self._headed(rows))

    def _around(self, element: Any) -> list[Any]:
        """The elements around a block inside the part, the innermost first."""
        if element is self.part or element is None:
            return []
        known = self.above.get(element)
        if known is None:
            known = self.above[element] = [element, *self._around(element.getparent())]
        return known

    def _kind(self, block: Block, around: list[Any]) -> Any:
        if block.kind in _HEADINGS:
            return {"h1": "h2", "h5": "h4", "h6": "h4"}.get(block.kind, block.kind)
        return next((one for one in around if one.tag in ("ul", "ol", "blockquote")), "p")

    def _headed(self, rows: list[tuple[int, str, Any]]) -> list[tuple[int, str, Any]]:
        """Without the headings that no text follows."""
        while rows and isinstance(rows[-1][2], str) and rows[-1][2] in _HEADINGS:
            self.left.append(re.sub(r"<[^>]*>", "", rows.pop()[1]))
        return rows

    def _joined(self, rows: list[tuple[int, str, Any]]) -> list[tuple[int, str]]:
        out: list[tuple[int, str]] = []
        last: Any = None
        for at, html, kind in rows:
            if kind is None or isinstance(kind, str):
                out.append((at, html if kind is None else f"<{kind}>{html}</{kind}>"))
                last = None
                continue
            inner = f"<li>{html}</li>" if kind.tag != "blockquote" else f"<p>{html}</p>"
            close = f"</{kind.tag}>"
            if kind is last:
                before, text = out[-1]
                out[-1] = before, text.removesuffix(close) + inner + close
            else:
                out.append((at, f"<{kind.tag}>{inner}{close}"))
                last = kind
        return out

    # -- what is none of the text ----------------------------------------------------------------------------------

    def _home(self) -> tuple[set[Any], set[Any], set[Any]]:
        """The makes of the paragraphs and of what they stand in that hold most of the text, and what they stand in."""
        makes: Counter[Any] = Counter()
        for block in self.found:
            if block.prose and block not in self.quotes:
                makes[_make(block)] += len(block.text)
        least = _MAIN * sum(makes.values())
        main = {make for make, size in makes.items() if size >= least}
        places = {block.element.getparent() for block in self.found if _make(block) in main}
        return main, {make[1] for make in main}, places

    def _furniture(self, block: Block, around: list[Any]) -> bool:
        text = block.text
        if block.kind == "figcaption" or any(one.tag in ("figure", "aside") or is_caption(one) for one in around):
            return True
        if not any(map(str.isalnum, text)):
            return True
        if block.linked > 0.9 * len(text) and block.kind != "li" and len(text) < 250:
            return True
        if block.linked > 0.55 * len(text) and len(text) < 250 and (":" in text[:40] or block.kind != "li"):
            return True
        if block.kind == "li" and self._links(block, around):
            return True
        if (found := template(text, self.words)) and found[0] >= _SURE:
            return True
        main, makes, places = self.home
        holder = next((one for one in around if one.tag in ("ul", "ol", "blockquote")), None)
        if holder is not None and (holder.tag == "blockquote" or holder.getparent() in places):
            return False
        if _make(block) in main or _make(block)[1] in makes or block.element.getparent() in places:
            return False
        if block.kind in _HEADINGS:
            return block.element.getparent() is not self.part and len(text) < _SHORT
        return len(text) < _SHORT or (len(text) < _LONG and not _SENTENCE.search(text))

    def _links(self, block: Block, around: list[Any]) -> bool:
        """Whether the list around an item is one of links."""
        holder = next((one for one in around if one.tag in ("ul", "ol")), None)
        if holder is None:
            return False
        items = self.page.inside(holder)
        return sum(one.linked for one in items) > 0.6 * sum(len(one.text) for one in items)

    # -- what is written ---------------------------------------------------------------------------------------------

    def _pull_quote(self, quote: PullQuote) -> str:
        paragraphs = [written(block.pieces, self.base) for block in quote.said]
        by = " ".join(written(block.pieces, self.base) for block in quote.by).strip(" —–-")
        if not by:
            text, who = said_by(quote)
            if who:
                paragraphs, by = [escape(text, quote=False)], escape(who, quote=False)
        if by:
            paragraphs.append(f'<span data-role="attribution">{by}</span>')
        return f'<aside data-role="pullquote">{"".join(f"<p>{one}</p>" for one in paragraphs)}</aside>'


def _make(block: Block) -> tuple[Any, Any]:
    holder = block.element.getparent()
    return (block.kind, block.element.get("class")), (holder.tag, holder.get("class")) if holder is not None else None


def _figure(one: Figure) -> str:
    url, alt, size = one.image.url, escape(one.image.alt), ""
    if one.image.width and one.image.height:
        size = f' width="{one.image.width}" height="{one.image.height}"'
    image = f'<img src="{escape(url)}" alt="{alt}"{size} data-photo="{picture_key(url)}">' if url else ""
    credit = f'<small data-role="credit">{escape(one.credit)}</small>' if one.credit else ""
    words = f"{escape(one.caption)} {credit}".strip()
    return f"<figure>{image}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"

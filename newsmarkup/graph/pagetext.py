"""PageText: what a page says, line by line, and where in it each passage stands."""

from __future__ import annotations

from collections.abc import Callable

from newsmarkup.document.article import Article
from newsmarkup.document.node import Body, Node

Span = tuple[int, int]  # from, to: characters of the text

_INNER = frozenset({"p", "ul", "ol", "li", "blockquote", "figcaption"})


class PageText:
    """`text` has one block a line, white space as a reader sees it; `places` are those of each quotation, by the id of its
    element in the page."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self.places: dict[str, list[Span]] = {}

    @classmethod
    def of(cls, article: Article) -> PageText:
        """What an article's page says, as far as the article knows it: what stands around it is the site's."""
        page = cls()
        page.add(article.alternative_headline, article.headline, article.description)
        if article.lead and not any(n.get("data-photo") == article.lead.key for n in article.open_body.walk()):
            page.add(f"{article.lead.caption} {article.lead.credit_line}")
        page.add_body(article.open_body)
        for update in article.open_updates:
            page.add(update.headline)
            page.add_body(update.body, update.quotation)
        return page

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def add(self, *lines: str) -> None:
        for line in lines:
            if words := " ".join(line.split()):
                self._lines.append(f"{words}\n")
                self._length += len(words) + 1

    def add_body(self, body: Body, id_of: Callable[[str], str] = "quote-{}".format) -> None:
        """`id_of` makes the element's id of a quotation's."""
        for block in body.blocks:
            self._block(block, id_of)

    def _block(self, node: Node, id_of: Callable[[str], str]) -> None:
        start = self._length
        inner = [child for child in node.children if isinstance(child, Node) and child.name in _INNER]
        for child in inner:
            self._block(child, id_of)
        if not inner:
            parts: list[str] = []
            self._inline(node, parts, start, id_of)
            if line := "".join(parts).rstrip():
                self._lines.append(f"{line}\n")
                self._length += len(line) + 1
        if node.name == "blockquote" and (id := node.get("data-id")):
            self.places.setdefault(id_of(id), []).append((start, max(start, self._length - 1)))

    def _inline(self, node: Node, parts: list[str], at: int, id_of: Callable[[str], str]) -> int:
        """Append the text inside `node`, which begins at `at`; returns where it ends."""
        for child in node.children:
            start = at
            if isinstance(child, Node) and child.name != "br":
                at = self._inline(child, parts, at, id_of)
                if child.name == "q" and (id := child.get("data-id")):
                    self.places.setdefault(id_of(id), []).append((start, at))
                continue
            words = (
                "\n" if isinstance(child, Node) else _collapsed(child, open=bool(parts) and not parts[-1][-1].isspace())
            )
            if words:
                parts.append(words)
                at += len(words)
        return at


def _collapsed(text: str, *, open: bool) -> str:
    """Each white space as one blank; none at the beginning, unless the line is `open` for one."""
    words = " ".join(text.split())
    before = " " if open and text[:1].isspace() else ""
    return f"{before}{words}{' ' if words and text[-1:].isspace() else ''}"

"""Foreign: what stands in a text and is no text: posts of social networks, frames of other sites, tables.

A body has no place for them. Posts and frames are left out; a table's rows become paragraphs, as in Word documents. Each is
told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from newsmarkup.document.problem import Problem
from newsmarkup.importing.page.blocks import Blocks, above
from newsmarkup.importing.page.pullquotes import is_post

_FRAMES = (
    "iframe",
    "embed",
    "amp-iframe",
    "amp-youtube",
    "amp-twitter",
    "amp-instagram",
    "amp-facebook",
    "video",
    "audio",
)
_CELL = 200  # characters; a cell with more is there for the layout
_TOLD, _MOST = 200, 10  # characters of a post, and frames, that are told


class Foreign:
    def __init__(self, part: Any, page: Blocks) -> None:
        self.part, self.page = part, page
        self.posts: dict[Any, str] = {}
        self.tables: dict[Any, int] = {}
        self._data: dict[Any, bool] = {}

    def is_post(self, around: Sequence[Any]) -> bool:
        """Whether a block stands in a post; `around`: the elements around it."""
        post = next((one for one in around if is_post(one)), None)
        if post is not None:
            self.posts.setdefault(post, " ".join("".join(post.itertext()).split()))
        return post is not None

    def row(self, around: Sequence[Any]) -> Any:
        """The row of a table of facts that a block stands in, or None."""
        row = next((one for one in around if one.tag == "tr"), None)
        if row is None:
            return None
        if row not in self._data:
            cells = self.page.inside(row)
            short = len(cells) > 1 and all(len(cell.text) < _CELL for cell in cells)
            self._data[row] = short and sum(cell.linked for cell in cells) * 2 <= sum(len(cell.text) for cell in cells)
            if self._data[row]:
                table = next((one for one in row.iterancestors("table")), row)
                self.tables[table] = self.tables.get(table, 0) + 1
        return row if self._data[row] else None

    def problems(self) -> Iterator[Problem]:
        for post in self.posts.values():
            message = f"An embedded post is no text of the article and was left out: “{post[:_TOLD]}”."
            yield Problem("embed", message, "Quote it, or embed it again.", field="body")
        for rows in self.tables.values():
            message = f"A table of {rows} row{'s' if rows > 1 else ''} was taken apart: each row is a paragraph."
            yield Problem("table", message, "Write it as a list or a sentence.", field="body")
        for source in list(dict.fromkeys(self._frames()))[:_MOST]:
            message = f"What the page embeds from {source} was left out."
            yield Problem("embed", message, "Add it to the article by hand.", "notice", field="body")

    def _frames(self) -> Iterator[str]:
        for frame in self.part.iter(*_FRAMES):
            if any(one in self.page.dropped for one in above(frame)):
                continue
            inner = next(frame.iter("source"), None)
            source = frame.get("src") or frame.get("data-src") or (inner.get("src") if inner is not None else "") or ""
            try:
                yield urlsplit(source).hostname or "the site itself"
            except ValueError:
                yield "an address that is none"

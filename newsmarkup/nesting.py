"""Nesting: how deep the elements become that a browser makes of a text's tags, and how many.

Tags closed in the wrong place are opened again by every HTML5 parser (HTML Standard, 13.2.6.4.7): three kilobytes of
them can become half a million elements. This follows the parser's stack of open elements without building anything, for
the elements that `guard` lets through: no tables, forms or foreign content.
"""

from __future__ import annotations

FORMATTING = frozenset("a b code em i s small strike strong tt u".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# A start tag of these closes an open paragraph.
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote center details dir div dl dd dt fieldset figcaption figure footer header hgroup "
    "hr li main menu nav ol p pre section summary ul".split()
)
VOID = frozenset({"br", "hr", "img"})
_LISTS = frozenset({"ul", "ol"})
_AGAIN = 3  # equal formatting elements that are opened again ("Noah's Ark clause")
_ROUNDS = 8  # of the "adoption agency algorithm"

Entry = tuple[str, str]  # an element's name and its whole tag


class Nesting:
    """`tags`: as many as it would take to write the elements out, each with its end. `depth`: of those now open."""

    def __init__(self) -> None:
        self.tags = 0
        self.open: list[Entry] = []
        self.waiting: list[Entry] = []  # formatting that was closed with its block and goes on in the next content

    @property
    def depth(self) -> int:
        return len(self.open) + len(self.waiting)

    def text(self) -> None:
        """Text, or an element that stands in text: what waits is opened again."""
        self.tags += 2 * len(self.waiting)
        self.open += self.waiting
        self.waiting = []

    def start(self, name: str, tag: str) -> None:
        if name in BLOCKS:
            self._close(name)
        else:
            if name == "a":  # a link ends the one around it
                self._unformat(name)
            self.text()
        self.tags += 1
        if name not in VOID:
            self.tags += 1
            self.open.append((name, tag))

    def end(self, name: str) -> bool:
        """Whether this end tag does anything."""
        if name in FORMATTING:
            return self._unformat(name)
        if name in HEADINGS:
            return self._pop(next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i][0] in HEADINGS), None))
        if name == "br":
            self.start(name, "")
            return True
        if name == "p":
            if not self._pop(self._find(name)):
                self.tags += 2  # an empty one is made
            return True
        if name == "li":
            return self._pop(self._find(name, _LISTS))
        return self._pop(self._find(name, frozenset() if name in BLOCKS else BLOCKS))

    def _close(self, name: str) -> None:
        """What the start of a block closes: its like in a list, a heading, a paragraph."""
        alike = {"li": {"li"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}}.get(name)
        for i in range(len(self.open) - 1, -1, -1) if alike else ():
            if self.open[i][0] in alike:  # type: ignore[operator]
                self._pop(i)
                break
            if self.open[i][0] in BLOCKS and self.open[i][0] not in ("address", "div", "p"):
                break
        self._pop(self._find("p"))
        if name in HEADINGS and self.open and self.open[-1][0] in HEADINGS:
            self.open.pop()

    def _find(self, name: str, borders: frozenset[str] = frozenset()) -> int | None:
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i][0] == name:
                return i
            if self.open[i][0] in borders:
                return None
        return None

    def _pop(self, at: int | None) -> bool:
        """Close everything from `at`; formatting waits."""
        if at is None:
            return False
        closed = [entry for entry in self.open[at:] if entry[0] in FORMATTING]
        del self.open[at:]
        if closed:
            waiting = closed + self.waiting
            self.waiting = [entry for i, entry in enumerate(waiting) if waiting[i:].count(entry) <= _AGAIN]
        return True

    def _unformat(self, name: str) -> bool:
        """The end tag of a formatting element, wherever it stands."""
        for i in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[i][0] == name:
                del self.waiting[i]
                return True
        at = self._find(name)
        if at is None:
            return False
        blocks = [i for i in range(at + 1, len(self.open)) if self.open[i][0] in BLOCKS]
        if not blocks:
            self._pop(at)
            self.waiting = [entry for i, entry in enumerate(self.waiting) if i or entry[0] != name]
            return True
        between = sum(entry[0] in FORMATTING for entry in self.open[at + 1 : blocks[0]])
        self.tags += 2 + 2 * min(len(blocks), _ROUNDS) * (1 + min(between, _AGAIN))
        self._pop(blocks[-1] + 1)
        if len(blocks) <= _ROUNDS:
            del self.open[at]
        return True

"""House: what a page's publisher is called, by its metadata and by its address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsmarkup.importing.page.metadata import Metadata

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset({"com", "www", "net", "org", "news", "gov", "edu", "info"})


class House:
    """`words`: those of its name."""

    def __init__(self, page: Metadata) -> None:
        self.name = squeezed(page.house)
        self.words = set(_WORD.findall(page.house.casefold()))
        hosts = [(urlsplit(one).hostname or "").removeprefix("www.") for one in page.addresses]
        self._hosts = {squeezed(host) for host in hosts} - {""}
        labels = {label for host in hosts for label in host.split(".") if len(label) > 2} - _COMMON
        self._labels = {squeezed(label) for label in labels}

    def called(self, text: str) -> bool:
        """Whether a text is its name and nothing else: "The Merrow Post", "Merrow Post", "merrowpost.example"."""
        plain = squeezed(text)
        if not plain or plain == self.name or (len(plain) > 3 and plain in self.name and len(text.split()) <= 4):
            return True
        return plain in self._hosts or plain.removeprefix("the") in {one for one in self._labels if len(one) > 3}

    def named_in(self, text: str) -> bool:
        """Whether a few words have its name, as behind a title: "BBC News" of bbc.com."""
        plain = squeezed(text)
        return self.called(text) or (len(text.split()) <= 4 and any(label in plain for label in self._labels))


def squeezed(text: str) -> str:
    """Letters and digits, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))

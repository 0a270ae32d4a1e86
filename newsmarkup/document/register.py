"""The register of one body's passages while it is normalised: who holds which id, and with which attributes.

An id that is missing, malformed or held by another passage already is derived from the passage's words, so that
the same input gives the same ids.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from operator import is_

from newsmarkup.document.node import Node
from newsmarkup.document.problem import Problem
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.roles.base import Role, Roles

SPEAKER = ("data-speaker", "data-speaker-name")


@dataclass(slots=True)
class _Draft:
    role: Role
    attrs: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    used: bool = False


class Register:
    def __init__(self, roles: Roles, problems: list[Problem]) -> None:
        self.roles = roles
        self.problems = problems
        self.drafts: dict[str, _Draft] = {}
        self.claims = 0

    def claim(self, role: Role, node: Node) -> str:
        """The id under which `node` is held: its own where it may have it, else a provisional one."""
        given = dict(node.attrs)
        attrs = {}
        for name in (*role.attributes, "lang", "dir") if given else ():
            if name in given and (value := role.check(name, given[name])) is not None:
                attrs[name] = value
        declared = role.check("data-id", given["data-id"]) if given.get("data-id") else None
        if declared and declared in self.drafts:
            draft = self.drafts[declared]
            if draft.role is role and role.several:
                self._merge(declared, draft, attrs)
                return declared
            declared = None
        self.claims += 1
        id = declared or f"\0{self.claims}"  # no declared id can start so
        self.drafts[id] = _Draft(role, attrs)
        return id

    def _merge(self, id: str, draft: _Draft, attrs: dict[str, str]) -> None:
        if "data-speaker" in attrs and "data-speaker" in draft.attrs and _speaker(attrs) != _speaker(draft.attrs):
            self.problems.append(
                Problem(
                    "two-speakers",
                    f"Two parts of one {draft.role.label.lower()} name different speakers; the first was kept.",
                    "Untag one part, or set the speaker again.",
                    passage=id,
                )
            )
        speaker_known = "data-speaker" in draft.attrs
        for name, value in attrs.items():
            if not (speaker_known and name.startswith("data-speaker")):
                draft.attrs.setdefault(name, value)

    def release(self, id: str) -> None:
        self.drafts.pop(id, None)

    def unclaim_if_blank(self, id: str, node: Node) -> None:
        """Nothing to do with the tree: a mark around no words never reaches it. Say so unless it never said anything."""
        if node.get("data-speaker") and not _says(node):
            role = self.drafts[id].role
            self.problems.append(
                Problem("empty-passage", f"A {role.label.lower()} around no words was removed.", severity="notice")
            )

    def settle(self, blocks: tuple[Node, ...]) -> tuple[Node, ...]:
        """The blocks with final ids and attributes on every passage."""
        if not self.drafts:
            return blocks
        ids = self._final_ids(blocks)
        self._drop_unknown()
        for block in blocks:
            self._join_contained(block, None)
        self._join_named()
        return tuple(self._finish(block, ids) for block in blocks)

    def _final_ids(self, blocks: tuple[Node, ...]) -> dict[str, str]:
        order: list[str] = []
        for block in blocks:
            for node in block.walk():
                id = node.get("data-id")
                if id in self.drafts:
                    draft = self.drafts[id]
                    if id.startswith("\0"):
                        draft.texts.append(node.text)
                    if not draft.used:
                        draft.used = True
                        order.append(id)
        self.drafts = {id: self.drafts[id] for id in order}
        final = {id: id for id in order if not id.startswith("\0")}
        taken = set(final)
        counts: Counter[tuple[str, str]] = Counter()
        for id in order:
            if id not in final:
                final[id] = _derive(self.drafts[id].role.name, "".join(self.drafts[id].texts), taken, counts)
                taken.add(final[id])
        return final

    def _drop_unknown(self) -> None:
        """Speakers that say nobody, and `data-for` ids that no quotation holds."""
        for id, draft in self.drafts.items():
            if "data-speaker" in draft.attrs and SpeakerRef.read(*_speaker(draft.attrs)) is None:
                self.problems.append(
                    Problem(
                        "speaker-without-name",
                        f"A {draft.role.label.lower()} named a {draft.attrs['data-speaker']} "
                        "as its speaker without saying who.",
                        "Set the speaker again.",
                        passage=id,
                    )
                )
                _forget(draft)
            elif draft.attrs.get("data-speaker") not in ("person", "organization"):
                draft.attrs.pop("data-speaker-name", None)
            if "data-for" in draft.attrs:
                known = [other for other in draft.attrs["data-for"].split() if self._takes_speaker(other)]
                if known:
                    draft.attrs["data-for"] = " ".join(known)
                else:
                    del draft.attrs["data-for"]

    def _takes_speaker(self, id: str) -> bool:
        return id in self.drafts and self.drafts[id].role.speaker and "data-for" not in self.drafts[id].role.attributes

    def _join_contained(self, node: Node, container: str | None) -> None:
        """An attribution inside a block quotation or pull quote hands its speaker to it."""
        id = node.get("data-id")
        if node.name in ("blockquote", "aside"):
            container = id
        elif (
            container and id in self.drafts and not self._takes_speaker(id) and "data-for" not in self.drafts[id].attrs
        ):
            self._hand_over(self.drafts[id], [container])
        for child in node.children:
            if isinstance(child, Node):
                self._join_contained(child, container)

    def _join_named(self) -> None:
        for draft in self.drafts.values():
            if "data-for" in draft.attrs:
                self._hand_over(draft, draft.attrs["data-for"].split())

    def _hand_over(self, attribution: _Draft, ids: list[str]) -> None:
        if "data-speaker" not in attribution.attrs:
            return
        speaker = {name: attribution.attrs[name] for name in SPEAKER if name in attribution.attrs}
        for id in ids:
            if "data-speaker" not in self.drafts[id].attrs:
                self.drafts[id].attrs.update(speaker)
        _forget(attribution)

    def _finish(self, node: Node, ids: dict[str, str]) -> Node:
        children = tuple([c if isinstance(c, str) else self._finish(c, ids) for c in node.children])
        id = node.get("data-id") if node.attrs else ""
        draft = self.drafts.get(id)
        if draft is None:
            same = all(map(is_, children, node.children))
            return node if same else Node(node.name, node.attrs, children)
        values = {**draft.attrs, "data-id": ids[id]}
        if draft.role.marker:
            values[draft.role.marker[0]] = draft.role.marker[1]
        attrs = tuple((name, values[name]) for name in draft.role.attribute_order if name in values)
        return Node(node.name, attrs, children)


def _speaker(attrs: dict[str, str]) -> tuple[str, str]:
    return attrs.get("data-speaker", ""), attrs.get("data-speaker-name", "")


def _says(node: Node) -> bool:
    """Whether there are words in it."""
    return any(bool(c.strip()) if isinstance(c, str) else _says(c) for c in node.children)


def _forget(draft: _Draft) -> None:
    for name in SPEAKER:
        draft.attrs.pop(name, None)


def _derive(role: str, text: str, taken: set[str], counts: Counter[tuple[str, str]]) -> str:
    """A letter for the role and seven of a hash of the words; the count tells equal passages apart."""
    text = " ".join(text.split())
    while True:
        n = counts[role, text]
        counts[role, text] += 1
        digest = hashlib.blake2s(f"{role}\n{n}\n{text}".encode(), digest_size=5).digest()
        id = role[0] + base64.b32encode(digest).decode().lower()[:7]
        if id not in taken:
            return id

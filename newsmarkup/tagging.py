"""Tagging: a passage is tagged in a body, changed, or untagged. What was asked for is what stands there afterwards, and
nothing else has changed; else it is refused in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from newsmarkup.document.inline import Mark
from newsmarkup.document.node import Body, Node
from newsmarkup.document.normalise import normalise
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.problem import Problem
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.errors import BodyRefused, TagRefused
from newsmarkup.roles import registered
from newsmarkup.roles.base import Role
from newsmarkup.suggesting.accept import TAGS, apply
from newsmarkup.suggesting.draft import Draft
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Text
from newsmarkup.suggesting.weave import Laid

# What can be said of a passage → the attribute that stores it.
FACTS = {"alleged": "data-alleged", "occasion": "data-occasion", "cite": "cite", "quotations": "data-for"}
SPEAKER = ("data-speaker", "data-speaker-name")

Facts = Mapping[str, object]
"""`speaker` (SpeakerRef or None), `alleged` (bool), `occasion`, `cite` (texts), `quotations` (ids): those that are set."""


def found(body: Body, id: str) -> Passage | None:
    return next((one for one in passages(body, registered()) if one.id == id), None)


def tag(body: Body, text: Text, role: str, span: Span, facts: Facts) -> tuple[Body, str]:
    """The body with this role on these words of `text` (`Text.of_body(body)`), and the id of the new passage. Raises
    `TagRefused`."""
    known = {one.name: one for one in registered()}
    if role not in known:
        raise refusal("unknown_role", f"There is no role {role[:80]!r}.", f"Known: {', '.join(known)}.", field="role")
    attributes = _attributes(known[role], facts)
    if role in TAGS:
        words = Suggestion(role, (span,), text[span], 1.0, "")
        result = apply(body, text, [words])
        if result.refused:
            raise refusal("not_possible", result.refused[0][1], "", field="selector")
        after = result.body
    else:
        after = _laid(body, text, known[role], span)
    before = {one.id for one in passages(body, registered())}
    ids = [one.id for one in passages(after, registered()) if one.role == role and one.id not in before]
    if len(ids) != 1:
        raise refusal(
            "not_kept", f"These words can't be a {known[role].label.lower()} where they stand.", field="selector"
        )
    after = _set(after, ids[0], attributes)
    _compare(body, after)
    passage = found(after, ids[0])
    if passage is None or (role != "caption" and _words(passage.parts) != _words([text[span]])):
        raise refusal(
            "not_kept", "Other words than these would be tagged.", "Tag them in the editor.", field="selector"
        )
    _check(passage, facts)
    return after, passage.id


def change(body: Body, passage: Passage, facts: Facts) -> Body:
    """The body with these facts of the passage instead of those that it had. Raises `TagRefused`."""
    after = _set(body, passage.id, _attributes(registered()[passage.role], facts))
    _compare(body, after)
    changed = found(after, passage.id)
    if changed is None:
        raise refusal("not_kept", "The passage would be gone.")
    _check(changed, facts)
    return after


def untag(body: Body, id: str) -> Body:
    """The body without this tag; its words stay. Raises `TagRefused`."""
    after = _normal(tuple(node for block in body.blocks for node in _without(block, id)))
    _compare(body, after, id)
    return after


def refusal(
    code: str, message: str, mend: str = "", *, field: str | None = None, passage: str | None = None
) -> TagRefused:
    return TagRefused(Problem(code, message, mend, "error", passage=passage, field=field))


# -- attributes --------------------------------------------------------------------------------------------------------


def _attributes(role: Role, facts: Facts) -> dict[str, str | None]:
    """The attributes that say so; None takes one away."""
    out: dict[str, str | None] = {}
    for name, value in facts.items():
        takes = (
            role.speaker and "data-for" not in role.attributes if name == "speaker" else FACTS[name] in role.attributes
        )
        if not takes:
            where = " The speaker stands on the quotation." if name == "speaker" and role.speaker else ""
            raise refusal("not_of_role", f"A {role.label.lower()} has no {name}.{where}", "Leave it out.", field=name)
        if name == "speaker":
            out |= dict.fromkeys(SPEAKER)
            out |= dict(value.attributes()) if isinstance(value, SpeakerRef) else {}
        elif name == "alleged":
            out[FACTS[name]] = "true" if value else None
        else:
            words = " ".join(value) if isinstance(value, list | tuple) else str(value or "")
            out[FACTS[name]] = words or None
    for attribute, text in out.items():
        checked = None if text is None else role.check(attribute, text)
        if text is not None and checked is None:
            name = next((n for n, a in FACTS.items() if a == attribute), "speaker")
            raise refusal("not_possible", f"{text[:80]!r} can't be the {name} of a {role.label.lower()}.", field=name)
        out[attribute] = checked
    return out


def _check(passage: Passage, facts: Facts) -> None:
    """Whether it says what was asked for."""
    for name, value in facts.items():
        said = getattr(passage, name)
        if name in ("occasion", "cite"):
            said, value = bool(said), bool(value)  # spelled by its check
        elif name == "quotations":
            value = tuple(value) if isinstance(value, list | tuple) else ()
            said = said if value or passage.within is None else ()
        if said != value:
            mend = "Give ids of quotations in this text." if name == "quotations" else ""
            raise refusal("not_kept", f"{name} would be {said!r}.", mend, field=name, passage=passage.id)


def _set(body: Body, id: str, attributes: Mapping[str, str | None]) -> Body:
    if not attributes:
        return body

    def anew(node: Node) -> Node:
        children = tuple(child if isinstance(child, str) else anew(child) for child in node.children)
        attrs = node.attrs
        if node.get("data-id") == id:
            values = {**dict(attrs), **attributes}
            attrs = tuple((name, value) for name, value in values.items() if value is not None)
        return replace(node, attrs=attrs, children=children)

    return _normal(tuple(anew(block) for block in body.blocks))


# -- trees -------------------------------------------------------------------------------------------------------------


def _laid(body: Body, text: Text, role: Role, span: Span) -> Body:
    """With a newsroom's own role around these words."""
    if role.kind != "inline":
        raise refusal(
            "not_possible", f"A {role.label.lower()} is no tag of words.", "Tag it in the editor.", field="role"
        )
    draft = Draft(body, text, registered())
    attrs = ((role.marker,) if role.marker else ()) + (("data-id", draft.new_id(role.name[0], _key(text[span]))),)
    for index, start, end in text.pieces(span):
        draft.leaves[index].laid.append(Laid(start, end, Mark(role.element, attrs, role.rank)))
    return _normal(draft.blocks())


def _key(words: str) -> str:
    return Suggestion("", (Span(0, 1),), words, 1.0, "").key


def _without(node: Node, id: str) -> Iterator[Node]:
    """A block without that tag: itself, or what was in it."""
    caption = next((c for c in node.children if isinstance(c, Node) and c.name == "figcaption"), None)
    if node.name == "figure" and caption is not None and caption.get("data-id") == id:
        rest = tuple(c for c in node.children if c is not caption)
        if rest:
            yield replace(node, children=rest)
        yield Node("p", (), caption.children)
    elif node.get("data-id") == id and node.name in ("blockquote", "aside"):
        yield from (child for child in node.children if isinstance(child, Node))
    else:
        yield replace(node, children=tuple(_inner(node.children, id)))


def _inner(children: Iterable[Node | str], id: str) -> Iterator[Node | str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.get("data-id") == id:
            yield from _inner(child.children, id)
        else:
            yield replace(child, children=tuple(_inner(child.children, id)))


def _normal(blocks: tuple[Node, ...]) -> Body:
    try:
        return normalise(blocks, registered())[0]
    except BodyRefused as refused:
        raise TagRefused(*refused.problems) from None


def _compare(before: Body, after: Body, gone: str = "") -> None:
    """Whether all words and all other passages are as they were, `gone` apart. A caption's words are those without its
    credit, a block quotation's without its attribution: they get fewer by a tag inside, and more without it."""
    had, have = ({one.id: one for one in passages(body, registered())} for body in (before, after))
    for id, one in had.items():
        fewer, more = (have.get(id), one) if not gone else (one, have.get(id))
        kept = fewer and more and fewer.role == more.role and _words(fewer.parts) in _words(more.parts)
        if id != gone and not kept:
            label = registered()[one.role].label.lower()
            said = f"The {label} “{one.text[:80]}” would change with it."
            raise refusal("not_kept", said, "Tag it in the editor.", passage=id)
    if _words([before.text]) != _words([after.text]) or gone in have:
        raise refusal("not_kept", "Words would move with it.", "Tag it in the editor.")


def _words(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())

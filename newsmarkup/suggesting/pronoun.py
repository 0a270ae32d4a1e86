"""Pronouns: whom "he" means. The people named in this paragraph before it and in the ones above, weighed by the scorer.

Known of English news: the first person named in the current or nearest earlier paragraph is right in 72 of 100 cases, the
nearest name in 58, the last speaker in 60.
"""

from __future__ import annotations

from bisect import bisect_left

from newsmarkup.suggesting.entity import Entities
from newsmarkup.suggesting.link import Paragraph
from newsmarkup.suggesting.mention import Mention

_MANY = 40  # mentions of a paragraph
_BACK = 4  # paragraphs looked at
_PEOPLE = ("name", "name1")


def candidates(
    one: Mention, paragraphs: list[Paragraph], entities: Entities, last: int, before_last: int
) -> list[tuple[int, list[str]]]:
    """`(entity, features)` of each person who may be meant; "it" may mean organisations. `last`, `before_last`: the
    entities that spoke last, or -1."""
    wanted = ("org",) if one.kind == "it" else _PEOPLE
    found: dict[int, list[str]] = {}
    order = 0
    for back in range(_BACK):
        index = one.paragraph - back
        if index < 0:
            break
        paragraph = paragraphs[index]
        end = len(paragraph.mentions) if back else bisect_left(paragraph.mentions, one.first, key=lambda m: m.first)
        named = [
            (k, paragraph.mentions[k]) for k in range(max(end - _MANY, 0), end)
            if paragraph.mentions[k].kind in wanted and paragraph.mentions[k].entity >= 0
        ]  # fmt: skip
        if not named:
            continue
        first, nearest = named[0][1].entity, named[-1][1].entity
        heard = {m.entity for k, m in named if paragraph.links and paragraph.links[k]}
        opening = {m.entity for _, m in named if m.first == 0}
        for _, m in named:
            if m.entity in found:
                continue
            entity = entities.all[m.entity]
            if one.kind in ("he", "she") and entity.gender and entity.gender != one.kind:
                continue
            near = "f" if m.entity == first else ""
            near += "l" if m.entity == nearest else ""
            spoke = "1" if m.entity == last else "2" if m.entity == before_last else "0"
            often = "1" if entity.count < 2 else "3" if entity.count < 5 else "9"
            rank = min(order, 3)
            found[m.entity] = [
                f"a{back}", f"b{back}{near}", f"c{spoke}", f"d{spoke}{back}", f"e{rank}", f"f{often}",
                f"g{'1' if m.entity in heard else '0'}{back}", f"h{'1' if m.entity in opening else '0'}{back}",
                f"i{entity.gender == one.kind}", f"j{m.kind}{len(named) == 1}{back}",
                f"k{one.first == 0}{back}{near}", f"l{spoke}{near}",
            ]  # fmt: skip
            order += 1
    if last >= 0 and last not in found and order < 12:
        entity = entities.all[last]
        if not (one.kind in ("he", "she") and entity.gender and entity.gender != one.kind):
            found[last] = ["z", f"z{entity.gender == one.kind}"]
    return list(found.items())

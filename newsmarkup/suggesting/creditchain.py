"""Who is who in a credit line: maker, source and provider, from what each member is and where it stands."""

from __future__ import annotations

import re

from newsmarkup.suggesting.agency import agency, distributor
from newsmarkup.suggesting.creditparts import Part
from newsmarkup.suggesting.maker import is_person, makers
from newsmarkup.suggesting.plain import folded
from newsmarkup.suggesting.suggestion import CreditLine, Maker

_HOST = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|at|ch|fr|es|it|pl|info|ru|ua|jp|cn|kr|nl|se|dk|no|fi|gr|tr)", re.I
)


def placed(parts: list[Part], provider: str = "") -> CreditLine:
    """`provider`: who stands after "via", where someone does. The line's words and rights are left to the caller."""
    chain = [part for part in parts if part.kind != "supplier"]
    supplier = next((part.text for part in parts if part.kind == "supplier"), "")
    names = [index for index, part in enumerate(chain) if part.kind == "name"]
    if provider:
        makers_, owners = names[:1], [part.text for index, part in enumerate(chain) if index not in names[:1]]
    elif not chain:
        provider, makers_, owners, supplier = supplier, [], [], ""
    elif not names:
        provider, makers_, owners = _agencies(chain)
    elif len(names) == len(chain):
        return _unknown(chain, supplier)
    elif names[0] == 0:
        provider, makers_, owners = _maker_first(chain, names)
    else:
        provider, makers_, owners = _agency_first(chain, names)
    library = any(agency(name) in ("photo", "platform") for name in (provider, *(part.text for part in chain)))
    held = dict.fromkeys(one for one in owners or [supplier] if one and folded(one) != folded(provider))
    return CreditLine(
        "",
        _made(*(chain[index].text for index in makers_), library=library),
        "/".join(held),
        provider,
        "",
        any(part.kind == "pool" for part in parts),
        any(part.kind == "supplier" for part in parts),
    )


def _made(*names: str, library: bool = False) -> tuple[Maker, ...]:
    return tuple(maker for name in names for maker in makers(name, library))


def _agencies(chain: list[Part]) -> tuple[str, list[int], list[str]]:
    """Nobody else is named. The last one provides, unless the first passes on what others make."""
    order = [part.text for part in chain if part.kind == "agency"]
    provider = ""
    if order:
        provider = order[0] if distributor(order[0]) and not distributor(order[-1]) else order[-1]
    return provider, [], [part.text for part in chain if part.text != provider]


def _maker_first(chain: list[Part], names: list[int]) -> tuple[str, list[int], list[str]]:
    """ "Maker/Agency", "Maker/Agency/Distributor", "Maker/Owner/Agency", "Maker/Agency/Paper", "Paper/Agency/Maker"."""
    last = len(chain) - 1
    agencies = [index for index in range(len(chain)) if index not in names]
    ends = agencies[-1] if len(names) == 1 or last in agencies or not is_person(chain[last].text) else agencies[0]
    if last not in agencies and len(names) == 2 and not is_person(chain[last].text):
        ends = last
    more = [index for index in names[1:] if index != ends]
    people = [index for index in more if is_person(chain[index].text)]
    if people and not is_person(chain[0].text):
        found = people
        owners = [part.text for index, part in enumerate(chain[1:], 1) if index not in (ends, *people)] or [
            chain[0].text
        ]
    else:
        together = len(more) == len(people) and all(index < agencies[0] for index in more)
        found = [0, *(index for index in people if together and chain[index].text != chain[0].text)]
        owners = [part.text for index, part in enumerate(chain) if index not in (ends, *found)]
    return chain[ends].text, found, owners


def _agency_first(chain: list[Part], names: list[int]) -> tuple[str, list[int], list[str]]:
    """ "AGENCY/Maker", "Agency/Owner/Maker", "Agency/Maker/Agency", "Archive/Collection/Library"."""
    first, last = chain[0].text, chain[-1].text
    library = any(agency(part.text) in ("photo", "platform") for part in chain)
    if distributor(last) and not distributor(first) and not any(is_person(chain[index].text) for index in names):
        return last, [], ["/".join(part.text for part in chain[:-1])]
    people = [index for index in names if is_person(chain[index].text, library)]
    if not people and agency(first) == "wire":
        people = names[:1]
    if len(people) > 1 and folded(chain[people[0]].text).startswith(folded(chain[people[1]].text)[:8]):
        people = people[:1]  # the name twice, once cut short
    owners = [part.text for index, part in enumerate(chain[1:], 1) if index not in people]
    if people == [len(chain) - 1] and len(owners) == 1 and distributor(owners[0]) and not distributor(first):
        return owners[0], people, [first]
    return first, people, [owner for owner in owners if not _same_house(owner, first)]


def _same_house(one: str, other: str) -> bool:
    one, other = re.sub(r"\W", "", folded(one)), re.sub(r"\W", "", folded(other))
    return one.startswith(other) or other.startswith(one)


def _unknown(chain: list[Part], supplier: str) -> CreditLine:
    """None is known. A person beside an organisation belongs to it; organisations alone are makers."""
    names = [part.text for part in chain]
    if len(names) == 1 and _HOST.fullmatch(names[0]):
        return CreditLine("", (), supplier, names[0], handout=bool(supplier))
    people = [name for name in names if any(maker.kind == "person" for maker in makers(name))]
    others = [name for name in names if name not in people]
    source, provider = supplier, ""
    if people and others:
        source, provider = "/".join(others[:-1]) or supplier, others[-1]
    elif len(people) == 2 and not chain[1].listed:
        people, provider = people[:1], people[1]
    return CreditLine("", _made(*(people or names)), source, provider, handout=bool(supplier))

"""Attribution: the words that name a quotation's speaker ("Jane Roe, the mayor, said").

It belongs to the block quotation or pull quote that contains it, else to the quotations in `data-for`.
"""

from __future__ import annotations

from newsmarkup.document import schema
from newsmarkup.roles.base import Role
from newsmarkup.roles.quotation import SPEAKER_ATTRIBUTES


def quotation_ids(value: str) -> str | None:
    """Ids separated by white space, each once; None where one is malformed or there is none."""
    ids = list(dict.fromkeys(value.split()))
    return " ".join(ids) if ids and all(map(schema.identifier, ids)) else None


ATTRIBUTION = Role(
    name="attribution",
    label="Attribution",
    help="The words that say who is speaking. They are joined to the nearest quotation.",
    kind="inline",
    element="span",
    marker=("data-role", "attribution"),
    attributes={"data-for": quotation_ids, **SPEAKER_ATTRIBUTES},
    shortcut="Alt-Shift-5",
    colour="green",
    rank=-2,
)

"""Pull quote: words of the article set large. It repeats; it is never a quotation of its own."""

from newsmarkup.roles.base import Role
from newsmarkup.roles.quotation import SPEAKER_ATTRIBUTES, alleged

PULLQUOTE = Role(
    name="pullquote",
    label="Pull quote",
    help="Words of the article repeated in large type.",
    kind="block",
    element="aside",
    marker=("data-role", "pullquote"),
    attributes={**SPEAKER_ATTRIBUTES, "data-alleged": alleged},
    shortcut="Alt-Shift-3",
    colour="rose",
)

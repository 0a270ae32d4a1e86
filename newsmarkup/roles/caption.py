"""Caption: the figcaption of a figure; its text is the figcaption's without the credit."""

from newsmarkup.roles.base import Role

CAPTION = Role(
    name="caption",
    label="Caption",
    help="The text under a picture that says what it shows.",
    kind="caption",
    element="figcaption",
    shortcut="Alt-Shift-1",
    colour="violet",
)

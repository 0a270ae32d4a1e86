"""Credit: the line that names a picture's maker and provider. Inside a figcaption it is that picture's."""

from newsmarkup.roles.base import Role

CREDIT = Role(
    name="credit",
    label="Credit",
    help="The line that says who made the picture and who provides it, inside the caption.",
    kind="inline",
    element="small",
    marker=("data-role", "credit"),
    shortcut="Alt-Shift-2",
    colour="amber",
    rank=-1,
)

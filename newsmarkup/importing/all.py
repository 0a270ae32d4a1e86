"""The importers there are, those whose content is the surest to recognise first: a new one is named here."""

from newsmarkup.importing import (  # noqa: F401, I001
    docx,
    ninjs,
    newsml_g2,
    nitf,
    feed,
    markdown,
)
from newsmarkup.importing.page import page  # noqa: F401
from newsmarkup.importing import wire  # noqa: F401

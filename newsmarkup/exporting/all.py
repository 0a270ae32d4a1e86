"""The exporters there are, in the order in which they are offered: a new one is named here."""

from newsmarkup.exporting import (  # noqa: F401, I001
    record,
    jsonld,
    ninjs,
    nitf,
    newsml_g2,
    rss,
    atom,
    sitemap,
    apple_news,
    markdown,
    text,
)

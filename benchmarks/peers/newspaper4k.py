"""newspaper4k: an `Article` that is given its page, with nltk, which it wants for Korean. It has no captions."""

from __future__ import annotations

from typing import Any

import newspaper


def predicted(html: str, url: str) -> dict[str, Any]:
    found = newspaper.Article(url or "https://example.org/", fetch_images=False)
    found.download(input_html=html)
    found.parse()
    date = found.publish_date
    return {
        "headline": found.title,
        "authors": list(found.authors),
        "datePublished": date.isoformat() if hasattr(date, "isoformat") else date,
        "paragraphs": found.text.split("\n\n"),
    }

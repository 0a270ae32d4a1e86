"""newspaper4k: an `Article` that is given its page. It has no captions. Korean it reads only with nltk and its data."""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that nltk is missing
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

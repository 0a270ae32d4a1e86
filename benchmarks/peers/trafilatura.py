"""trafilatura: `bare_extraction` with metadata and images. It has the day of publication, and no captions."""

from __future__ import annotations

from typing import Any

import trafilatura


def predicted(html: str, url: str) -> dict[str, Any]:
    found = trafilatura.bare_extraction(html, url=url or None, with_metadata=True, include_images=True)
    if found is None:
        return {}
    return {
        "headline": found.title,
        "authors": [one.strip() for one in (found.author or "").split(";")],
        "datePublished": found.date,
        "paragraphs": (found.text or "").split("\n"),
    }

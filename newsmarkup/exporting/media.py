"""Media RSS: the pictures of an article in an RSS item or an Atom entry. Source: rssboard.org/media-rss (1.5.1)."""

from __future__ import annotations

from typing import Any

from newsmarkup.document.article import Article
from newsmarkup.exporting.pictures import shown
from newsmarkup.exporting.xml import add, say


def media(parent: Any, article: Article) -> None:
    """One `media:content` a picture, the lead the default one. The first credit is the whole line, as readers show it;
    then each creator as photographer."""
    for one in shown(article):
        picture = one.picture
        content = add(
            parent, "media:content", url=picture.url, medium="image", type=picture.media_type, width=picture.width,
            height=picture.height, isDefault="true" if one.lead else "",
        )  # fmt: skip
        say(content, "media:title", picture.alt, type="plain")
        say(content, "media:description", one.caption, type="plain")
        say(content, "media:credit", one.credit)
        for creator in picture.creators:
            add(content, "media:credit", creator, role="photographer", scheme="urn:ebu")
        say(content, "media:copyright", picture.copyright_notice)
        if picture.license_url:
            add(content, "media:license", picture.copyright_holder, type="text/html", href=picture.license_url)

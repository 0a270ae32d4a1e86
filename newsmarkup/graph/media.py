"""Films and recordings as VideoObject and AudioObject.

Source: Google's video documentation (name, thumbnailUrl and uploadDate are required).
"""

from __future__ import annotations

from datetime import timedelta

from newsmarkup.document.article import Article
from newsmarkup.document.attached import Media
from newsmarkup.graph.picture import add_picture
from newsmarkup.graph.thing import Graph, Thing, thing


def add_media(graph: Graph, article: Article) -> tuple[list[Thing], list[Thing]]:
    """Adds the nodes; returns references to the films and to the recordings."""
    found: dict[str, list[Thing]] = {"VideoObject": [], "AudioObject": []}
    for media in () if article.withheld else article.media:
        found[media.kind].append(_add(graph, media, article))
    return found["VideoObject"], found["AudioObject"]


def _add(graph: Graph, media: Media, article: Article) -> Thing:
    id, still = f"{article.url}#{media.anchor}", media.thumbnail
    return graph.add(
        thing(
            media.kind,
            id,
            url=id,
            name=media.name,
            description=media.description,
            thumbnailUrl=still.url if still else "",
            thumbnail=add_picture(graph, still, article, lead=False) if still else None,
            uploadDate=media.uploaded,
            duration=iso_duration(media.duration) if media.duration else "",
            contentUrl=media.url,
            embedUrl=media.embed_url,
            encodingFormat=media.media_type,
            inLanguage=article.language,
        )
    )


def iso_duration(value: timedelta) -> str:
    """ISO 8601, in whole seconds: PT1H2M30S."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0S")

"""Pictures outside an article's text: lists, portraits, teasers.

    {% load newsmarkup_pictures %}
    {% newsmarkup_picture article.lead_photo sizes="(min-width: 60rem) 21rem, 100vw" shape="16x9" alt="" lazy=True %}

A Photo with its renditions as `srcset`, and behind it the label where it was made with AI or put together, in a
`span class="newsmarkup-made"`; `{% newsmarkup_made photo %}` is the label alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from newsmarkup import pictures

register = template.Library()


@register.simple_tag
def newsmarkup_picture(
    photo: Any, sizes: str = "100vw", shape: str = "", alt: str | None = None, lazy: bool = False, label: bool = True
) -> SafeString:
    """Nothing for no photo. See `pictures.image_html`."""
    if not photo:
        return mark_safe("")
    return pictures.image_html(pictures.of(photo), alt=alt, sizes=sizes, shape=shape, lazy=lazy, labelled=label)


@register.simple_tag
def newsmarkup_made(photo: Any) -> SafeString:
    """Of a Photo, or of a picture in a record."""
    if not photo:
        return mark_safe("")
    how = photo["digital_source_type"] if isinstance(photo, Mapping) else photo.digital_source_type
    return pictures.label_html(how)

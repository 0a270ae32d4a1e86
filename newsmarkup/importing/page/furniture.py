"""Furniture: what surrounds the article on its page, told by its element, by attributes that hide it, and by its names.

The words are those that makers of pages give such parts everywhere (WordPress, Drupal, AMP, advertising and commenting
services, "recirculation"); a name is read as the words it is made of (`naming`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from newsmarkup.importing.page.naming import words_of

# No words of an article stand in them.
never = frozenset({"script", "style", "noscript", "template", "svg", "select", "input", "textarea", "object", "canvas",
                   "video", "audio", "iframe", "button", "map", "head", "link", "meta", "option", "datalist", "progress",
                   "source", "track", "embed", "param", "title", "noframes", "amp-ad", "amp-analytics",
                   "amp-iframe"})  # fmt: skip
PARTS = frozenset({"nav", "form", "footer", "dialog", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar",
                    "complementary", "alert", "tooltip", "tablist", "status"})  # fmt: skip
# Other people's words, or other articles': never the text itself, however much of it there is.
_OTHER = frozenset(
    """
    related recommended recommendation recommendations recommend recirc recirculation comment comments
    commenting kommentare commentaires comentarios disqus livefyre outbrain taboola zergnet mostread
    mostpopular popular trending readmore alsoread seealso upnext morefrom moreon nav navbar navigation
    menu breadcrumb breadcrumbs onward consent cookie cookies gdpr ccpa
    """.split()
)
# Services that ask for consent; a page saved by a browser holds their whole text.
_CONSENT = re.compile(
    r"onetrust|optanon|\bot-(?:sdk|pc)|didomi|qc-cmp|usercentrics|truste|trustarc|teconsent|sp_message|cybot|cookiebot|iubenda|"
    r"\bcmplz|borlabs|\bfc-(?:consent|dialog)|osano|cmpbox|cmp-?(?:container|wrapper|banner|root|app)"
)
_NAMES = frozenset(
    """
    footer teaser teasers newsletter newsletters signup promo promos promotion sharing share shares sharer social
    socials sharetools sidebar advert adverts advertisement advertisements ad ads adslot adunit advertorial
    dfp sponsor sponsors sponsored anzeige werbung publicite publicidad carousel
    toolbar topics popup modal lightbox overlay tooltip sronly screenreader offscreen visuallyhidden noprint
    masthead banner poll survey quiz donate donation donations login signin register registration cta follow
    bio toc copyright copyrights disclaimer pagination pager reactions rating ratings captcha notification
    notifications alert player playlist listen tags keywords skip skiplink byline bylines author dateline
    timestamp authors pubdate postmeta metadata entrymeta readtime marketing
    """.split()
)
# Words that stand in other names too ("remove-no-follow", "social-text").
_MINOR = frozenset(
    """
    share social follow listen skip overlay modal lightbox popup tooltip alert banner poll topics tags keywords register
    registration login signin notification toolbar copyright masthead cta rating metadata
    """.split()
)
_GATE = frozenset(
    "paywall premium subscribe subscriber subscribers subscription gate piano regwall meteredContent".split()
)
_PAIRS = re.compile(
    r"author-?(?:bio|box|info|card|profile|about|details|block)|about-?(?:the-?)?author|read-?(?:more|next|also|on)|also-?(?:read|like)|"
    r"more-?(?:on|from|stories|news|like|articles|to-)|most-?(?:read|popular|viewed|shared|commented)|see-?also|you-?may|"
    r"sr-only|screen-?reader|visually-?hidden|off-?screen|is-?hidden|print-?only|no-?print|post-?(?:meta|tags|nav)|"
    r"entry-?(?:meta|footer|tags)|article-?(?:meta|tags|footer|byline|share|tools)|tags?-?(?:list|links|cloud)|topics?-?list|"
    r"keep-?reading|further-?reading|next-?(?:article|story|up)|prev(?:ious)?-?(?:article|story|next)|skip-?(?:link|to)|"
    r"sign-?(?:up|in)|log-?in|pub(?:lish)?-?date|time-?stamp|article-?card|story-?card|card-?(?:list|grid)|inline-?(?:links?|related)|"
    r"jp-?relatedposts|wp-?block-?(?:button|buttons|latest-posts|rss|archives|categories)|fb-?(?:root|comments)|a2a_kit|addtoany|"
    r"addthis|sharedaddy|widget-?area|sidebar-?widget"
)
# Of the page as a whole, or what only looks like one of those words.
_NOT = re.compile(
    r"(?:has|with|no|without|is-not|not)-?(?:sidebar|comments?|ads?|share|social|footer|tags)|shared?-?container"
)
_FILED = re.compile(r"(?<!\S)(?:tag|category|topic|term|author)-\S+")
_UNSEEN = re.compile(
    r"off-?screen|visually-?hidden|screen-?reader|sr-only|assistive|a11y-(?:text|hidden)|is-vishidden", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def hidden(element: Any) -> bool:
    """Whether nobody sees it."""
    get = element.get
    return get("hidden") is not None or ((style := get("style")) is not None and _HIDDEN.search(style) is not None)


def unread(element: Any) -> bool:
    """Whether a formatting element's words are no part of its paragraph: scripts, buttons, what only screen readers say."""
    if element.tag in never or element.tag == "img" or hidden(element):
        return True
    return bool(names := element.get("class")) and _unseen(names)


@lru_cache(4096)
def _unseen(names: str) -> bool:
    return _UNSEEN.search(names) is not None


def may_be_furniture(element: Any) -> str:
    """ "other" (articles, people), "gate" (of a paid text), "hidden", "part", or "minor": a part by a word that says little.
    "" for what is called none of these."""
    tag, get = element.tag, dict(element.items()).get
    if tag in PARTS or get("role") in _ROLES:
        return "other" if tag == "nav" else "part"
    if get("hidden") is not None or ((style := get("style")) is not None and _HIDDEN.search(style) is not None):
        return "hidden"
    if get("aria-hidden") == "true":
        return "part"
    names = f"{get('class') or ''} {get('id') or ''} {get('data-component') or ''}"
    return called(names) if len(names) > 2 and tag not in ("p", "figure", "figcaption", "h1") else ""


@lru_cache(8192)
def called(names: str) -> str:
    small = names.lower()
    if _NOT.search(small):
        return ""
    if "hentry" in small or "type-post" in small:  # "tag-ads": what an article is filed under
        names, small = _FILED.sub("", names), _FILED.sub("", small)
    words = words_of(names)
    if words & _OTHER or _CONSENT.search(small):
        return "other"
    if words & _GATE:
        return "gate"
    if words & _NAMES - _MINOR or _PAIRS.search(small):
        return "part"
    if words & _MINOR:
        return "minor"
    return ""

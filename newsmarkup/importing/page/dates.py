"""Dates: when a page's article was published and changed.

Of several places that say it the one that is made for it is believed: JSON-LD, `<meta>`, microdata and hAtom, `<time>`, the
line below the headline, the page's own data for its scripts, its address. Where that gives a day alone, or no zone, one of
the others that means the same moment gives the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from newsmarkup.importing.page.blocks import Blocks, above, spoken
from newsmarkup.importing.page.metadata import Metadata, words
from newsmarkup.importing.page.moment import Moment, moment
from newsmarkup.importing.page.naming import is_caption, named
from newsmarkup.importing.page.text import columns

# Of a `<meta>`, its name without signs: what says "published" outright, and what mostly means it.
_SAYS = re.compile(
    r"publi(?!sher)|pubdate|issued|firstpub|dateposted|postdate|postingdate|releasedate|displaydate|uploaddate"
)
_MEANS = re.compile(
    r"^(?:(?:dc|dcterms?|sailthru|article|news|story|content|page|bt|cxense\w*)?(?:date|datecreated|created|creationdate)|"
    r"pdate|ptime)$"
)
_NOT = re.compile(r"modif|updat|expir|lastmod|revis|unpub|republ|valid|print|event|embargo|section|copyright")
_CHANGED = re.compile(r"modif|updat|lastmod|revis|utime")
_MARKED = re.compile(r"\b(?:datePublished|dateCreated|dc:(?:date|created|issued)|schema:datePublished)\b")
_NAMES = frozenset(
    """
    date dates datetime time published publish pubdate pub timestamp posted datum fecha data dateline datestamp
    dato päivämäärä meta info created issued released publicado publié veröffentlicht
    """.split()
)
_UPDATED = re.compile(
    r"updat|modif|aktualis|zaktualiz|aktualiz|mis à jour|actualiz|atualiz|aggiorn|bijgewerkt|gewijzigd|uppdater|oppdater|"
    r"opdater|päivitetty|muokattu|güncel|обновл|оновл|ενημέρ|更新|수정|frissít|cập nhật|diperbarui|ultim[ao] mod|uppfær|"
    r"letzte änderung",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|post|veröff|erschien|inserit|gepubl|geplaatst|julkaistu|yayın|опубл|发布|発行|公開|配信|입력|등록|xuất bản|"
    r"first|lagt ut|birt|création|creat|stand",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"[\"'](?:datePublished|date_published|published_?(?:at|date|time|on)?|"
    r"(?:article_?)?publi(?:sh|cation)_?(?:date|time|edAt|At)?|pub_?date|"
    r"first_?publi(?:shed|cation)_?(?:at|date|time|datetime)?|display_?date|publish_?date_?time|post_?date)[\"']\s*:\s*"
    r"[\"']?(?P<value>\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*\s?(?:Z|[+-]\d\d:?\d\d)?|1\d{9}(?:\d{3})?)[\"',}\s]",
    re.IGNORECASE,
)
_PATH = re.compile(r"[/-](20[0-3]\d)[/-]?(\d\d)[/-]?(\d\d)(?=\D|$)")
_TAGS = frozenset("time span div p li small em td b strong a i dd relative-time".split())
_CLOSE, _SHORT = 12, 30  # elements above the headline, and the characters of a line there that nothing calls a date
_LINE = 80  # columns; paragraphs have more
_PICTURES = ("figure", "figcaption", "blockquote", "h1", "h2")
_LONGEST = 160  # characters of a line that says when


def published(page: Metadata, root: Any, found: Blocks, title: Any, part: Any, language: str) -> Moment | None:
    """`title`: the element of the headline, or None. A `Moment` without a zone where nothing on the page gives one."""
    best: Moment | None = None
    for one in _said(page, root, found, title, part, language):
        if best is None or _completes(best, one):
            best = one
        if best.exact:
            return best
    return best


def modified(page: Metadata, language: str) -> Moment | None:
    said = [words(page.article.get("dateModified"))]
    said += (value for name in page.meta if _CHANGED.search(_plain(name)) for value in page.meta[name])
    return next((one for value in said if (one := moment(value, language))), None)


def _completes(best: Moment, other: Moment) -> bool:
    """Whether another is the same moment, said more exactly."""
    if not best.timed:
        return other.timed and other.at.date() == best.at.date()
    if best.zoned or not other.exact:
        return False
    return other.at.replace(tzinfo=None) == best.at or other.at.astimezone(UTC).replace(tzinfo=None) == best.at


def _said(page: Metadata, root: Any, found: Blocks, title: Any, part: Any, language: str) -> Iterator[Moment]:
    for value in _written(page, root):
        if one := moment(value, language):
            yield one
    yield from _seen(found, title, part, language)
    yield from _state(page, language)
    for address in page.addresses:
        path = _PATH.search(address)
        if path and (one := moment("-".join(path.groups()), language)):
            yield one


def _state(page: Metadata, language: str) -> Iterator[Moment]:
    """What the page holds for its scripts, where that says one day only, or the first one of several."""
    said = [(match[0], one) for script in page.scripts for match in _STATE.finditer(script)
            if (one := moment(match["value"].strip(), language))]  # fmt: skip
    first = [one for name, one in said if "first" in name.casefold()] or [one for _, one in said]
    if len({one.at.date() for one in first}) == 1:
        yield from first


def _written(page: Metadata, root: Any) -> Iterator[str]:
    """What is made for machines, the surest first."""
    said, changed = (words(page.article.get(name)) for name in ("datePublished", "dateModified"))
    if not _after(said, changed):  # else it is when the page was made up
        yield said
    names = [(name, _plain(name)) for name in page.meta]
    for sought in (_SAYS, _MEANS):
        for name, bare in names:
            if sought.search(bare) and not _NOT.search(bare):
                yield from page.meta[name]
        if sought is _SAYS:
            yield from _marked(root)
    yield from (words(node.get("datePublished")) for node in page.nodes if "datePublished" in node)
    yield words(page.article.get("dateCreated"))


def _after(one: str, other: str) -> bool:
    """Whether both are days, and one is later than the other."""
    first, second = moment(one), moment(other)
    return first is not None and second is not None and first.at.date() > second.at.date()


def _marked(root: Any) -> Iterator[str]:
    """Microdata, RDFa, hAtom, and HTML's own old `pubdate`."""
    for element in root.iter("time", "span", "meta", "abbr", "div", "p", "a"):
        get = element.get
        says = f"{get('itemprop') or ''} {get('property') or ''}"
        classes = get("class") or ""
        if (
            (len(says) > 1 and _MARKED.search(says) and "Modified" not in says)
            or (
                element.tag == "time"
                and (get("pubdate") is not None or _is(classes, "published", "entry-date", "dt-published"))
            )
            or (element.tag == "abbr" and _is(classes, "published"))
        ) and not _is(classes, "updated", "modified"):
            yield get("datetime") or get("content") or get("title") or spoken(element)[0]


def _is(classes: str, *names: str) -> bool:
    return bool(classes) and not set(names).isdisjoint(classes.split())


def _seen(found: Blocks, title: Any, part: Any, language: str) -> Iterator[Moment]:
    """What is printed: below the headline first, then above it, then below the text."""
    start = found.order[part]
    head = found.order.get(title, start)
    end = found.end(part)
    text = next((one.at for one in found.inside(part) if one.at > head and columns(one.text) > _LINE), start)
    lines: list[tuple[int, int, str, Any]] = []
    for element in found.elements[max(min(head - 60, start), 0) : end + 40]:
        at = found.order[element]
        if element.tag not in _TAGS or not (head - 60 <= at <= text or start <= at):
            continue
        if any(up.tag in _PICTURES or found.dropped.get(up) == "other" or is_caption(up) for up in above(element)):
            continue
        machine = element.tag in ("time", "relative-time") and (element.get("datetime") or "")
        called = element.tag == "time" or not named(element).isdisjoint(_NAMES)
        near = head < at <= text or (head - _CLOSE <= at < head and len(element) == 0)
        if not (machine or called or near):
            continue
        line = " ".join(
            f"{element.text or ''} {' '.join(spoken(one)[0] + (one.tail or '') for one in element)}".split()
        )
        most = _LONGEST if called else _LINE if at > head else _SHORT
        if not (machine or 6 <= len(line) <= most):
            continue
        rank = 0 if head <= at <= text else 1 if at < head else 2
        changed = bool(_UPDATED.search(f"{line} {element.get('class') or ''} {element.get('itemprop') or ''}"))
        if changed and not machine:
            first = _first(line)
            line, changed = first, first == line
        lines.append((rank + (3 if changed else 0), at, machine or line, element))
    for block in found.found:  # lines of a cell, parted by `<br>`
        if head < block.at <= text and len(block.text) <= _LINE and not _UPDATED.search(block.text):
            lines.append((0, block.at, block.text, None))
    for _rank, _at, line, element in sorted(lines, key=lambda one: one[:2]):
        if one := moment(line, language):
            yield one
            if element is not None and element.tag == "time" and (other := moment(spoken(element)[0], language)):
                yield other


def _first(line: str) -> str:
    """Of a line that says when it was published and when changed, the former."""
    changed = _UPDATED.search(line)
    if changed is None:
        return line
    published = _PUBLISHED.search(
        line[: changed.start()] + " " * (changed.end() - changed.start()) + line[changed.end() :]
    )
    if sum(map(str.isdigit, line[: changed.start()])) > 4:
        return line[: changed.start()]
    return line[published.start() :] if published and published.start() > changed.start() else line


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name))

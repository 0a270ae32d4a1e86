"""Streaming: the log of changes with its articles, a line of JSON each (NDJSON), read a chunk at a time.

A chunk is three questions: the numbers, their articles, and the numbers again. What was written between the first and the
last has lost its number by then and comes under a later one; so no line says anything but what was so at its number. No
transaction and no cursor of the database stays open from chunk to chunk, and no more than a chunk is in memory.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from newsmarkup import serving
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.changes import READABLE, mark
from newsmarkup.conf import settings
from newsmarkup.exporting.base import exporter, exporters
from newsmarkup.graph.thing import moment
from newsmarkup.models import Change, ChangeLog

CHUNK = 200
COLUMNS = ("object_id", "seq", "state", "event", "at", "url")
FORMATS = tuple(one.name for one in exporters() if one.media_type.endswith("json"))

logger = logging.getLogger("newsmarkup")


@dataclass(frozen=True)
class Stream:
    """What happened in `log` since the number `after`; without one, everything that is public. At most `limit` lines, and
    one for the end. `format` is one of `FORMATS`."""

    adapter: ArticleAdapter
    log: ChangeLog
    using: str
    after: int | None = None
    limit: int | None = None
    format: str = "json"

    def __iter__(self) -> Iterator[bytes]:
        """A chunk of lines at a time. The last one of all says `end`: without it the stream broke off, and who reads it
        asks again with the last cursor that came."""
        try:
            yield from self._chunks()
        except Exception:  # the answer has begun: no status can say it any more
            logger.exception("The stream of changes broke off.")
            yield orjson.dumps({"event": "error", "detail": "Broken off: ask again with the last cursor."}) + b"\n"

    @property
    def is_empty(self) -> bool:
        return self.after == self.log.top or (self.after is not None and not self._behind(self.after).exists())

    def end(self, seq: int, *, more: bool = False) -> bytes:
        return orjson.dumps({"event": "end", "cursor": self.cursor(seq), "more": more}) + b"\n"

    def cursor(self, seq: int) -> str:
        return f"{self.log.epoch}-{seq}"

    def _behind(self, seq: int) -> QuerySet[Change]:
        return self._readable.filter(seq__gt=seq, seq__lte=self.log.top)

    @cached_property
    def _readable(self) -> QuerySet[Change]:
        content_type = ContentType.objects.db_manager(self.using).get_for_model(self.adapter.model)
        rows = Change.objects.using(self.using).filter(READABLE, content_type=content_type).order_by("seq")
        return rows.filter(state=Change.State.PUBLIC) if self.after is None else rows

    def _chunks(self) -> Iterator[bytes]:
        last, left = self.after or 0, self.limit
        while rows := self._rows(last, CHUNK if left is None else min(CHUNK, left)):
            articles = self._articles([row.object_id for row in rows if row.state == Change.State.PUBLIC])
            again = self._readable.filter(seq__gt=last, seq__lte=rows[-1].seq).order_by()
            numbers = set(again.values_list("seq", flat=True))
            lines = []
            for row in rows:
                if row.seq in numbers:
                    article = articles.get(row.object_id)
                    if article is not None or row.state == Change.State.GONE:
                        lines.append(self._line(row, article))
                    elif self._is_to_come(row.object_id):
                        # Public by the clock of another server: here its moment is still to come.
                        yield b"".join([*lines, self.end(last)])
                        return
                    else:  # written past Django: its end comes under the next number
                        mark(self.adapter.model, [row.object_id], self.using)
                last = row.seq
            if lines:
                yield b"".join(lines)
            if left is not None:
                left -= len(lines)
                if left <= 0:
                    yield self.end(last, more=self._behind(last).exists())
                    return
        yield self.end(self.log.top)

    def _rows(self, last: int, count: int) -> list[Any]:
        return list(self._behind(last).values_list(*COLUMNS, named=True)[:count])

    def _articles(self, ids: Sequence[str]) -> dict[str, bytes]:
        """What is sent of these, by their keys; of those that are public."""
        published = self.adapter.published().using(self.using).filter(pk__in=ids).order_by()
        found = list(serving.columns(self.adapter, published, self.format, dated=False))
        rows = serving.whole(self.adapter, found, self.using)
        if self.format in serving.COLUMNS:
            texts = serving.texts(self.adapter, rows, self.format)
            return {str(row.pk): text for row, text in zip(rows, texts, strict=True)}
        write = exporter(self.format).write
        return {article.id: write(article) for article in serving.articles(self.adapter, rows, self.using)}

    def _is_to_come(self, pk: str) -> bool:
        article = self.adapter.model._base_manager.using(self.using).filter(pk=pk).first()
        return article is not None and article.is_scheduled and not article.is_public

    def _line(self, row: Any, article: bytes | None) -> bytes:
        said: dict[str, Any] = {
            "event": row.event,
            "id": row.object_id,
            "url": settings.absolute(row.url),
            "at": moment(row.at),
            "cursor": self.cursor(row.seq),
        }
        head = orjson.dumps(said)
        if article is None:
            return head + b"\n"
        return b'%s,"article":%s}\n' % (head[:-1], article.replace(b"\n", b""))

"""Full text: words of a column, found by each database's own means.

    Quotation.objects.filter(words__holds='harbour "open in May" -toll')

All words must stand in it, in any order; "…" is a phrase, -word must not. Accents and capitals don't count, on any
database alike: `words` holds the text folded. PostgreSQL has a column of `tsvector` with a GIN index, SQLite an FTS5 table
kept true by triggers; MariaDB looks through the column. What Django can't declare is made after each `migrate`.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connections, models

from newsmarkup.folding import fold

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
FEW = 2_000  # rows that are asked for by their keys

_UNPARTED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
_WORD = re.compile(r"\w+")


def words(text: str) -> str:
    """A text as it is searched. Where words aren't parted by spaces each character is one (Han, kana, Thai …)."""
    return " ".join(
        _WORD.findall(
            re.sub("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])", r" \1 ", fold(text))
        )
    )


def terms(query: str) -> list[tuple[bool, list[str]]]:
    """(whether it must stand there, its words): what is asked for. Signs alone are passed over."""
    found = [(minus == "", words(phrase or word).split()) for minus, phrase, word in _TERM.findall(query)]
    return [(wanted, said) for wanted, said in found if said]


class WordsField(models.TextField):  # type: ignore[type-arg]
    """Text as `words()` writes it."""


@WordsField.register_lookup
class Holds(models.Lookup):  # type: ignore[type-arg]
    """`words__holds=query`. A query without a word that must be there holds nowhere."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Any other database looks through the column."""
        column, _params = self.process_lhs(compiler, connection)
        parts, params = [], []
        for wanted, said in self._terms():
            parts.append(f"CONCAT(' ', {column}, ' ') {'LIKE' if wanted else 'NOT LIKE'} %s")
            params.append(f"% {' '.join(said)} %".replace("_", r"\_"))
        return " AND ".join(parts) or "1 = 0", params

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        table = self.lhs.alias
        if not (found := self._terms()):
            return "1 = 0", []
        query = " ".join(("" if wanted else "-") + f'"{" ".join(said)}"' for wanted, said in found)
        return f'"{table}"."tsv" @@ websearch_to_tsquery(\'simple\', %s)', [query]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """The rows that FTS5 finds, unless they are many: then those that are asked for first are near, and the column is
        looked through on the way to them."""
        table, column = self.lhs.target.model._meta.db_table, self.lhs.target.column
        if not (found := self._terms()):
            return "1 = 0", []
        match = " AND ".join(f'"{" ".join(said)}"' for wanted, said in found if wanted)
        match += "".join(f' NOT "{" ".join(said)}"' for wanted, said in found if not wanted)
        # Names of the model's own table; what is asked for is a parameter.
        query = f"SELECT rowid FROM {table}_{column} WHERE {table}_{column} MATCH %s LIMIT {FEW + 1}"  # noqa: S608
        with connection.cursor() as cursor:
            ids = [row[0] for row in cursor.execute(query, [match])]
        if len(ids) <= FEW:
            return f'"{self.lhs.alias}"."id" IN ({", ".join(map(str, ids))})', []
        lhs, _params = self.process_lhs(compiler, connection)
        parts = [f"instr(' ' || {lhs} || ' ', %s) {'>' if wanted else '='} 0" for wanted, _said in found]
        return " AND ".join(parts), [f" {' '.join(said)} " for _wanted, said in found]

    def _terms(self) -> list[tuple[bool, list[str]]]:
        found = terms(self.rhs)
        return found if any(wanted for wanted, _said in found) else []


def prepare(model: type[models.Model], column: str, using: str) -> None:
    """Make what the lookups need in this database, where it is missing."""
    connection, table = connections[using], model._meta.db_table
    if connection.vendor == "postgresql":
        statements = [
            f'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS tsv tsvector '
            f"GENERATED ALWAYS AS (to_tsvector('simple', \"{column}\")) STORED",
            f'CREATE INDEX IF NOT EXISTS "{table}_tsv" ON "{table}" USING gin (tsv)',
        ]
    elif connection.vendor == "sqlite":
        fts = f"{table}_{column}"
        gone = f"INSERT INTO {fts}({fts}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
        new = f"INSERT INTO {fts}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608
        statements = [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {fts} USING fts5({column}, content='{table}', content_rowid='id')",
            f"CREATE TRIGGER IF NOT EXISTS {fts}_in AFTER INSERT ON {table} BEGIN {new} END",
            f"CREATE TRIGGER IF NOT EXISTS {fts}_out AFTER DELETE ON {table} BEGIN {gone} END",
            f"CREATE TRIGGER IF NOT EXISTS {fts}_new AFTER UPDATE OF {column} ON {table} BEGIN {gone} {new} END",
        ]
    else:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # a later migration may have copied the table, without its triggers
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s", [f"{fts}_in"])
            if not cursor.fetchone()[0]:
                statements.append(f"INSERT INTO {fts}({fts}) VALUES ('rebuild')")  # noqa: S608
        for statement in statements:
            cursor.execute(statement)


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    from newsmarkup.models import Quotation

    if Quotation._meta.db_table in connections[using].introspection.table_names():
        prepare(Quotation, "words", using)

"""Loads the demo newsroom: sections, people, organizations, photos and articles from demo_site/newsroom/."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from demo_site.models import Article
from newsmarkup.fields import canonical_html
from newsmarkup.models import Byline, Claim, Correction, Media, Organization, Person, Photo, Section, Subject, Update

NEWSROOM = Path(__file__).resolve().parents[2] / "newsroom"
USER = "editor:editor-demo"
_SRC = re.compile(r'(?<=src=")/media/newsmarkup/photos/([^"]+)(?=")')
_TIMES = ("published_at", "modified_at", "embargo_until", "coverage_start", "coverage_end")
_PARTS = {
    "bylines": Byline,
    "subjects": Subject,
    "corrections": Correction,
    "updates": Update,
    "claims": Claim,
    "media": Media,
}
# What the files spell in another way than the rows.
_READ = {
    "at": datetime.fromisoformat,
    "uploaded_at": datetime.fromisoformat,
    "claimed_on": date.fromisoformat,
    "duration": lambda seconds: timedelta(seconds=seconds),
    "body": canonical_html,
}


class Command(BaseCommand):
    help = (
        "Load the demo newsroom from demo_site/newsroom/. Run it as often as you like: rows are found by key or slug, "
        "changed where the files say something else, and left alone where not. Edit a file and run it again to see "
        "the page follow. With --user an account for the admin is made too."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--user",
            nargs="?",
            const=USER,
            metavar="NAME:PASSWORD",
            help=f"make a superuser ({USER} if you give none), unless there is an account of that name",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.counts: Counter[str] = Counter()
        with transaction.atomic():
            sections = {row["slug"]: self.section(n, **row) for n, row in enumerate(_read("sections.json"))}
            organizations = {row["key"]: self.organization(**row) for row in _read("organizations.json")}
            photos = {row["key"]: self.photo(**row) for row in _read("photos.json")}
            people = {row["key"]: self.person(organizations, photos, **row) for row in _read("people.json")}
            found = {"section": sections, "organization": organizations, "photo": photos, "person": people}
            originals = {}
            for folder in sorted(path.parent for path in NEWSROOM.glob("articles/*/article.json")):
                originals[folder.name] = self.article(folder, found)
            self.translations(originals)
            if options["user"]:
                self.user(*options["user"].split(":", 1))
        public = Article.objects.published().count()
        done = ", ".join(f"{n} {what}" for what, n in sorted(self.counts.items()))
        self.stdout.write(self.style.SUCCESS(f"The newsroom is ready ({done}): {public} articles are public."))

    def section(self, position: int, slug: str, **values: Any) -> Section:
        return self.put(Section, {"slug": slug}, {"position": position, "url": f"/sections/{slug}/", **values})

    def organization(self, key: str, logo: str = "", **values: Any) -> Organization:
        if logo:
            values["logo"] = _copied(Organization, "logo", NEWSROOM / logo)
        return self.put(Organization, {"key": key}, values)

    def photo(self, key: str, file: str, **values: Any) -> Photo:
        return self.put(Photo, {"key": key}, {"file": _copied(Photo, "file", NEWSROOM / "photos" / file), **values})

    def person(
        self, organizations: Mapping[str, Any], photos: Mapping[str, Any], key: str, affiliation: str = "", image: str = "",
        **values: Any,
    ) -> Person:  # fmt: skip
        values["affiliation"] = _named(affiliation, organizations, "organizations.json", key)
        values["image"] = _named(image, photos, "photos.json", key)
        return self.put(Person, {"key": key}, values)

    def article(self, folder: Path, found: Mapping[str, Mapping[str, Any]]) -> str:
        """Put the article and its parts; returns the slug of what it is translated from."""
        self.stdout.write(f"  {folder.name}")
        values = json.loads((folder / "article.json").read_text(encoding="utf-8"))
        parts = {name: values.pop(name, []) for name in _PARTS}
        original = values.pop("translation_of", "")
        for name in _TIMES:
            values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
        links = {"section": "section", "lead_photo": "photo", "publisher": "organization", "source": "organization",
                 "copyright_holder": "organization"}  # fmt: skip
        for name, table in links.items():
            values[name] = _named(values.get(name, ""), found[table], f"the {table}s", folder.name)
        addresses = {Path(photo.file.name).name: photo.file.url for photo in found["photo"].values()}
        body = (folder / "body.html").read_text(encoding="utf-8")
        body = _SRC.sub(lambda match: _named(match[1], addresses, "photos.json", folder.name), body)
        row = self.put(Article, {"slug": folder.name}, {**values, "body": canonical_html(body)})
        for name, rows in parts.items():
            self.parts(
                row, name, [self.part(_PARTS[name], n, found, folder.name, **part) for n, part in enumerate(rows)]
            )
        return original

    def part(
        self, model: type[models.Model], position: int, found: Mapping[str, Mapping[str, Any]], asked: str,
        file: str = "", **values: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """The values of a row: what the file says, with the rows that it names. `file` is a film or a recording."""
        names = {field.name for field in model._meta.concrete_fields}
        if "position" in names:
            values["position"] = position
        if file:
            values["content_url"] = _stored(NEWSROOM / "media" / file)
        for name, table in (
            ("person", "person"),
            ("author", "person"),
            ("organization", "organization"),
            ("thumbnail", "photo"),
        ):
            if name in names:
                values[name] = _named(values.get(name, ""), found[table], f"the {table}s", asked)
        return {name: _READ[name](value) if name in _READ else value for name, value in values.items()}

    def parts(self, article: Article, name: str, wanted: list[dict[str, Any]]) -> None:
        """Make these the article's rows; they are left alone if they are."""
        rows = list(getattr(article, name).order_by("pk"))
        now = [{key: getattr(row, key) for key in values} for row, values in zip(rows, wanted, strict=False)]
        if now == wanted and len(rows) == len(wanted):
            return
        getattr(article, name).all().delete()
        for values in wanted:
            _PARTS[name]._default_manager.create(article=article, **values)

    def translations(self, originals: Mapping[str, str]) -> None:
        rows = {row.slug: row for row in Article.objects.filter(slug__in=originals)}
        for slug, original in originals.items():
            row, wanted = rows[slug], _named(original, rows, "the articles", slug)
            if row.translation_of_id != (wanted and wanted.pk):
                row.translation_of = wanted
                row.save(update_fields=["translation_of"])

    def user(self, name: str, password: str = "") -> None:
        users = get_user_model().objects
        if not (name and password):
            raise CommandError(f"--user wants a name and a password, joined by a colon, such as {USER}.")
        if users.filter(username=name).exists():
            self.stdout.write(f"The account {name!r} is there already; its password is left as it is.")
        else:
            users.create_superuser(name, f"{name}@courier.example", password)
            self.stdout.write(f"Log in at /admin/ as {name!r} with the password {password!r}.")

    def put(self, model: type[models.Model], lookup: dict[str, Any], values: dict[str, Any]) -> Any:
        """The row of `lookup` with these values; written only if it is new or says something else."""
        row = model._default_manager.filter(**lookup).first()
        if row is None:
            self.counts["added"] += 1
            return model._default_manager.create(**lookup, **values)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save()
        self.counts["changed" if changed else "unchanged"] += 1
        return row


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((NEWSROOM / name).read_text(encoding="utf-8"))


def _named(key: str, rows: Mapping[str, Any], where: str, asked: str) -> Any:
    """The row of that key; None for "". Raises CommandError for one that isn't there."""
    if not key:
        return None
    if key not in rows:
        raise CommandError(f"{asked} names {key!r}, which is not in {where}. Known: {', '.join(sorted(rows))}.")
    return rows[key]


def _stored(source: Path) -> str:
    """The address of the file in the media storage, where it now is."""
    name = f"newsroom/{source.name}"
    if not default_storage.exists(name):
        with source.open("rb") as file:
            default_storage.save(name, File(file))
    return str(default_storage.url(name))


def _copied(model: type[models.Model], field: str, source: Path) -> str:
    """The file's name in the media storage, where it now is: with the same bytes as `source`."""
    target = model._meta.get_field(field)
    name = f"{target.upload_to}/{source.name}"
    if target.storage.exists(name):
        with target.storage.open(name) as stored:
            if stored.read() == source.read_bytes():
                return name
        target.storage.delete(name)
    with source.open("rb") as file:
        return target.storage.save(name, File(file))

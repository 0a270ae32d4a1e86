"""Photos: picture files, and everything that is known of their rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from rest_framework.serializers import CharField, DateTimeField, IntegerField, ListField

from newsmarkup import publishing
from newsmarkup.api import refusals, shapes
from newsmarkup.api.form import PictureFile
from newsmarkup.api.inputs import Choice, Input, Number, Text, text, wrong
from newsmarkup.api.registry import Entries, Entry
from newsmarkup.api.writing import Task, operation
from newsmarkup.document.problem import Problem
from newsmarkup.exporting import record
from newsmarkup.models import Photo

_ROOM = "A file larger than 50 MB, or of another type, is refused."
TEXTS = ("alt", "caption", "preset", "creator_kind", "credit_line", "source", "copyright_notice", "copyright_holder",
         "license_url", "acquire_license_url", "digital_source_type", "taken", "place")  # fmt: skip


class Creators(ListField):
    """Names; the model keeps them in one line, parted by semicolons."""

    child = Text()

    def to_internal_value(self, data: Any) -> list[str]:
        names: list[str] = super().to_internal_value(data)
        if apart := [name for name in names if ";" in name]:
            raise wrong(f"{apart[0]!r} holds a semicolon: give each creator as an entry of its own.", "invalid")
        return names


class WorkingPhoto(shapes.PhotoRecord):
    """A photo as those see it who write it: all its facts as they are stored, and what its file says."""

    preset = shapes.text("Whose it is: fills what follows from it into the fields that are empty.")
    taken = shapes.text("ISO 8601, as much as is known; may be empty.")
    place = shapes.text("Where it was taken; may be empty.")
    focal_x = IntegerField(help_text="What must stay in view when it is cropped: per cent from the left.")
    focal_y = IntegerField(help_text="Per cent from the top.")
    sha256 = shapes.text("Of the file, in hexadecimal; empty if it could not be read.")
    file_says = shapes.OfTheFile(help_text="What the file says of itself; what it doesn't is left out.")
    created_at = DateTimeField()
    modified_at = DateTimeField()
    version = CharField(help_text="Changes whenever the photo does; the ETag is made of it.")
    warnings = shapes.Wrong(
        many=True, required=False, help_text="Of a write: what was filled in, and where the file says otherwise."
    )


class PhotoInput(Input):
    """The names are those of the record that is read, and what was read can be sent back. Read-only: key (but when it is
    created), url, width, height, media_type, sha256, file_says, version, created_at, modified_at.
    The file comes in a form."""

    key = text(Photo, "key", allow_blank=False, help_text="Chosen once; made if left out.")
    alt = text(Photo, "alt", help_text="What the picture shows, for those who can't see it.")
    caption = text(Photo, "caption")
    preset = Choice(["", *Photo.Preset.values], required=False, help_text="Whose it is: fills what is empty.")
    creators = Creators(required=False, help_text="Names.")
    creator_kind = Choice(Photo.CreatorKind.values, required=False)
    credit_line = text(Photo, "credit_line", help_text="Creators and source are read from it where they are empty.")
    source = text(Photo, "source")
    copyright_notice = text(Photo, "copyright_notice")
    copyright_holder = text(Photo, "copyright_holder")
    license_url = text(Photo, "license_url")
    acquire_license_url = text(Photo, "acquire_license_url")
    digital_source_type = Choice(["", *Photo.DigitalSource.values], required=False)
    taken = text(Photo, "taken", help_text="2026-05-31, or as much as is known.")
    place = text(Photo, "place")
    focal_x = Number(required=False, min_value=0, max_value=100)
    focal_y = Number(required=False, min_value=0, max_value=100)


class PhotoForm(PhotoInput):
    """The same with the file; of a list each entry is a field of its own. What the file says of itself fills what is left
    out."""

    file = PictureFile(required=False, help_text="JPEG, PNG, GIF, WebP, AVIF or TIFF; at most 50 MB.")


class NewPhotoForm(PhotoForm):
    """The file, and what is said of it; of a list each entry is a field of its own. What the file says of itself fills what
    is left out."""

    file = PictureFile(help_text="JPEG, PNG, GIF, WebP, AVIF or TIFF; at most 50 MB.")


class Photos:
    what, plural, kind = "photo", "photos", "photo"
    model = Photo
    shape, working_shape = shapes.PhotoRecord, WorkingPhoto
    writes, picture_form = PhotoInput, PhotoForm
    columns = {"creators": "creator"}
    read_only = (*Entry.read_only, "url", "width", "height", "media_type", "sha256", "file_says")

    def record(self, row: Any) -> dict[str, Any]:
        return record.picture(publishing.picture(row))

    def working_record(self, row: Any) -> dict[str, Any]:
        says = {name: _names(said) if name == "creators" else said for name, said in row.embedded.items()}
        own = {name: getattr(row, name) for name in (*TEXTS, "focal_x", "focal_y", "sha256")}
        return {**self.record(row), **own, "file_says": says}

    def stored(self, values: dict[str, Any]) -> dict[str, Any]:
        if "creators" in values:
            values["creators"] = "; ".join(values["creators"])
        return values

    def warn(self, row: Photo, filled: Iterable[str]) -> list[Problem]:
        out = list(row.reading.problems) if row.reading else []
        if filled := [_called(name) for name in filled if name != "file"]:
            said = f"Filled in from the file, the credit line or the preset: {', '.join(filled)}."
            out.append(Problem("filled", said, gettext("Please check."), "notice"))
        for fact in row.embedded if row.reading else ():
            if row.said_otherwise(fact):
                said = f"The file says of {fact}: “{row.embedded[fact][:200]}”."
                out.append(Problem("file-says-otherwise", said, "What was given stays.", "notice", field=fact))
        return out


def _called(column: str) -> str:
    return "creators" if column == "creator" else column


def _names(said: str) -> list[str]:
    return [name.strip() for name in said.split(";") if name.strip()]


class PhotoList(Photos, Entries):
    name = "photos"
    title = "Photos"
    about = "The pictures that published articles show, and the portraits of their people; newest first."
    order = ("created_at",)
    newest_first = True

    @operation(
        title="Add a photo",
        about="Its file and what is said of it, in a form. What the file says of itself (IPTC, XMP, Exif) fills what is "
        f"left out. {_ROOM} The public sees a photo that a published article shows.",
        form=NewPhotoForm,
        gives=WorkingPhoto,
        status=201,
        conditional=False,
    )
    def post(self, task: Task) -> HttpResponse:
        return self.add(task)


class PhotoDetail(Photos, Entry):
    name = "photo"
    title = "A photo"
    about = "A picture that a published article shows, with everything that is known of its rights."
    path_parameter = ("key", "The photo's key.")

    @operation(
        title="Change a photo",
        about="Only what is named changes. Figures that still say what the photo said follow it. With a new file, what it "
        f"says of itself fills what is empty. {_ROOM}",
        takes=PhotoInput,
        form=PhotoForm,
        gives=WorkingPhoto,
        errors={404: refusals.no_such("photo")},
    )
    def patch(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=False)

    @operation(
        title="Write a photo anew",
        about="What is left out gets its default; the file stays. Figures that still say what the photo said follow it. "
        f"{_ROOM}",
        takes=PhotoInput,
        form=PhotoForm,
        gives=WorkingPhoto,
        errors={404: refusals.no_such("photo")},
    )
    def put(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=True)

    @operation(
        title="Delete a photo",
        about="Not while an article shows it: 409 says which.",
        status=204,
        errors={404: refusals.no_such("photo"), 409: refusals.in_use("Fishing boats")},
    )
    def delete(self, task: Task, key: str) -> HttpResponse:
        return self.remove(task, key)

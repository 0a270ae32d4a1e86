"""Photos in the admin: thumbnails, rights in groups, and what is missing of them."""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from newsmarkup.admin.dates import DatedList
from newsmarkup.admin.guarded import GuardedAdmin
from newsmarkup.models import Photo

THUMBNAIL = (320, 240)


class MissingFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "missing"
    missing = {
        "alt": (_("alt text"), Q(alt="")),
        "credit": (_("credit"), Q(credit_line="", creator="")),
        "copyright": (_("copyright notice"), Q(copyright_notice="")),
        "license": (_("licence link"), Q(license_url="")),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("any", _("any of these")), *((name, label) for name, (label, _q) in self.missing.items())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "any":
            anything = Q(pk__in=[])
            for _label, condition in self.missing.values():
                anything |= condition
            return queryset.filter(anything)
        return queryset.filter(self.missing[value][1]) if value in self.missing else queryset


def label(fact: str) -> Any:
    """The name of the field that holds this fact."""
    return Photo._meta.get_field("creator" if fact == "creators" else fact).verbose_name


class PhotoAdmin(GuardedAdmin):
    list_display = ("thumbnail", "__str__", "credit_line", "missing", "created_at")
    list_display_links = ("thumbnail", "__str__")
    list_filter = (MissingFilter, "preset", "digital_source_type", "created_at")
    list_per_page = 50
    rows: ClassVar = {"caption": 3}
    search_fields = ("caption", "alt", "credit_line", "creator", "source", "place", "key", "file")
    date_hierarchy = "created_at"
    readonly_fields = ("thumbnail", "size", "file_says", "key", "shown_in", "created_at", "modified_at")
    fieldsets = (
        (None, {"fields": ("thumbnail", "file", "size")}),
        (_("What it shows"), {"fields": ("alt", "caption", "taken", "place")}),
        (_("Who made it and who provides it"), {"fields": ("preset", "credit_line", "creator", "creator_kind", "source",
                                                           "digital_source_type")}),
        (_("Rights"), {"fields": ("copyright_notice", "copyright_holder", "license_url", "acquire_license_url")}),
        (_("Cropping"), {"fields": (("focal_x", "focal_y"),)}),
        (_("What the file says of itself"), {"fields": ("file_says",)}),
        (_("In the paper"), {"fields": ("shown_in", "key", "created_at", "modified_at")}),
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        reading = obj.reading
        if reading is None:
            return
        for problem in reading.problems:
            self.message_user(request, f"{gettext(problem.message)} {gettext(problem.mend)}", messages.WARNING)
        if obj.embedded:
            names = ", ".join(str(label(name)) for name in obj.embedded)
            self.message_user(request, gettext("Read from the file: %(names)s. Please check.") % {"names": names})

    def response_add(self, request: HttpRequest, obj: Photo, post_url_continue: Any = None) -> HttpResponse:
        """What was read from the file is shown before anything else, to be checked."""
        if obj.embedded and not request.POST.keys() & {"_addanother", "_popup"}:
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST["_continue"] = "1"  # type: ignore[index]
        return super().response_add(request, obj, post_url_continue)

    @admin.display(description=_("read on upload"))
    def file_says(self, photo: Photo | None) -> str:
        """A line for each fact, and a mark on those that the fields above say otherwise."""
        if photo is None or not photo.embedded:
            return gettext("nothing, or it was uploaded before this was read")
        said = [(label(name), text, photo.said_otherwise(name)) for name, text in photo.embedded.items()]
        return format_html(
            "<dl>{}</dl>",
            format_html_join(
                "",
                "<dt>{}</dt><dd>{}{}</dd>",
                (
                    (name, text, format_html(" <strong>{}</strong>", gettext("(changed above)")) if other else "")
                    for name, text, other in said
                ),
            ),
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DatedList]:
        return DatedList

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo | None) -> str:
        if photo is None or photo.pk is None or not photo.file:
            return "–"
        # In the list the picture is a link and named by its alt text; its box keeps the rows from jumping.
        return format_html(
            '<img class="newsmarkup-thumbnail" src="{}" alt="{}" width="96" height="72" loading="lazy">',
            thumbnail_url(photo, self.admin_site.name),
            photo.alt or photo.file.name.rsplit("/", 1)[-1],
        )

    @admin.display(description=_("size"))
    def size(self, photo: Photo | None) -> str:
        return f"{photo.width} × {photo.height}" if photo and photo.width else "–"

    @admin.display(description=_("missing"))
    def missing(self, photo: Photo) -> str:
        lacks = {"alt": not photo.alt, "credit": not (photo.credit_line or photo.creator),
                 "copyright": not photo.copyright_notice, "license": not photo.license_url}  # fmt: skip
        return ", ".join(str(MissingFilter.missing[name][0]) for name, lacking in lacks.items() if lacking) or "–"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.thumbnail_view, cacheable=True)
        return [path("<int:pk>/thumbnail/", view, name="newsmarkup_photo_thumbnail"), *super().get_urls()]

    def thumbnail_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A small JPEG, made from the file at once; the address changes with the photo, so browsers keep it. For all who
        may log in: those who write choose from the photos without managing them."""
        photo = get_object_or_404(Photo, pk=pk)
        try:
            with photo.file.open("rb") as file, Image.open(file) as image:
                image.draft("RGB", THUMBNAIL)
                small = ImageOps.exif_transpose(image).convert("RGBA")
                small.thumbnail(THUMBNAIL)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return HttpResponseNotFound("The file is gone, or is no picture that can be read.")
        flat = Image.new("RGB", small.size, "white")
        flat.paste(small, mask=small)
        out = BytesIO()
        flat.save(out, "JPEG", quality=80)
        response = HttpResponse(out.getvalue(), content_type="image/jpeg")
        patch_cache_control(response, private=True, max_age=7 * 86_400, immutable=True)
        return response


def thumbnail_url(photo: Photo, site: str = "admin") -> str:
    url = reverse(f"{site}:newsmarkup_photo_thumbnail", args=[photo.pk])
    return f"{url}?{photo.modified_at:%Y%m%d%H%M%S}"


__all__ = ["PhotoAdmin", "thumbnail_url"]

"""The photo dialog's registry: finding a photo and uploading one.

GET ?q=words → {"results": [{key, url, thumbnail, alt, caption, credit, width, height, warnings}]}, the newest first.
POST multipart (file, alt, caption, credit_line, creator, preset) → 201 the same object, with what the
file says of itself where nothing was sent; 400 {"errors": {field: [sentences]}}.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, JsonResponse

from newsmarkup.admin.endpoints.answer import Refused, endpoint, log_addition, must_be_able_to_add
from newsmarkup.admin.photo import thumbnail_url
from newsmarkup.graph import rules
from newsmarkup.models import Photo
from newsmarkup.publishing import picture

MOST = 24
SEARCHED = ("alt", "caption", "credit_line", "creator", "source", "key", "file")


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ("file", "alt", "caption", "credit_line", "creator", "preset")


@endpoint("GET", "POST")
def photos(self: Any, request: HttpRequest) -> JsonResponse:
    site = self.admin_site.name
    if request.method == "POST":
        must_be_able_to_add(request, Photo)
        form = PhotoForm(request.POST, request.FILES)
        if not form.is_valid():
            raise Refused(form.errors)
        row = form.save()
        log_addition(request, row)
        return JsonResponse(as_dict(row, site), status=201)
    found = Photo.objects.all()
    for word in request.GET.get("q", "")[:200].split():
        anywhere = Q()
        for name in SEARCHED:
            anywhere |= Q(**{f"{name}__icontains": word})
        found = found.filter(anywhere)
    return JsonResponse({"results": [as_dict(row, site) for row in found[:MOST]]})


def as_dict(row: Photo, site: str) -> dict[str, Any]:
    shown = picture(row, absolute=False)
    unread = row.reading.problems if row.reading else ()
    return {
        "key": row.key,
        "url": shown.url,
        "thumbnail": thumbnail_url(row, site),
        "alt": row.alt,
        "caption": shown.caption,
        "credit": row.credit_line,
        "width": row.width,
        "height": row.height,
        "warnings": [problem.message for problem in (*unread, *rules.picture(shown))],
    }

"""The preview: the unsaved form as page, JSON-LD, search result and problems. Nothing is stored.

POST the article's form → {"page": HTML, "jsonld": {…}, "search": {title, url, breadcrumb, description, date},
"problems": [{code, severity, message, mend, passage, field}]}. What is wrong with the form is among the problems;
`field` is the name of the control to go to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.fields import GenericRelation
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst, slugify
from django.utils.translation import gettext as _

from newsmarkup import publishing
from newsmarkup.admin.endpoints.answer import Refused, endpoint
from newsmarkup.conf import settings
from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.exporting import record
from newsmarkup.fields import BodyFormField
from newsmarkup.gate import problems as rule_problems
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps
from newsmarkup.models import Byline, Part

logger = logging.getLogger(__name__)
DESCRIPTION = 160


@endpoint("POST")
def preview(self: Any, request: HttpRequest, object_id: str | None = None) -> JsonResponse:
    obj = self.get_object(request, unquote(object_id)) if object_id else None
    if object_id and (obj is None or not self.has_view_or_change_permission(request, obj)):
        raise Refused(_("This article is gone, or not yours to see."), 404)
    fieldsets = self.get_fieldsets(request, obj)
    form_class = self.get_form(request, obj, change=obj is not None, fields=flatten_fieldsets(fieldsets))
    form = form_class(request.POST, request.FILES, instance=obj)
    formsets, _inlines = self._create_formsets(request, form.instance, change=obj is not None)
    found = [*form_problems(form, formsets)]
    row = form.instance
    answer: dict[str, Any] = {"page": "", "jsonld": {}, "search": {}}
    try:
        article = derive(row, form, formsets)
        with translation.override(row.language):
            page = render_to_string(settings.PREVIEW_TEMPLATE, {"article": row, "preview": True}, request=request)
        answer = {
            "page": page,
            "jsonld": publishing.on_page(build(article)),
            "search": search_result(article),
        }
        found += [placed(problem, form, formsets) for problem in rule_problems(row, article)]
    except Exception as error:
        # The template and the article's address are the newsroom's own code, met here with an unfinished article.
        logger.exception("The preview of %r failed", row)
        found.insert(0, Problem("preview-failed", _("The page can't be shown yet: %(reason)s") % {"reason": error},
                                _("Fill in the headline and the slug; if that does not help, tell whoever runs the site."),
                                "error"))  # fmt: skip
    return JsonResponse({**answer, "problems": [problem.as_dict() for problem in found]})


def derive(row: Any, form: Any, formsets: list[Any]) -> Article:
    """The Article of the unsaved row; the row itself is made as it would be read: with bylines and derived columns."""
    bodies = [name for name, field in form.fields.items() if isinstance(field, BodyFormField)]
    for name in bodies:
        if name in form.errors:
            setattr(row, name, "")
    row.slug = row.slug or slugify(row.headline, allow_unicode=True) or "preview"
    row._prefetched_objects_cache = getattr(row, "_prefetched_objects_cache", {}) | unsaved_parts(row, formsets)
    article = publishing.articles([row])[0]
    row.jsonld, row.record = dumps(build(article).as_dict()), record.export(article).decode()
    row.stamp = publishing.stamp(row)  # fresh: the template tags neither derive it anew nor store it
    return article


def unsaved_parts(row: Any, formsets: list[Any]) -> dict[str, Any]:
    """The bylines, corrections, updates … as they would be saved, in order, by the name of the relation; those that are
    not complete are left out."""
    relations = {f.related_model: f.name for f in row._meta.private_fields if isinstance(f, GenericRelation)}
    found = {}
    for formset in formsets:
        if issubclass(formset.model, Part) and formset.model in relations:
            rows = [form.instance for form in formset.forms if _is_complete(formset, form)]
            # As the model orders them: in the order of the form where that says nothing.
            for name in reversed(formset.model._meta.ordering):
                if name.lstrip("-") != "pk":
                    rows.sort(key=attrgetter(name.lstrip("-")), reverse=name.startswith("-"))
            found[relations[formset.model]] = prefetched = formset.model.objects.none()
            prefetched._result_cache = rows
            prefetched._prefetch_done = True
    return found


def _is_complete(formset: Any, form: Any) -> bool:
    deleted = formset.can_delete and formset._should_delete_form(form)
    empty = form.instance.pk is None and not form.has_changed()
    return form.is_valid() and not deleted and not empty


def search_result(article: Article) -> dict[str, str]:
    steps = [urlsplit(article.url).netloc, article.section.name if article.section else "", article.slug]
    date = article.modified or article.published
    text = article.description or " ".join(article.open_body.text.split())
    return {
        "title": article.headline,
        "url": article.url,
        "breadcrumb": " › ".join(filter(None, steps)),
        "description": Truncator(text).chars(DESCRIPTION),
        "date": date_format(timezone.localtime(date), "DATE_FORMAT") if date else "",
    }


# -- problems of the form ------------------------------------------------------------------------------------------


def form_problems(form: Any, formsets: list[Any]) -> Iterator[Problem]:
    yield from _errors(form)
    for formset in formsets:
        for message in formset.non_form_errors():
            yield Problem(
                "form", f"{capfirst(str(formset.model._meta.verbose_name_plural))}: {message}", severity="error"
            )
        for row in formset.forms:
            yield from _errors(row)
    for field in form.fields.values():
        if isinstance(field, BodyFormField):
            yield from field.problems


def _errors(form: Any) -> Iterator[Problem]:
    for name, messages in form.errors.items():
        for message in messages:
            if name in form.fields:
                said = f"{form[name].label}: {message}"
                yield Problem("form", said, severity="error", field=control(form, name))
            else:
                yield Problem("form", str(message), severity="error")


def control(form: Any, name: str) -> str:
    """The name of the first control of a field."""
    widget = form.fields[name].widget
    return form.add_prefix(name) + (widget.widgets_names[0] if isinstance(widget, forms.MultiWidget) else "")


def placed(problem: Problem, form: Any, formsets: list[Any]) -> Problem:
    """With the control's name instead of the fact's."""
    if problem.field in form.fields:
        return replace(problem, field=control(form, problem.field))
    if problem.field == "bylines":
        prefix = next((formset.prefix for formset in formsets if formset.model is Byline), None)
        return replace(problem, field=prefix and f"{prefix}-0-person")
    return problem

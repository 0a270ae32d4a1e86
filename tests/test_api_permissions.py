"""Who may do what with an article in which state: every cell of role × state × action, with the status that it answers."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from demo_site.models import Article
from newsmarkup.rows import AbstractArticleAdapter
from tests.test_api_writing import Desk, at

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

BODY = '<p><q data-id="a" data-speaker="person:mayor">“It opens,”</q> the mayor said. “At last.”</p>'
ROLES = {
    "nobody": None,
    "stranger": (),
    "viewer": ("view_article",),
    "author": ("add_article",),
    "editor": ("change_article",),
    "publisher": ("change_article", "publish_with_errors"),
    "deleter": ("delete_article",),
    "superuser": "all",
}
HOUR = timedelta(hours=1)
STATES = {
    "draft": {"status": "draft", "published_at": None},
    "review": {"status": "review", "published_at": None},
    "published": {"status": "published"},
    "scheduled": {"status": "published", "published_at": timezone.now() + 100 * HOUR},
    "embargoed": {"status": "published", "embargo_until": timezone.now() + 100 * HOUR},
    "withdrawn": {"status": "withdrawn"},
}
ACTIONS = {
    "read": lambda desk, path: desk.client.get(path),
    "edit": lambda desk, path: desk.get(path),
    "list": lambda desk, path: desk.get("/api/articles/"),
    "create": lambda desk, path: desk.post("/api/articles/", {"headline": "New"}),
    "update": lambda desk, path: desk.patch(path, {"headline": "Other"}),
    "tag": lambda desk, path: desk.post(
        f"{path}passages/", {"role": "quotation", "selector": {"exact": "“At last.”"}}, "*"
    ),
    "untag": lambda desk, path: desk.delete(f"{path}passages/a/"),
    "publish": lambda desk, path: desk.post(f"{path}publish/", {"accept_warnings": True}, "*"),
    "withdraw": lambda desk, path: desk.post(f"{path}withdraw/", {}, "*"),
    "delete": lambda desk, path: desk.delete(path),
}
TABLE = """
                     read edit list create update tag untag publish withdraw delete
nobody    draft       404  401  401    401    401 401   401     401      401    401
nobody    review      404  401  401    401    401 401   401     401      401    401
nobody    published   200  401  401    401    401 401   401     401      401    401
nobody    scheduled   404  401  401    401    401 401   401     401      401    401
nobody    embargoed   404  401  401    401    401 401   401     401      401    401
nobody    withdrawn   404  401  401    401    401 401   401     401      401    401
stranger  draft       404  403  403    403    403 403   403     403      403    403
stranger  review      404  403  403    403    403 403   403     403      403    403
stranger  published   200  403  403    403    403 403   403     403      403    403
stranger  scheduled   404  403  403    403    403 403   403     403      403    403
stranger  embargoed   404  403  403    403    403 403   403     403      403    403
stranger  withdrawn   404  403  403    403    403 403   403     403      403    403
viewer    draft       404  200  200    403    403 403   403     403      403    403
viewer    review      404  200  200    403    403 403   403     403      403    403
viewer    published   200  200  200    403    403 403   403     403      403    403
viewer    scheduled   404  200  200    403    403 403   403     403      403    403
viewer    embargoed   404  200  200    403    403 403   403     403      403    403
viewer    withdrawn   404  200  200    403    403 403   403     403      403    403
author    draft       404  403  403    201    403 403   403     403      403    403
author    review      404  403  403    201    403 403   403     403      403    403
author    published   200  403  403    201    403 403   403     403      403    403
author    scheduled   404  403  403    201    403 403   403     403      403    403
author    embargoed   404  403  403    201    403 403   403     403      403    403
author    withdrawn   404  403  403    201    403 403   403     403      403    403
editor    draft       404  200  200    403    200 201   200     200      200    403
editor    review      404  200  200    403    200 201   200     200      200    403
editor    published   200  200  200    403    200 201   200     200      200    403
editor    scheduled   404  200  200    403    200 201   200     200      200    403
editor    embargoed   404  200  200    403    200 201   200     200      200    403
editor    withdrawn   404  200  200    403    200 201   200     200      200    403
publisher draft       404  200  200    403    200 201   200     200      200    403
publisher review      404  200  200    403    200 201   200     200      200    403
publisher published   200  200  200    403    200 201   200     200      200    403
publisher scheduled   404  200  200    403    200 201   200     200      200    403
publisher embargoed   404  200  200    403    200 201   200     200      200    403
publisher withdrawn   404  200  200    403    200 201   200     200      200    403
deleter   draft       404  403  403    403    403 403   403     403      403    204
deleter   review      404  403  403    403    403 403   403     403      403    204
deleter   published   200  403  403    403    403 403   403     403      403    204
deleter   scheduled   404  403  403    403    403 403   403     403      403    204
deleter   embargoed   404  403  403    403    403 403   403     403      403    204
deleter   withdrawn   404  403  403    403    403 403   403     403      403    204
superuser draft       404  200  200    201    200 201   200     200      200    204
superuser review      404  200  200    201    200 201   200     200      200    204
superuser published   200  200  200    201    200 201   200     200      200    204
superuser scheduled   404  200  200    201    200 201   200     200      200    204
superuser embargoed   404  200  200    201    200 201   200     200      200    204
superuser withdrawn   404  200  200    201    200 201   200     200      200    204
"""


class Nobody(Desk):
    def __init__(self):
        self.client = Client()


@pytest.fixture
def desks(db):
    made = {}
    for name, codenames in ROLES.items():
        if codenames is None:
            made[name] = Nobody()
            continue
        user = User.objects.create_user(name, is_superuser=codenames == "all")
        if codenames != "all":
            user.user_permissions.set(
                Permission.objects.filter(codename__in=codenames, content_type__app_label="demo_site")
            )
        made[name] = Desk(user)
    return made


def answers(desks, articles):
    """role and state → the statuses of the actions, each carried out on the article as it was."""
    found = {}
    for role, desk in desks.items():
        for state, article in articles.items():
            row = []
            for act in ACTIONS.values():
                with transaction.atomic():
                    row.append(act(desk, at(article)).status_code)
                    transaction.set_rollback(True)
            found[role, state] = row
    return found


def test_every_cell(desks, make_article):
    articles = {state: make_article(BODY, slug=state, **fields) for state, fields in STATES.items()}
    head, *lines = TABLE.strip("\n").splitlines()
    assert head.split() == list(ACTIONS)
    wanted = {}
    for line in lines:
        role, state, *cells = line.split()
        wanted[role, state] = [int(cell) for cell in cells]
    found = answers(desks, articles)
    assert found == wanted


# -- a newsroom's own rules ------------------------------------------------------------------------------------------


@pytest.fixture
def strict(monkeypatch):
    """Only the chief publishes and withdraws."""
    may = AbstractArticleAdapter.may

    def stricter(self, user, action, obj=None):
        return may(self, user, action, obj) and (action != "publish" or user.username == "chief")

    monkeypatch.setattr(AbstractArticleAdapter, "may", stricter)


@pytest.mark.urls("demo_site.urls")
def test_a_stricter_rule_holds_at_both_doors(desks, make_article, strict, rf):
    editor, chief = desks["editor"], Desk(User.objects.create_superuser("chief"))
    article, door = make_article(BODY), admin.site._registry[Article]
    for name, status, listed in (("editor", 403, False), ("chief", 200, True)):
        desk = {"editor": editor, "chief": chief}[name]
        request = rf.get("/")
        request.user = User.objects.get(username=name)
        assert door.has_publish_permission(request, article) is listed
        assert door.get_form(request, article).base_fields["embargo_until"].disabled is not listed
        assert desk.post(f"{at(article)}withdraw/", {}, "*").status_code == status
        assert desk.post(f"{at(article)}publish/", {"accept_warnings": True}, "*").status_code == status


@pytest.mark.parametrize(
    "given", [{"status": "draft"}, {"embargo_until": None}, {"published_at": "2020-01-01T00:00:00Z"}]
)
def test_who_may_not_publish_does_not_move_what_is_published(desks, make_article, strict, given):
    article = make_article(BODY, embargo_until=timezone.now() + HOUR)
    answer = desks["editor"].patch(at(article), given)
    assert answer.status_code == 403
    assert "who may publish" in answer.json()["detail"]
    assert desks["editor"].patch(at(article), {"headline": "Mended"}).status_code == 200


class OwnArticles:
    """An authentication backend that gives permissions for single rows."""

    def authenticate(self, request, **credentials):
        return None

    def has_perm(self, user, permission, obj=None):
        return isinstance(obj, Article) and obj.headline == f"By {user.username}"


def test_permissions_for_single_articles(desks, make_article, settings):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "tests.test_api_permissions.OwnArticles"]
    mine, other = make_article(BODY, headline="By stranger"), make_article(BODY)
    desk = desks["stranger"]
    assert desk.get(at(mine)).status_code == 200
    assert desk.patch(at(mine), {"keywords": ["x"]}).status_code == 200
    for path in (at(other), at(9999)):
        assert desk.get(path).status_code == 403
    assert desk.delete(at(mine)).status_code == 204

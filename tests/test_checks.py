"""System checks: what is missing is said where it is set up."""

import io

import pytest
from django.core import checks
from django.core.management import call_command
from django.test import override_settings

from newsmarkup.checks import check_publishers, check_settings
from newsmarkup.document.trust import POLICIES
from newsmarkup.models import Organization

pytestmark = pytest.mark.django_db

WHOLE = {
    "kind": "NewsMediaOrganization",
    "url": "/",
    "logo": "logo.png",
    "logo_width": 600,
    "logo_height": 120,
    "email": "desk@paper.example",
    **dict.fromkeys(POLICIES, "/about/"),
}


@pytest.fixture
def paper(newsroom, make_article):
    make_article()
    Organization.objects.filter(pk=newsroom.paper.pk).update(**WHOLE)
    return Organization.objects.filter(pk=newsroom.paper.pk)


def found():
    return [message.id.partition(".")[2] for message in check_publishers(None, databases=["default"])]


def test_of_a_publisher_with_everything_nothing_is_said(paper):
    assert found() == []


@pytest.mark.parametrize(
    ("facts", "id"),
    [
        ({"kind": "Organization"}, "W003"),
        ({"url": ""}, "W004"),
        ({"logo": ""}, "W005"),
        ({"logo_height": 60}, "W006"),
        ({"email": ""}, "W007"),
        ({"ethics_policy": ""}, "W008"),
    ],
)
def test_what_a_publisher_lacks(paper, facts, id):
    paper.update(**facts)
    assert found() == [id]


def test_articles_without_a_publisher(paper, make_article):
    type(make_article()).objects.update(publisher=None)
    assert found() == ["W002"]


def test_an_empty_newsroom_lacks_nothing(db):
    assert found() == []


def test_the_database_is_looked_into_only_when_it_is_asked_for(paper, django_assert_num_queries):
    paper.update(logo="")
    with django_assert_num_queries(0):
        assert not check_publishers(None)
    out = io.StringIO()
    call_command("check", databases=["default"], stderr=out)
    assert "newsmarkup.W005" in out.getvalue()
    assert "“The Harbour Paper” has no logo" in out.getvalue()


@pytest.mark.parametrize(
    ("given", "id"),
    [
        ({"SITE_URL": "paper"}, "E002"),
        ({"SITE_NAME": ""}, "E003"),
        ({"SANITIZER": "soap"}, "E004"),
        ({"SITEURL": "https://paper.example"}, "E001"),
        ({"SITE_URL": "http://paper.example"}, "W001"),
    ],
)
def test_what_is_wrong_with_the_settings(given, id, settings):
    with override_settings(NEWSMARKUP={**settings.NEWSMARKUP, **given}):
        (message,) = check_settings(None)
    assert message.id == f"newsmarkup.{id}"
    assert isinstance(message, checks.Warning if id[0] == "W" else checks.Error)

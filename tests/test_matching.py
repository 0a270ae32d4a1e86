"""Speakers found in the registry: rather nobody than somebody else."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection

from newsmarkup.matching import matched, matched_all
from newsmarkup.models import Name, Organization, Person
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion

pytestmark = pytest.mark.django_db


def said_by(name, kind="person", **fields):
    return Suggestion("quotation", (Span(0, 4),), "“No”", 0.9, "test", Speaker(kind, name, **fields))


def found(name, kind="person", **fields):
    (one,) = matched([said_by(name, kind, **fields)])
    return one.speaker.ref.target


@pytest.fixture(autouse=True)
def people(db):
    Person.objects.create(key="ada", name="Ada Holm", job_title="mayor of Saltmere", aliases=["Ada Margit Holm"])
    Person.objects.create(key="odegard", name="Łukasz Ødegård")
    Person.objects.create(key="aa", name="Ursula von der Aa")
    Person.objects.create(key="jan-baker", name="Jan Wick", job_title="baker")
    Person.objects.create(key="jan-judge", name="Jan Wick", job_title="judge")
    Organization.objects.create(key="port", name="Port Authority", aliases=["SPA"])


def test_a_full_name():
    assert found("Ada Holm") == "person:ada"


def test_accents_and_capitals_aside():
    assert found("lukasz ODEGARD") == "person:odegard"


def test_an_alias():
    assert found("Ada Margit Holm") == "person:ada"


def test_a_last_name_that_one_person_has():
    assert found("Holm") == "person:ada"


def test_a_last_name_with_its_small_words():
    assert found("von der Aa") == found("Aa") == "person:aa"


def test_a_last_name_that_two_have_is_nobodys():
    Person.objects.create(key="bo", name="Bo Holm")
    assert found("Holm") == ""


def test_an_alias_that_is_anothers_last_name_is_nobodys():
    Person.objects.filter(key="ada").update(aliases=["Holm"])
    assert found("Holm") == "person:ada"
    Person.objects.create(key="bo", name="Bo Holm")
    assert found("Holm") == ""


def test_a_last_name_that_the_article_gives_to_somebody_else():
    lone, full = matched([said_by("Holm"), said_by("Bo Holm")])
    assert (lone.speaker.key, full.speaker.key) == ("", "")


def test_a_first_name_is_not_enough():
    assert found("Ada") == ""


def test_another_first_name_is_another_person():
    assert found("Eva Holm") == ""


def test_namesakes_are_told_apart_by_what_they_do():
    assert found("Jan Wick") == ""
    assert found("Jan Wick", job_title="district judge") == "person:jan-judge"
    assert found("Jan Wick", job_title="sailor") == ""


def test_an_organization_with_and_without_its_article():
    assert found("the Port Authority", "organization") == "organization:port"
    Organization.objects.create(key="paper", name="The Harbour Paper")
    assert found("Harbour Paper", "organization") == "organization:paper"


def test_an_organization_taken_for_a_person():
    (one,) = matched([said_by("Port Authority")])
    assert (one.speaker.kind, one.speaker.key) == ("organization", "port")


def test_an_organization_has_no_last_name():
    assert found("Authority", "organization") == found("Holm", "organization") == ""


def test_nobody_is_left_alone():
    nobody = Suggestion("quotation", (Span(0, 4),), "“No”", 0.9, "test")
    some = (nobody, said_by("a spokeswoman", "anonymous"), said_by("", "person"), said_by("x" * 900))
    assert matched(some) == some


def test_two_queries_whatever_their_number(django_assert_max_num_queries):
    many = [said_by(f"Ada Holm{n}") for n in range(300)]
    with django_assert_max_num_queries(2):
        matched_all([many, [said_by("Jan Wick", job_title="judge")], [said_by("Holm")]])


def test_nothing_to_look_up_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert matched([]) == ()


# -- the names stay true -----------------------------------------------------------------------------------------------


def test_a_rename_is_followed():
    ada = Person.objects.get(key="ada")
    ada.name = "Ada Berg"
    ada.save()
    assert (found("Ada Holm"), found("Berg")) == ("", "person:ada")


def test_an_update_is_followed():
    Person.objects.filter(key="ada").update(name="Ada Berg")
    assert (found("Holm"), found("Ada Berg")) == ("", "person:ada")


def test_rows_made_in_bulk_are_found():
    Organization.objects.bulk_create([Organization(key="pool", name="Swimming Pool Trust")])
    assert found("Swimming Pool Trust", "organization") == "organization:pool"


def test_a_deleted_entry_is_not_found():
    Person.objects.get(key="ada").delete()
    assert found("Ada Holm") == ""


def test_a_fixture_is_found():
    data = serializers.serialize("json", Person.objects.filter(key="ada"))
    for one in serializers.deserialize("json", data.replace("Holm", "Strand")):
        one.save()
    assert found("Ada Strand") == "person:ada"


def test_the_migration_names_those_who_are_there():
    Name.objects.all().delete()
    migration = import_module("newsmarkup.migrations.0002_proposals")
    migration.name_everybody(apps, SimpleNamespace(connection=connection))
    assert found("Holm") == "person:ada"
    assert found("SPA", "organization") == "organization:port"


def test_rebuilding_names_everybody_and_nobody_else():
    Name.objects.all().delete()
    Name.objects.create(folded="eva strand", target="person:gone", whole=True)
    call_command("newsmarkup_rebuild", verbosity=0)
    assert (found("Ada Holm"), found("Eva Strand")) == ("person:ada", "")

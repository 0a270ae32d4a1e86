"""Corrections, updates, claims, films, translations: from the row to page, graph and API, and nothing past a paywall."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import publishing
from newsmarkup.models import Claim, Correction, Media, Person, Reference, Subject, Update

pytestmark = pytest.mark.django_db

BODY = '<p>Before.</p><p><q data-id="said" data-speaker="person:mayor">“Secret words of the mayor.”</q></p>'
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def everything(make_article, newsroom):
    """An article with one of each, all with the word “secret” but the correction."""

    def make(**fields):
        article = make_article(BODY, published_at=NOON - timedelta(hours=2), **fields)
        Correction.objects.create(article=article, text="It was Monday.", at=NOON, author=newsroom.reporter)
        body = '<p><q data-id="said" data-speaker="person:mayor">“Secret update.”</q></p>'
        Update.objects.create(
            article=article, key="u1", headline="Secret headline", at=NOON - timedelta(hours=1), body=body
        )
        Claim.objects.create(
            article=article, key="c1", text="Secret claim", quotation="said", rating=1, rating_name="False"
        )
        Media.objects.create(
            article=article, key="m1", name="Secret film", content_url="/media/secret.webm", thumbnail=newsroom.photo,
            duration=timedelta(minutes=2, seconds=30), uploaded_at=NOON,
        )  # fmt: skip
        Subject.objects.create(article=article, person=newsroom.mayor)
        return Article.objects.get(pk=article.pk)

    return make


def graph(article):
    nodes = json.loads(publishing.ready([Article.objects.get(pk=article.pk)])[0].jsonld)["@graph"]
    return {node["@id"].partition("#")[2] or node["@type"]: node for node in nodes}


def page(article):
    answer = Client().get(article.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def without_jsonld(html):
    return re.sub(r"<script type=.application/ld.json.>.*?</script>", "", html, flags=re.DOTALL)


def test_everything_is_on_the_page_and_in_the_graph(everything):
    article = everything(kind="LiveBlogPosting", coverage_start=NOON)
    found, html = graph(article), without_jsonld(page(article))
    news = found["article"]
    assert news["@type"] == "LiveBlogPosting"
    assert news["correction"]["text"] == "It was Monday."
    assert news["correction"]["author"]["@id"].endswith("#person-nora")
    assert news["dateModified"] == "2026-03-01T12:00:00Z", "a correction is an editorial change"
    assert "coverageEndTime" not in news, "it goes on"
    assert news["about"]["@id"].endswith("#person-mayor")
    update = found[news["liveBlogUpdate"]["@id"].partition("#")[2]]
    assert (update["headline"], update["articleBody"]) == ("Secret headline", "“Secret update.”")
    assert {"quote-said", "quote-u1-said"} <= set(found), "the same id in two texts stays two quotations"
    assert found["quote-u1-said"]["isPartOf"]["@id"].endswith("#update-u1")
    claim = found["claim-c1"]
    assert claim["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "False",
    }
    assert claim["itemReviewed"]["author"]["@id"].endswith("#person-mayor"), "the speaker of the quotation"
    film = found["video-m1"]
    assert (film["duration"], film["encodingFormat"]) == ("PT2M30S", "video/webm")
    assert news["video"] == {"@id": film["@id"]}
    assert film["thumbnailUrl"] == film["thumbnail"].get("contentUrl", film["thumbnailUrl"])
    for id in ("quote-said", "quote-u1-said", "update-u1", "claim-c1", "video-m1"):
        assert f' id="{id}"' in html, f"the graph leads to #{id}"
    assert html.count(' id="quote-') == 2
    assert "It was Monday." in html


def test_updates_belong_to_live_blogs(everything):
    article = everything()
    assert "update" not in json.dumps(graph(article))
    assert "quote-u1-said" not in graph(article)
    assert "Secret update" not in page(article)


def test_a_dateline_is_no_place_with_an_agency(make_article):
    news = graph(make_article(dateline="ESTERMOND (CPA)"))["article"]
    assert news["dateline"] == "ESTERMOND (CPA)"
    assert news["locationCreated"] == {"@type": "Place", "name": "ESTERMOND"}


@pytest.mark.parametrize("kind", ["OpinionNewsArticle", "AskPublicNewsArticle"])
def test_subtypes_stand_beside_their_base(make_article, kind):
    assert graph(make_article(kind=kind))["article"]["@type"] == ["NewsArticle", kind]


def test_nothing_withheld_leaks(everything):
    article = everything(kind="LiveBlogPosting", access="paywalled")
    row = publishing.ready([Article.objects.get(pk=article.pk)])[0]
    for where in (row.jsonld, row.record, page(article)):
        assert "ecret" not in where
        assert "It was Monday." in where, "a correction is for everyone"
    assert "hasPart" not in graph(article)["article"]
    api = Client().get(f"/api/articles/{article.pk}/").content.decode()
    assert "ecret" not in api
    assert Client().get("/api/photos/harbour/").status_code == 404, "the still of a withheld film"


def test_a_soft_paywall_marks_what_the_page_carries(everything):
    article = everything(kind="LiveBlogPosting", access="soft")
    html, news = page(article), graph(article)["article"]
    assert news["isAccessibleForFree"] is False
    assert news["hasPart"] == {
        "@type": "WebPageElement",
        "isAccessibleForFree": False,
        "cssSelector": ".newsmarkup-paywalled",
    }
    outside = re.sub(
        r'<(div|section|figure) class="[^"]*newsmarkup-paywalled[^"]*".*?</\1>',
        "",
        without_jsonld(html),
        flags=re.DOTALL,
    )
    assert "ecret" not in outside
    assert html.count("newsmarkup-paywalled") >= 4
    assert json.loads(publishing.ready([article])[0].record)["access"] == "paywalled"


def test_translations_are_linked_both_ways(make_article):
    original = make_article(language="de", headline="Der Hafen")
    translation = make_article(language="en", headline="The harbour", translation_of=original)
    made = graph(original)["article"]["workTranslation"]
    assert (made["inLanguage"], made["name"]) == ("en", "The harbour")
    assert graph(translation)["article"]["translationOfWork"]["@id"] == graph(original)["article"]["@id"]
    for one, other in ((original, translation), (translation, original)):
        assert f'hreflang="{other.language}" href="https://paper.example{other.get_absolute_url()}"' in page(one)
        assert f'hreflang="{one.language}" href="https://paper.example{one.get_absolute_url()}"' in page(one), (
            "itself too"
        )
    Article.objects.filter(pk=translation.pk).update(status="withdrawn")
    assert "workTranslation" not in graph(original)["article"]


def test_a_translation_that_appears_by_itself(make_article, monkeypatch, client):
    original = make_article(language="de")
    later = timezone.now() + timedelta(hours=1)
    make_article(language="en", headline="Under embargo", translation_of=original, embargo_until=later)
    assert "workTranslation" not in graph(original)["article"]
    address = f"/api/articles/{original.pk}/"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(seconds=1))
    assert graph(original)["article"]["workTranslation"]["name"] == "Under embargo"
    answer = client.get(address, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert answer.json()["translations"][0]["headline"] == "Under embargo"


def test_who_is_named_in_an_update_is_held(make_article, newsroom):
    article = make_article(kind="LiveBlogPosting")
    body = '<p><q data-speaker="person:mayor">“Yes.”</q></p>'
    update = Update.objects.create(article=article, headline="H", body=body)
    assert Reference.objects.filter(target="person:mayor", object_id=str(article.pk)).exists()
    with pytest.raises(ProtectedError, match="named in the text"), transaction.atomic():
        newsroom.mayor.delete()
    update.delete()
    newsroom.mayor.delete()
    assert not Person.objects.filter(key="mayor").exists()


def test_an_update_is_canonical_however_it_is_written(make_article):
    article = make_article(kind="LiveBlogPosting")
    dirty = "<p onclick=x()>Hello<script>alert(1)</script></p>"
    Update.objects.bulk_create([Update(article=article, headline="H", body=dirty)])
    Update.objects.update(body=dirty)
    assert Update.objects.get().body == "<p>Hello</p>"


@pytest.mark.parametrize(
    ("hosts", "wanted"), [([], '<a href="https://player.example/1">'), (["player.example"], "<iframe ")]
)
def test_a_player_is_framed_by_setting_only(make_article, settings, hosts, wanted):
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "EMBED_HOSTS": hosts}
    article = make_article()
    Media.objects.create(article=article, name="Film", embed_url="https://player.example/1")
    html = page(article)
    assert wanted in html
    assert html.count("<script") == html.count('<script type="application/ld+json"')


def test_bylines_that_name_nobody_become_the_newsroom(newsroom):
    from newsmarkup.document.article import Article as Facts
    from newsmarkup.document.article import Byline, Organization, Site
    from newsmarkup.document.article import Person as Somebody
    from newsmarkup.graph.build import build
    from newsmarkup.pipeline import clean

    paper = Organization("paper", "The Paper")
    names = ("Staff", "Staff Writers", "Redaktion", "Ada Staff")
    made = build(Facts("1", "https://p.example/a/", "H", clean("<p>x</p>").body, Site("P", "https://p.example"), publisher=paper,
                       bylines=tuple(Byline(Somebody("", name)) for name in names)))  # fmt: skip
    people = [node["name"] for node in made.nodes if node["@type"] == "Person"]
    assert people == ["Ada Staff"]
    authors = next(node for node in made.nodes if node["@id"].endswith("#article"))["author"]
    assert [author["@id"].partition("#")[2] for author in authors] == ["organization-paper", "person-ada-staff"]

"""What was imported becomes drafts: each once, with whom and what the registry knows. All names are made up."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from demo_site.models import Article as Row
from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section, Site
from newsmarkup.document.attached import Correction, Rights, Subject, Update
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import NOWHERE, Imported, embedded, picture_key
from newsmarkup.models import Byline as Bylines
from newsmarkup.models import Organization as Organizations
from newsmarkup.models import Origin, Photo
from newsmarkup.models import Person as People
from newsmarkup.pipeline import read
from newsmarkup.receiving import Arrived, Asked, Receiving

pytestmark = pytest.mark.django_db

BODY = "<p>“We waited,” said Ada Holm.</p>"


def article(html=BODY, **facts):
    values = {"id": "urn:example:1", "headline": "Harbour opens", "language": "en", **facts}
    return Article(url="", body=read(html), site=NOWHERE, **values)


def arrived(imported=None, **more):
    if not isinstance(imported, Imported):
        imported = Imported(imported or article())
    return Arrived(imported, "test", "a.test", **more)


def receive(*some, **asked):
    work = Receiving(Asked(Row, **asked))
    return [work.save(planned) for planned in work.plan(some)]


def codes(received):
    return {problem.code for problem in received.problems}


def png(colour="red", size=(40, 30)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


# -- an article ------------------------------------------------------------------------------------------------------


def test_a_draft_with_all_that_the_registry_knows(newsroom):
    at = datetime(2026, 5, 3, 8, tzinfo=UTC)
    one = article(
        '<p><q data-id="q1" data-speaker="person" data-speaker-name="Ada Holm">“We waited,”</q> said Ada Holm.</p>',
        alternative_headline="Ferries leave", slug="Harbour opens!", description="After a year.", dateline="SALTMERE",
        keywords=("harbour",), section=Section("Town"), bylines=(Byline(Person("x", "Nora Lind")),), published=at,
        source=Organization("", "The Harbour Paper"), paywalled=True, rights=Rights(notice="© Example News"),
    )  # fmt: skip
    (received,) = receive(arrived(one))
    row = Row.objects.get()
    assert (received.done, received.row) == ("saved", row)
    assert (row.status, row.slug, row.headline, row.dateline) == ("draft", "harbour-opens", "Harbour opens", "SALTMERE")
    assert (row.section, row.source, row.published_at, row.access) == (
        newsroom.section, newsroom.paper, at, "paywalled",
    )  # fmt: skip
    assert row.copyright_notice == "© Example News"
    assert [b.person for b in row.bylines.all()] == [newsroom.reporter]
    assert 'data-speaker="person:mayor"' in row.body
    assert row.references.get().target == "person:mayor"
    assert received.problems == ()


def test_who_is_unknown_stays_a_name_in_the_text_and_is_no_row(newsroom):
    one = article(
        '<p><q data-id="q1" data-speaker="person" data-speaker-name="Una Moss">“We waited,”</q> said Una Moss.</p>',
        bylines=(Byline(Person("", "Jane Roe")),), source=Organization("", "Example News"),
    )  # fmt: skip
    (received,) = receive(arrived(one))
    assert 'data-speaker="person" data-speaker-name="Una Moss"' in received.row.body
    assert codes(received) == {"unknown-author", "unknown-source"}
    assert all("Jane Roe" in p.message for p in received.problems if p.code == "unknown-author")
    assert People.objects.count() == 2
    assert not Bylines.objects.exists()


def test_with_create_people_bylines_become_rows_once(newsroom):
    by = (Byline(Person("", "Jane Roe", job_title="reporter")), Byline(Organization("", "Desk"), "contributor"))
    some = [arrived(article(id=f"urn:{n}", bylines=by, source=Organization("", "Example News"))) for n in range(3)]
    received = receive(*some, create_people=True)
    assert [r.done for r in received] == ["saved"] * 3
    jane = People.objects.get(name="Jane Roe")
    assert jane.job_title == "reporter"
    assert jane.bylines.count() == 3
    assert Organizations.objects.filter(name__in=["Desk", "Example News"]).count() == 2
    assert not any(map(codes, received))


def test_who_was_added_by_another_process_meanwhile_is_not_added_again(newsroom):
    one = article(id="urn:1", bylines=(Byline(Person("", "Jane Roe")),))
    mine = Receiving(Asked(Row, create_people=True))
    (planned,) = mine.plan([arrived(one)])
    receive(arrived(article(id="urn:2", bylines=(Byline(Person("", "JANE ROE")),))), create_people=True)
    assert mine.save(planned).done == "saved"
    assert People.objects.filter(name__iexact="jane roe").count() == 1
    People.objects.filter(name__iexact="jane roe").update(name="Jane Moss")
    (received,) = receive(arrived(article(id="urn:3", bylines=(Byline(Person("", "Jane Roe")),))), create_people=True)
    assert received.row.bylines.get().person.name == "Jane Roe"


def test_the_sources_own_keys_mean_nothing_here(newsroom):
    body = (
        '<p><q data-id="q1" data-speaker="person:mayor">“We waited,”</q> and '
        '<q data-id="q2" data-speaker="person:boss">“We went.”</q></p>'
    )
    (received,) = receive(arrived(article(body, speakers={"person:boss": Person("boss", "Nora Lind")})))
    assert "person:mayor" not in received.row.body
    assert 'data-speaker="person:nora"' in received.row.body


def test_never_published_and_the_kind_is_one_of_ours():
    (received,) = receive(arrived(article(kind="Recipe", published=datetime(2026, 1, 1, tzinfo=UTC))))
    assert (received.row.status, received.row.kind) == ("draft", "NewsArticle")
    assert codes(received) == {"unknown-kind"}
    assert not Row.objects.published().exists()


def test_slugs_are_unique():
    received = receive(*(arrived(article(id=f"urn:{n}")) for n in range(3)))
    assert [r.row.slug for r in received] == ["harbour-opens", "harbour-opens-2", "harbour-opens-3"]


def test_what_is_too_long_is_cut_and_said():
    (received,) = receive(arrived(article(headline="Harbour " * 60, description="x" * 600)))
    assert len(received.row.headline) <= 250
    assert len(received.row.description) == 500
    assert [p.code for p in received.problems] == ["too-long"] * 2
    assert "Harbour " * 30 in received.problems[0].message


def test_without_a_headline_the_first_words_and_without_words_nothing():
    worded, empty = receive(arrived(article(headline="")), arrived(article("", headline="", id="urn:2")))
    assert worded.row.headline == "“We waited,” said Ada …"
    assert codes(worded) == {"no-headline"}
    assert (empty.done, empty.row) == ("refused", None)
    assert Row.objects.count() == 1


def test_an_unknown_section_is_said_and_another_may_be_asked_for(newsroom):
    named, none = article(section=Section("Sport")), article(id="urn:2")
    received = receive(arrived(named), arrived(none), section=newsroom.section)
    assert [r.row.section for r in received] == [newsroom.section] * 2
    assert codes(received[0]) == {"unknown-section"}


def test_parts_and_what_has_no_place(newsroom):
    one = article(
        corrections=(Correction("It was May."),), subjects=(Subject(name="Saltmere"), Subject(Person("", "Ada Holm"))),
        updates=(Update("k", "Ferry", read('<p><q data-id="q1" data-speaker="person:a">“Off.”</q></p>')),),
        speakers={"person:a": Person("a", "Ada Holm")}, claims=("one",),
    )  # fmt: skip
    (received,) = receive(arrived(one))
    row = received.row
    assert row.corrections.get().text == "It was May."
    assert {str(s) for s in row.subjects.all()} == {"Saltmere", "Ada Holm"}
    assert 'data-speaker="person:mayor"' in row.updates.get().body
    assert codes(received) == {"not-stored-claims"}


def test_problems_of_reading_are_handed_on():
    (received,) = receive(arrived(Imported(article(), (Problem("table", "A table was left out."),))))
    assert codes(received) == {"table"}


# -- pictures --------------------------------------------------------------------------------------------------------


def figured(data, **more):
    key, src = embedded(data)
    body = f'<p>Text.</p><figure><img src="{src}" alt="Boats" data-photo="{key}"></figure>'
    picture = Picture(key, "", alt="Boats", caption="The quay.", credit_line="Ivo Brandt/Coast Pictures", **more)
    return Imported(article(body, pictures={key: picture}), files={key: data})


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_pictures_in_the_file_become_photos(media):
    (received,) = receive(arrived(figured(png())))
    photo = Photo.objects.get()
    assert (photo.alt, photo.caption, photo.credit_line, photo.creator) == (
        "Boats", "The quay.", "Ivo Brandt/Coast Pictures", "Ivo Brandt",
    )  # fmt: skip
    assert (photo.width, photo.height) == (40, 30)
    assert f'data-photo="{photo.key}"' in received.row.body
    assert f'src="{photo.file.url}"' in received.row.body
    assert "The quay." in received.row.body
    assert "Ivo Brandt/Coast Pictures</small>" in received.row.body


def test_what_is_too_long_for_a_photo_is_said(media):
    (received,) = receive(arrived(figured(png(), creators=tuple(f"Una Moss {n}" for n in range(40)))))
    assert codes(received) == {"too-long"}
    assert "Una Moss 39" in received.problems[0].message
    assert Photo.objects.get().creator in ("", "Ivo Brandt")


def test_the_same_picture_is_one_photo(media):
    one = figured(png())
    receive(arrived(one), arrived(replace(one, article=replace(one.article, id="urn:2"))))
    assert Photo.objects.count() == 1
    assert Row.objects.count() == 2


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, png()[:60]])
def test_what_is_no_picture_is_said_and_its_caption_stays(media, data):
    (received,) = receive(arrived(figured(data)))
    assert received.done == "saved"
    assert len(received.problems) == 1
    assert not Photo.objects.exists()
    assert "The quay." in received.row.body
    assert "<img" not in received.row.body


def test_remote_pictures_keep_their_address_with_caption_and_credit():
    url = "https://pictures.example/quay.jpg"
    lead = Picture(picture_key(url), url, alt="Boats", caption="The quay.", credit_line="Ivo Brandt")
    (received,) = receive(arrived(article(lead=lead, pictures={lead.key: lead})))
    assert received.row.body.startswith(f'<figure><img src="{url}" alt="Boats"><figcaption')
    assert "Ivo Brandt</small>" in received.row.body
    assert received.row.body.count("<img") == 1
    assert received.row.lead_photo is None
    assert codes(received) == {"remote-picture"}


def test_a_picture_that_is_ours_already_is_linked(media):
    (first,) = receive(arrived(figured(png())))
    photo = Photo.objects.get()
    lead = Picture(photo.key, "https://pictures.example/quay.jpg")
    (second,) = receive(arrived(article(id="urn:2", lead=lead)))
    assert second.row.lead_photo == photo
    assert codes(second) == set()
    assert first.row.pk != second.row.pk


def test_a_picture_that_stands_nowhere_is_set_below():
    shown = Picture("p1", "https://pictures.example/1.jpg", caption="One.")
    (received,) = receive(arrived(article(pictures={"p1": shown})))
    assert received.row.body.split("\n")[-1].startswith('<figure><img src="https://pictures.example/1.jpg"')


def test_a_photo_whose_article_is_rolled_back_leaves_no_file(media, monkeypatch):
    from django.db import IntegrityError

    from newsmarkup.receiving import rows

    parts, tries = rows.parts, []

    def once(*args):
        tries.append(args)
        if len(tries) == 1:
            raise IntegrityError("somebody was faster")
        parts(*args)

    monkeypatch.setattr(rows, "parts", once)
    (received,) = receive(arrived(figured(png())))
    assert (received.done, len(tries)) == ("saved", 2)
    assert Row.objects.count() == Photo.objects.count() == 1
    assert [p.name for p in media.rglob("*.png")] == [Photo.objects.get().file.name.rpartition("/")[2]]


def test_without_leave_for_pictures_no_photo_is_made(media):
    (received,) = receive(arrived(figured(png())), pictures=False)
    assert not Photo.objects.exists()
    assert "<img" not in received.row.body


# -- again -----------------------------------------------------------------------------------------------------------


def test_the_same_again_is_known():
    (first,) = receive(arrived())
    (again,) = receive(arrived())
    assert (again.done, again.row) == ("known", first.row)
    assert Row.objects.count() == Origin.objects.count() == 1


def test_twice_in_one_batch_is_once():
    received = receive(arrived(), arrived())
    assert [r.done for r in received] == ["saved", "known"]
    assert Row.objects.count() == 1


def test_a_newer_one_is_reported_and_with_update_taken(newsroom):
    receive(arrived(article(bylines=(Byline(Person("", "Nora Lind")),))))
    newer = arrived(article("<p>Other words.</p>", headline="Harbour shut"))
    assert [r.done for r in receive(newer)] == ["newer"]
    assert Row.objects.get().headline == "Harbour opens"
    assert [r.done for r in receive(newer, update=True)] == ["updated"]
    row = Row.objects.get()
    assert (row.headline, row.body, row.slug, row.status) == (
        "Harbour shut", "<p>Other words.</p>", "harbour-opens", "draft",
    )  # fmt: skip
    assert not row.bylines.exists()
    assert [r.done for r in receive(newer, update=True)] == ["known"]


def test_what_was_edited_here_is_never_overwritten():
    (first,) = receive(arrived())
    first.row.headline = "Ours"
    first.row.save()
    newer = arrived(article("<p>Other words.</p>"))
    assert [r.done for r in receive(newer, update=True)] == ["edited"]
    assert Row.objects.get().headline == "Ours"


def test_an_older_text_is_left():
    first, second = datetime(2026, 5, 3, tzinfo=UTC), datetime(2026, 5, 4, tzinfo=UTC)
    receive(arrived(article(published=first, modified=second)))
    older = arrived(article("<p>Older.</p>", published=first))
    assert [r.done for r in receive(older, update=True)] == ["older"]


def test_what_was_deleted_here_may_come_again():
    (first,) = receive(arrived())
    first.row.delete()
    assert not Origin.objects.exists()
    assert [r.done for r in receive(arrived())] == ["saved"]


def test_without_an_id_the_file_is_the_id():
    nameless = article(id="")
    received = receive(arrived(nameless, digest="a" * 64), arrived(nameless, digest="a" * 64), arrived(nameless))
    assert [r.done for r in received] == ["saved", "known", "saved"]
    assert Origin.objects.filter(source_id="sha256:" + "a" * 64).exists()


def test_an_endless_id_is_shortened_and_known_again():
    long = article(id="urn:" + "x" * 2000)
    assert [r.done for r in receive(arrived(long), arrived(long))] == ["saved", "known"]


def test_planning_many_asks_as_few_queries_as_one(newsroom, django_assert_max_num_queries):
    site = Site("Example News", "https://news.example")
    some = [
        arrived(replace(article(id=f"urn:{n}", bylines=(Byline(Person("", f"Name {n}")),)), site=site))
        for n in range(40)
    ]
    receive(*some[:20])
    with django_assert_max_num_queries(6):
        planned = Receiving(Asked(Row)).plan(some)
    assert [p.state for p in planned] == ["known"] * 20 + ["new"] * 20

"""“Import…” in the admin: sent, looked at, saved as drafts. All names are made up."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from demo_site.models import Article
from newsmarkup.importing import base
from newsmarkup.models import Person, Photo, Upload

pytestmark = pytest.mark.django_db

URL = "/admin/demo_site/article/import/"
COPY = (
    "Headline: Harbour opens\nByline: Nora Lind\n\n"
    "The harbour of Saltmere opened again on Monday after a year of repairs, and boats left at dawn.\n\n"
    "“We have waited long for this,” said Ada Holm, mayor of Saltmere. <b>Bold</b>\n"
)


@pytest.fixture
def desk(client, newsroom):
    client.force_login(get_user_model().objects.create_superuser("editor", password="editor"))
    return client


def file(name="a.txt", data=COPY):
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def send(client, *files, text="", **more):
    return client.post(URL, {"files": list(files), "text": text, "format": "", **more})


def preview(client, *files, **more):
    answer = send(client, *files, **more)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url), answer.url


def ticks(page):
    return [one.name for one in page.context["shown"] if one.takes]


def test_the_list_has_the_button(desk):
    assert f'href="{URL}"' in desk.get("/admin/demo_site/article/").content.decode()
    assert desk.get(URL).status_code == 200


def test_from_file_to_draft(desk, newsroom):
    page, url = preview(desk, file())
    said = page.content.decode()
    assert "Harbour opens" in said
    assert "Nora Lind" in said
    assert 'class="newsmarkup-proof-tag newsmarkup-proof-quotation"' in said
    assert "Quotation: <bdi>Ada Holm</bdi> ✓" in said
    assert "&lt;b&gt;Bold&lt;/b&gt;" in said
    assert "<script>" not in said
    assert " style=" not in page.content.decode().partition('id="content-main"')[2]
    assert not Article.objects.exists()
    done = desk.post(url, {"take": ticks(page)})
    article = Article.objects.get()
    assert (article.status, article.headline) == ("draft", "Harbour opens")
    assert article.bylines.get().person == newsroom.reporter
    assert f"/admin/demo_site/article/{article.pk}/change/" in done.content.decode()
    assert "1 article was saved as a draft." in done.content.decode()
    assert LogEntry.objects.get().object_id == str(article.pk)


def test_sent_twice_is_saved_once_and_linked(desk):
    page, url = preview(desk, file())
    take = {"take": ticks(page)}
    desk.post(url, take)
    again = desk.post(url, take)
    assert "imported before, and the same" in again.content.decode()
    assert Article.objects.count() == 1
    page, url = preview(desk, file())
    assert ticks(page) == []
    assert f"/admin/demo_site/article/{Article.objects.get().pk}/change/" in page.content.decode()


def test_pasted_text(desk):
    page, url = preview(desk, text=COPY)
    desk.post(url, {"take": ticks(page)})
    assert Article.objects.get().headline == "Harbour opens"


def test_only_what_is_ticked_is_saved(desk):
    page, url = preview(desk, *(file(f"{n}.txt", COPY.replace("opens", f"opens {n}")) for n in range(3)))
    assert len(ticks(page)) == 3
    done = desk.post(url, {"take": ticks(page)[1:2]})
    assert [a.headline for a in Article.objects.all()] == ["Harbour opens 1"]
    assert "2 were left" in done.content.decode()
    assert desk.post(url, {}).status_code == 422


def test_choices_for_all(desk, newsroom):
    page, url = preview(desk, file(data=COPY.replace("Nora Lind", "Una Moss")))
    assert "not in the registry" in page.content.decode()
    desk.post(url, {"take": ticks(page), "section": newsroom.section.pk, "create_people": "on"})
    article = Article.objects.get()
    assert article.section == newsroom.section
    assert article.bylines.get().person.name == "Una Moss"


def test_nothing_taken_is_forgotten(desk):
    _page, url = preview(desk, file())
    desk.post(url, {"_discard": "1"})
    assert not Upload.objects.exists()
    answer = desk.get(url, follow=True)
    assert "is gone" in answer.content.decode()


def test_what_waits_too_long_is_forgotten(desk):
    preview(desk, file())
    Upload.objects.update(created_at=timezone.now() - timedelta(days=3))
    preview(desk, file("b.txt"))
    assert [one.name for one in Upload.objects.all()] == ["b.txt"]


def test_only_the_newest_few_of_a_user_wait(desk):
    for n in range(12):
        preview(desk, file(f"{n}.txt"))
    assert [one.name for one in Upload.objects.all()] == [f"{n}.txt" for n in range(2, 12)]


def test_a_document_with_its_picture(desk, settings, tmp_path):
    from tests.test_import_docx import TEXT, document, png, saved

    settings.MEDIA_ROOT = tmp_path
    d = document()
    d.add_paragraph("Harbour opens", style="Title")
    d.add_paragraph(TEXT)
    d.add_picture(png())
    d.add_paragraph("The quay at dawn. Photo: Ivo Brandt/Coast Pictures", style="Caption")
    page, url = preview(desk, file("a.docx", saved(d)))
    assert "in the file" in page.content.decode()
    assert "<img" not in page.content.decode().partition('id="content-main"')[2]
    desk.post(url, {"take": ticks(page)})
    photo = Photo.objects.exclude(key="harbour").get()
    assert f'data-photo="{photo.key}"' in Article.objects.get().body
    assert (tmp_path / photo.file.name).is_file()


def test_a_newer_text_is_taken_only_where_it_is_ticked(desk):
    def feed(words):
        return file("feed.xml", f"<rss version='2.0'><channel><item><title>A</title><guid>urn:1</guid>"
                    f"<description>{words}</description></item></channel></rss>")  # fmt: skip

    page, url = preview(desk, feed("First words."))
    desk.post(url, {"take": ticks(page)})
    page, url = preview(desk, feed("Second words."))
    assert "Take the newer text over" in page.content.decode()
    assert "checked" not in page.content.decode().partition('id="content-main"')[2]
    done = desk.post(url, {"take": ticks(page)})
    assert "updated from its source" in done.content.decode()
    assert "Second words." in Article.objects.get().body
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b" ", "The file is empty."),
        ("a.txt", b"%PDF-1.7\0\0", "is not known|told|PDF"),
        ("a.docx", b"MZ\0\0\1\2\3\0", "told|document|Word"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "told|entities"),
    ],
)
def test_what_cant_be_read_is_a_sentence_and_nothing_is_kept(desk, name, data, says):
    import re

    answer = send(desk, file(name, data))
    assert answer.status_code == 422
    assert re.search(says, answer.content.decode())
    assert not Upload.objects.exists()
    assert not Article.objects.exists()


def test_what_can_be_read_is_taken_beside_what_cant(desk):
    page, _url = preview(desk, file(), file("b.bin", b"\0\1\2"))
    assert len(ticks(page)) == 1
    assert "b.bin" in page.content.decode()


def test_too_large_too_many_and_nothing(desk, monkeypatch):
    monkeypatch.setattr(base, "MOST_BYTES", 50)
    assert "at most 50" in send(desk, file()).content.decode()
    assert "51 files: send at most 50" in send(desk, *(file(f"{n}.txt", b"a") for n in range(51))).content.decode()
    assert "nothing to import yet" in send(desk).content.decode()
    assert not Upload.objects.exists()


def test_who_may_not_add_articles_may_not_import(client, newsroom):
    user = get_user_model().objects.create_user("reader", password="x", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename="view_article"))
    client.force_login(user)
    assert client.get(URL).status_code == 403
    assert URL not in client.get("/admin/demo_site/article/").content.decode()
    client.logout()
    assert client.get(URL).status_code == 302


def test_nobody_sees_or_takes_what_another_sent(desk, client):
    page, url = preview(desk, file())
    take = {"take": ticks(page)}
    client.force_login(get_user_model().objects.create_superuser("other", password="x"))
    assert client.get(url).status_code == 302
    assert client.post(url, take).status_code == 302
    assert not Article.objects.exists()


def test_who_may_not_add_people_adds_none(client, newsroom):
    user = get_user_model().objects.create_user("writer", password="x", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename="add_article"))
    client.force_login(user)
    page, url = preview(client, file(data=COPY.replace("Nora Lind", "Una Moss")))
    assert "create_people" not in page.context["form"].fields
    client.post(url, {"take": ticks(page), "create_people": "on"})
    assert Article.objects.count() == 1
    assert not Person.objects.filter(name="Una Moss").exists()


def test_ticks_that_nobody_offered_do_nothing(desk):
    page, url = preview(desk, file())
    desk.post(url, {"take": ["0-0", "x", f"{ticks(page)[0]}9", "../../1"]})
    assert not Article.objects.exists()


# -- in a browser ----------------------------------------------------------------------------------------------------

VIEWS = [("light", 1280), ("dark", 1280), ("light", 400), ("dark", 400)]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_by_keyboard_in_every_view(browser, live_server, newsroom, tmp_path, scheme, width):
    get_user_model().objects.create_superuser("editor", password="editor")
    (tmp_path / "a.txt").write_text(COPY)
    (tmp_path / "b.txt").write_text(
        "رئيس البلدية يفتح الميناء\n\nفتح الميناء أبوابه يوم الاثنين بعد عام من الإصلاحات.\n"
    )
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda m: trouble.append(m.text) if "Content Security Policy" in m.text else None)
    page.goto(f"{live_server.url}{URL}")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "editor")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_files")
    judge(page)
    page.set_input_files("#id_files", [tmp_path / "a.txt", tmp_path / "b.txt"])
    page.get_by_role("button", name="Read and show").press("Enter")
    page.wait_for_selector(".newsmarkup-proof")
    judge(page)
    boxes = page.get_by_role("checkbox", name="Take this article")
    assert boxes.count() == 2
    boxes.nth(1).press("Space")
    page.get_by_role("button", name="Save what is ticked as drafts").press("Enter")
    page.wait_for_selector(".newsmarkup-import-outcomes")
    judge(page)
    assert not trouble
    context.close()
    assert [a.headline for a in Article.objects.all()] == ["Harbour opens"]


def judge(page):
    result = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert not result.response["violations"], result.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide}px too wide"

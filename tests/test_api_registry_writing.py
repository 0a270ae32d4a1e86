"""Writing the registry over the API: people, organizations, photos and sections are added, changed and deleted."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from PIL import Image

from demo_site.models import Article
from newsmarkup import history
from newsmarkup.api import writing
from newsmarkup.models import Byline, Organization, Person, Photo, Section
from tests.picture_samples import FACTS, REFERENCE, picture, reference
from tests.test_api_writing import Desk, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

SMALL = {"size": (64, 48)}
ADDRESSES = {"people": "nora", "organizations": "paper", "photos": "harbour", "sections": "town"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(media: Path) -> list[str]:
    """The files of photos and logos on disk."""
    return sorted(path.name for folder in ("photos", "logos") for path in (media / "newsmarkup" / folder).glob("*"))


@pytest.fixture
def desk(db):
    user = User.objects.create_user("nora")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["newsmarkup", "demo_site"]))
    return Desk(user)


def upload(desk, method, path, data=None, version=None, *, file=None, name="boats.jpg", part="file", **headers):
    """`data` and the bytes of a file, as a form."""
    files = {} if file is None else {part: SimpleUploadedFile(name, file)}
    content = encode_multipart(BOUNDARY, {**(data or {}), **files})
    return desk.send(method, path, content, version, content_type=MULTIPART_CONTENT, **headers)


def at(path, key=None):
    return f"/api/{path}/" if key is None else f"/api/{path}/{key}/"


# -- people --------------------------------------------------------------------------------------------------------------


def test_a_person_from_nothing(desk, newsroom):
    given = {
        "key": "ines-falk",
        "name": "Ines Falk",
        "aliases": ["I. Falk"],
        "url": "/people/ines-falk/",
        "same_as": ["https://social.example/@ines"],
        "identifiers": ["ORCID 0000-0002-1825-0097"],
        "job_title": "Photographer",
        "affiliation": "paper",
        "employed": True,
        "image": "harbour",
    }
    answer = desk.post(at("people"), given)
    assert answer.status_code == 201, answer.content
    person = Person.objects.get(key="ines-falk")
    assert (person.affiliation, person.image, person.employed) == (newsroom.paper, newsroom.photo, True)
    assert answer.headers["Location"] == "http://testserver/api/people/ines-falk/"
    said = answer.json()
    assert said["affiliation"]["key"] == "paper"
    assert said["image"]["key"] == "harbour"
    assert {name: said[name] for name in given if name not in ("affiliation", "image")} == {
        name: value for name, value in given.items() if name not in ("affiliation", "image")
    }
    assert answer.headers["ETag"] == f'"{said["version"]}"'
    assert said == {**desk.get(at("people", "ines-falk")).json(), "warnings": []}


def test_a_key_is_made_where_none_is_given(desk):
    key = desk.post(at("people"), {"name": "Ines Falk"}).json()["key"]
    assert Person.objects.get().key == key


def test_what_is_left_out_of_a_whole_person_gets_its_default(desk, newsroom):
    assert desk.put(at("people", "nora"), {"name": "Nora Lind-Berg"}).status_code == 200
    nora = Person.objects.get(key="nora")
    assert (nora.name, nora.job_title, nora.affiliation, nora.url) == ("Nora Lind-Berg", "", None, "")
    assert desk.put(at("people", "nora"), {"job_title": "reporter"}).status_code == 400


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_was_read_can_be_sent_back(desk, newsroom, path):
    """And nothing is written, no article has changed, where it says what is there."""
    address = at(path, ADDRESSES[path])
    before = desk.get(address)
    for method in (desk.patch, desk.put):
        answer = method(address, before.json(), before.json()["version"])
        assert answer.status_code == 200, answer.content
        assert answer.json() == {**before.json(), "warnings": []}
    assert before.headers["Cache-Control"] == "private, no-store"
    assert not LogEntry.objects.exists()


def test_a_new_name_is_the_articles_new_name(desk, make_article, client):
    article = make_article('<p><q data-speaker="person:mayor">“It opens,”</q> she said.</p>')
    client.get(f"/api/articles/{article.pk}/?format=jsonld")
    facts = Article.objects.get().facts
    assert desk.patch(at("people", "mayor"), {"name": "Ada Holm-Berg"}).status_code == 200
    assert Article.objects.get().facts > facts
    assert "Ada Holm-Berg" in client.get(f"/api/articles/{article.pk}/?format=jsonld").content.decode()
    lines = [json.loads(line) for line in client.get("/api/changes/").getvalue().splitlines()]
    assert lines[-2]["article"]["passages"][0]["speaker"]["name"] == "Ada Holm-Berg"
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Changed Name."]


@pytest.mark.parametrize(
    ("path", "given", "field", "code"),
    [
        ("people", {"nam": "x"}, "nam", "unknown_field"),
        ("people", {"name": ""}, "name", "blank"),
        ("people", {"name": "x" * 201}, "name", "max_length"),
        ("people", {"kind": "organization"}, "kind", "unknown_value"),
        ("people", {"key": "other"}, "key", "read_only"),
        ("people", {"version": "0"}, "version", "read_only"),
        ("people", {"same_as": ["ftp://x"]}, "same_as", "url"),
        ("people", {"same_as": "https://x.example"}, "same_as", "not_a_list"),
        ("people", {"aliases": ["a", ""]}, "aliases.1", "blank"),
        ("people", {"identifiers": ["ORCID 1"]}, "identifiers", "identifier"),
        ("people", {"url": "nowhere"}, "url", "url"),
        ("people", {"affiliation": "nowhere"}, "affiliation", "unknown_key"),
        ("people", {"affiliation": {"key": "paper", "name": "Other"}}, "affiliation.name", "read_only"),
        ("people", {"employed": "yes"}, "employed", "no_flag"),
        ("organizations", {"type": "Dog"}, "type", "unknown_value"),
        ("organizations", {"email": "x"}, "email", "invalid"),
        ("organizations", {"ethics_policy": "x"}, "ethics_policy", "url"),
        ("organizations", {"logo": {"url": "https://x.example/x.png"}}, "logo", "no_file"),
        ("photos", {"creators": ["A; B"]}, "creators", "invalid"),
        ("photos", {"taken": "yesterday"}, "taken", "date"),
        ("photos", {"focal_x": 101}, "focal_x", "max_value"),
        ("photos", {"license_url": "x"}, "license_url", "invalid"),
        ("photos", {"digital_source_type": "x"}, "digital_source_type", "unknown_value"),
        ("photos", {"sha256": "x"}, "sha256", "read_only"),
        ("photos", {"file": "x"}, "file", "no_file"),
        ("photos", {"creators": ["x" * 200, "y" * 200]}, "creators", "max_length"),
        ("sections", {"slug": "a b"}, "slug", "invalid"),
        ("sections", {"position": -1}, "position", "min_value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_with_its_place(desk, newsroom, path, given, field, code):
    version = desk.get(at(path, ADDRESSES[path])).json()["version"]
    assert wrong(desk.patch(at(path, ADDRESSES[path]), given)) == {field: code}
    assert desk.get(at(path, ADDRESSES[path])).json()["version"] == version


@pytest.mark.parametrize(("path", "given"), [("people", {"key": "nora"}), ("organizations", {"key": "paper"})])
def test_a_key_is_taken_once(desk, newsroom, path, given):
    answer = desk.post(at(path), {"name": "x", **given})
    assert wrong(answer) == {"key": "unique"}
    assert f"with the key '{given['key']}' already. Change that one" in answer.json()["detail"]
    assert wrong(desk.post(at(path), {"name": "x", "key": "No Key"})) == {"key": "invalid"}


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_taken_at_the_same_moment(desk, newsroom, monkeypatch):
    """The database refuses it, and by the second try the other one is to be seen."""
    validate, save, tries = Person.full_clean, Person.save, []

    def validating(self, **kwargs):
        tries.append(self.key)
        if len(tries) == 2:
            Person.objects.create(key=self.key, name="Faster")
        validate(self, **kwargs)

    def saving(self, **kwargs):
        if len(tries) == 1:
            raise IntegrityError("taken")
        save(self, **kwargs)

    monkeypatch.setattr(Person, "full_clean", validating)
    monkeypatch.setattr(Person, "save", saving)
    assert wrong(desk.post(at("people"), {"name": "Slower", "key": "same"})) == {"key": "unique"}


# -- versions, keys, history ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ADDRESSES)
def test_versions(desk, newsroom, path):
    address = at(path, ADDRESSES[path])
    change = {"alt": "Other"} if path == "photos" else {"name": "Other"}
    for method in ("PATCH", "PUT", "DELETE"):
        assert desk.send(method, address, change).status_code == 428
    version = desk.get(address).json()["version"]
    answer = desk.patch(address, change, version)
    assert answer.status_code == 200, answer.content
    for answer in (desk.patch(address, change, version), desk.delete(address, version)):
        assert (answer.status_code, answer.json()["code"]) == (412, "stale_version")
        assert answer.headers["ETag"] == f'"{desk.get(address).json()["version"]}"'
        assert "nora wrote it at" in answer.json()["detail"]


def test_what_another_wrote_past_the_api_is_another_version(desk, newsroom):
    version = desk.get(at("people", "nora")).json()["version"]
    Person._base_manager.filter(key="nora").update(job_title="editor")
    assert desk.patch(at("people", "nora"), {"name": "x"}, version).status_code == 412


def test_the_same_request_is_carried_out_once(desk, newsroom, media):
    key = {"idempotency-key": "k1"}
    first, again = (upload(desk, "POST", at("photos"), {"alt": "x"}, file=picture(**SMALL), **key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(stored(media)) == 1
    other = upload(desk, "POST", at("photos"), {"alt": "x"}, file=picture(size=(65, 48)), **key)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


def test_the_history_says_who_did_what(desk, newsroom):
    key = desk.post(at("organizations"), {"name": "Guild"}).json()["key"]
    pk = Organization.objects.get(key=key).pk
    desk.patch(at("organizations", key), {"type": "NGO"})
    desk.delete(at("organizations", key))
    entries = LogEntry.objects.filter(object_id=str(pk)).order_by("pk")
    assert [(entry.user.username, entry.action_flag) for entry in entries] == [("nora", 1), ("nora", 2), ("nora", 3)]
    assert entries[1].get_change_message() == "Changed Kind."


# -- lists ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ADDRESSES)
def test_working_lists_cost_the_same_however_long(desk, newsroom, path):
    counts = set()
    for i in range(3):
        paper = Organization.objects.create(key=f"o{i}", name="Same name", logo="newsmarkup/logos/x.png")
        photo = Photo.objects.create(key=f"f{i}", file="newsmarkup/photos/x.jpg")
        Person.objects.create(key=f"p{i}", name="Same name", affiliation=paper, image=photo)
        Section.objects.create(name="Same name", slug=f"s{i}")
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get(at(path))
        counts.add(len(queries))
    assert len(answer.json()["results"]) >= 4
    assert answer.json()["results"][0]["version"]
    assert len(counts) == 1


# -- deleting ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_an_article_names_is_not_deleted(desk, make_article, newsroom, path):
    body = '<p><q data-speaker="person:nora">“Yes,”</q> she said.</p>'
    article = make_article(body, lead_photo=newsroom.photo, status="draft", byline=False, headline="Held by this")
    answer = desk.delete(at(path, ADDRESSES[path]))
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
    assert f"“Held by this” ({article.pk})" in answer.json()["detail"]
    assert not LogEntry.objects.exists()
    article.delete()
    assert desk.delete(at(path, ADDRESSES[path])).status_code == 204
    assert desk.get(at(path, ADDRESSES[path])).status_code == 404


def test_who_may_not_see_the_article_is_told_its_number_alone(make_article, newsroom):
    user = User.objects.create_user("clerk")
    user.user_permissions.set(Permission.objects.filter(codename="delete_person"))
    article = make_article(status="draft", headline="Secret")
    detail = Desk(user).delete(at("people", "nora")).json()["detail"]
    assert "Secret" not in detail
    assert f"shown in {article.pk}." in detail


def test_the_portrait_of_nobody_in_public_can_go(desk, newsroom):
    Person.objects.filter(key="mayor").update(image=newsroom.photo)
    assert desk.delete(at("photos", "harbour")).status_code == 204
    assert Person.objects.get(key="mayor").image is None


# -- photos and their files ----------------------------------------------------------------------------------------------


def test_a_photo_with_what_its_file_says(desk, media):
    given = {"key": "ferry", "credit_line": "Ours alone", "focal_x": "30"}
    answer = upload(desk, "POST", at("photos"), given, file=picture(facts=FACTS, **SMALL), name="../../x y.html")
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["key"], said["credit_line"], said["focal_x"]) == ("ferry", "Ours alone", 30)
    assert (said["creators"], said["copyright_notice"]) == (list(FACTS.creators), FACTS.copyright_notice)
    assert said["file_says"]["credit_line"] == FACTS.credit_line
    assert said["file_says"]["creators"] == list(FACTS.creators)
    assert (said["width"], said["height"], said["media_type"]) == (64, 48, "image/jpeg")
    assert stored(media) == ["x-y.jpg"]
    warnings = {one["code"]: one for one in said["warnings"]}
    assert "creators" in warnings["filled"]["message"]
    assert warnings["file-says-otherwise"]["field"] == "credit_line"


@reference
def test_the_reference_picture(desk):
    answer = upload(desk, "POST", at("photos"), file=REFERENCE.read_bytes(), name=REFERENCE.name)
    said = answer.json()
    assert said["credit_line"] == "Credit Line (ref2021.1)"
    assert said["license_url"] and said["alt"] and said["copyright_notice"]


def test_facts_as_json_and_lists_in_forms(desk, newsroom):
    answer = desk.patch(at("photos", "harbour"), {"creators": ["Ines Falk", "Ivo Brandt"], "place": "Saltmere"})
    assert answer.json()["creators"] == ["Ines Falk", "Ivo Brandt"]
    answer = upload(desk, "PATCH", at("photos", "harbour"), {"creators": ["A", "B", "C"]}, "*")
    assert answer.json()["creators"] == ["A", "B", "C"]
    answer = upload(desk, "PATCH", at("photos", "harbour"), {"creators": ""}, "*")
    assert (answer.status_code, answer.json()["creators"]) == (200, [])


def test_a_new_file_keeps_the_facts_and_moves_the_figures(desk, make_article, media):
    upload(
        desk,
        "POST",
        at("photos"),
        {"key": "ferry", "alt": "A ferry", "credit_line": "Ines Falk"},
        file=picture(**SMALL),
    )
    src = Photo.objects.get(key="ferry").file.url
    article = make_article(f'<figure><img src="{src}" alt="A ferry" data-photo="ferry"></figure>')
    answer = upload(desk, "PUT", at("photos", "ferry"), {"alt": "Boats"}, "*", file=picture("PNG", **SMALL))
    assert answer.status_code == 200, answer.content
    photo = Photo.objects.get(key="ferry")
    assert photo.file.name.endswith(".png")
    assert photo.credit_line == ""
    body = Article.objects.get(pk=article.pk).body
    assert photo.file.url in body
    assert 'alt="Boats"' in body


def test_a_new_credit_is_the_figures_credit(desk, make_article, client, newsroom):
    article = make_article(
        '<figure><img src="/media/newsmarkup/photos/harbour.jpg" alt="Boats in a harbour" data-photo="harbour"><figcaption>'
        'Dawn. <small data-role="credit">Ivo Brandt/Coast Pictures</small></figcaption></figure>'
    )
    desk.patch(at("photos", "harbour"), {"credit_line": "Ivo Brandt/Shore Pictures"})
    assert "Ivo Brandt/Shore Pictures" in Article.objects.get(pk=article.pk).body
    assert "Shore Pictures" in client.get(f"/api/articles/{article.pk}/?format=jsonld").content.decode()


def bomb():
    """A picture of 400 million pixels in a few kilobytes."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "TIFF", compression="group4")
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "name", "code"),
    [
        (lambda: b"<script>alert(1)</script>", "x.jpg", "picture-unreadable"),
        (lambda: b"%PDF-1.7", "x.pdf", "picture-unreadable"),
        (lambda: picture(size=(640, 480))[:-200], "x.jpg", "picture-truncated"),
        (lambda: b"", "x.jpg", "empty"),
        (lambda: picture("BMP", **SMALL), "x.bmp", "picture-format"),
        (bomb, "x.tif", "picture-too-large"),
    ],
    ids=["html", "pdf", "truncated", "empty", "bmp", "bomb"],
)
def test_what_is_no_picture_is_refused_in_words(desk, media, file, name, code):
    answer = upload(desk, "POST", at("photos"), file=file(), name=name)
    assert wrong(answer) == {"file": code}
    assert not Photo.objects.exists()
    assert stored(media) == []


def test_a_photo_comes_with_its_file(desk):
    answer = desk.post(at("photos"), {"alt": "x"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert "multipart/form-data" in answer.json()["detail"]
    assert wrong(upload(desk, "POST", at("photos"), {"alt": "x"})) == {"file": "required"}
    assert wrong(upload(desk, "POST", at("photos"), {"file": "x"})) == {"file": "no_file"}
    assert wrong(upload(desk, "POST", at("photos"), file=picture(**SMALL), part="picture")) == {
        "picture": "unknown_field"
    }


def test_too_large_a_file(desk, monkeypatch):
    monkeypatch.setattr("newsmarkup.uploads.MAX_SIZE", 100)
    answer = upload(desk, "POST", at("photos"), file=picture(**SMALL))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    monkeypatch.setattr("newsmarkup.api.form.MAX_SIZE", -999_500)
    answer = upload(desk, "POST", at("photos"), file=picture(**SMALL))
    assert "at most 500 " in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=x"),
        (b"x", "multipart/form-data; boundary=x; charset=utf-16"),
        (b'--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\na\0b\r\n--x--\r\n', "multipart/form-data; boundary=x"),
        (b'--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\na\r\n' * 2 + b"--x--\r\n",
         "multipart/form-data; boundary=x"),
    ],
    ids=["no boundary", "no parts", "empty", "charset", "NUL", "twice"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_forms_that_are_none(desk, newsroom, content, kind, method):
    path = at("photos") if method == "POST" else at("photos", "harbour")
    answer = desk.send(method, path, content, None if method == "POST" else "*", content_type=kind)
    assert answer.headers["Content-Type"] == "application/json"
    # An empty form changes nothing, and makes no photo.
    assert answer.status_code in (400, 415) or (method == "PATCH" and not answer.json()["warnings"])


def test_a_form_in_chunks_is_refused_in_words(desk):
    headers = {"transfer-encoding": "chunked"}
    answer = desk.client.generic("POST", at("photos"), b"", MULTIPART_CONTENT, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert "Content-Length" in answer.json()["detail"]


def test_nothing_is_left_on_disk_when_the_transaction_fails(desk, newsroom, media, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(history, "added", broken)
    with pytest.raises(RuntimeError):
        upload(desk, "POST", at("photos"), file=picture(**SMALL))
    assert not Photo.objects.filter(alt="").exists()
    assert stored(media) == []
    assert wrong(upload(desk, "POST", at("photos"), {"taken": "x"}, file=picture(**SMALL))) == {"taken": "date"}
    assert stored(media) == []


def test_a_large_file_can_be_tried_again(desk, media, settings, monkeypatch):
    """What Django would move from its place is there for the second try."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    tries = []

    def once_busy(once):
        try:
            once()
        except OperationalError:
            tries.append(1)
        return once()

    def busy_first(*args, **kwargs):
        if not tries:
            raise OperationalError("locked")

    monkeypatch.setattr(history, "added", busy_first)
    monkeypatch.setattr(writing, "_tried", once_busy)
    answer = upload(desk, "POST", at("photos"), file=picture(**SMALL))
    assert answer.status_code == 201
    assert len(stored(media)) == 1


def test_a_logo(desk, newsroom, media):
    answer = upload(desk, "PATCH", at("organizations", "paper"), {"type": "NGO"}, "*", file=picture("PNG", **SMALL),
                    part="logo", name="mark.png")  # fmt: skip
    assert answer.status_code == 200, answer.content
    assert answer.json()["logo"] == {
        "url": "https://paper.example/media/newsmarkup/logos/mark.png",
        "width": 64,
        "height": 48,
    }
    assert desk.patch(at("organizations", "paper"), answer.json()).status_code == 200
    assert desk.put(at("organizations", "paper"), {"name": "Paper"}).json()["logo"] is not None
    assert desk.patch(at("organizations", "paper"), {"logo": None}).json()["logo"] is None


def test_a_session_sends_forms(newsroom, media):
    User.objects.create_superuser("root")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="root"))
    client.cookies["csrftoken"] = token = "a" * 32
    file = SimpleUploadedFile("x.jpg", picture(**SMALL))
    answer = client.post(at("photos"), {"alt": "x", "file": file}, headers={"x-csrftoken": token})
    assert answer.status_code == 201, answer.content
    assert client.post(at("photos"), {"alt": "x"}).status_code == 403


# -- sections ------------------------------------------------------------------------------------------------------------


def test_sections(desk, client, make_article, newsroom):
    answer = desk.post(at("sections"), {"name": "Sea and Coast", "position": 2})
    assert answer.json()["slug"] == "sea-and-coast"
    assert client.get(at("sections", "sea-and-coast")).json()["name"] == "Sea and Coast"
    article = make_article()
    moved = desk.patch(at("sections", "town"), {"slug": "city", "name": "City"})
    assert moved.status_code == 200
    assert client.get(f"/api/articles/{article.pk}/").json()["section"]["name"] == "City"
    assert client.get(at("sections", "town")).status_code == 404


# -- who may what --------------------------------------------------------------------------------------------------------

ROLES = {
    "nobody": None,
    "reader": (),
    "viewer": ("view",),
    "adder": ("add",),
    "changer": ("change",),
    "deleter": ("delete",),
    "superuser": ("view", "add", "change", "delete"),
}
# What each action needs, and what it answers in each state to who may.
ACTIONS = {
    "read": (None, {"hidden": 404, "named": 404, "shown": 200}),
    "list": (("view", "change"), {"hidden": 200, "named": 200, "shown": 200}),
    "view": (("view", "change"), {"hidden": 200, "named": 200, "shown": 200}),
    "add": (("add",), {"hidden": 201, "named": 201, "shown": 201}),
    "change": (("change",), {"hidden": 200, "named": 200, "shown": 200}),
    "rewrite": (("change",), {"hidden": 200, "named": 200, "shown": 200}),
    "delete": (("delete",), {"hidden": 204, "named": 409, "shown": 409}),
}


@pytest.mark.parametrize("path", ["people", "organizations", "photos"])
@pytest.mark.parametrize("state", ["hidden", "named", "shown"])
def test_role_action_state(make_article, newsroom, path, state):
    """hidden: no article names it; named: a draft does; shown: a published article does."""
    model = {"people": Person, "organizations": Organization, "photos": Photo}[path]
    entry = model.objects.create(key="entry", **({"file": "x.jpg"} if path == "photos" else {"name": "Entry"}))
    if state != "hidden":
        draft = {"status": "draft"} if state == "named" else {}
        article = make_article(byline=False, **draft, **({"lead_photo": entry} if path == "photos" else {}))
        if path != "photos":
            Byline.objects.create(article=article, **{entry._meta.model_name: entry})
    found = {}
    for role, actions in ROLES.items():
        if actions is None:
            desk = Desk.__new__(Desk)
            desk.client = Client()
        else:
            user = User.objects.create_user(role)
            names = [f"{action}_{entry._meta.model_name}" for action in actions]
            user.user_permissions.set(
                Permission.objects.filter(codename__in=names, content_type__app_label="newsmarkup")
            )
            desk = Desk(user)
        for action, (needs, statuses) in ACTIONS.items():
            found[role, action] = act(desk, action, path)
            wanted = statuses[state]
            if needs and actions is None:
                wanted = 401
            elif needs and not set(needs) & set(actions):
                wanted = 403
            assert found[role, action] == wanted, (role, action, state)
            if (role, action) == ("deleter", "delete") and found[role, action] == 204:
                model.objects.create(key="entry", **({"file": "x.jpg"} if path == "photos" else {"name": "Entry"}))


def act(desk, action, path):
    change = {"alt": "x"} if path == "photos" else {"name": "x"}
    address = at(path, "entry")
    if action == "read":
        return desk.client.get(address).status_code
    if action == "list":
        return desk.get(at(path)).status_code
    if action == "view":
        return desk.get(address).status_code
    if action == "add" and path == "photos":
        return upload(desk, "POST", at(path), file=picture(size=(8, 8))).status_code
    if action == "add":
        return desk.post(at(path), change).status_code
    if action == "delete":
        return desk.delete(address).status_code
    return (desk.patch if action == "change" else desk.put)(address, change).status_code


def test_who_may_not_is_not_told_what_there_is(newsroom):
    desk = Desk(User.objects.create_user("clerk"))
    for key in ("nora", "nobody"):
        answer = desk.get(at("people", key))
        assert answer.status_code == 403
        assert "clerk has no permission to view person" in answer.json()["detail"]

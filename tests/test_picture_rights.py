"""A photo's rights: from its file, its credit line and its preset into the fields, and what the admin says of it."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from newsmarkup.models import Photo
from newsmarkup.picture import Facts
from newsmarkup.picture.preset import PRESETS, filled
from tests.admin_form import sent
from tests.picture_samples import FACTS, picture

ADD = "/admin/newsmarkup/photo/add/"
UPLOAD = "/admin/demo_site/article/photos/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def stored(data=None, **values):
    return Photo.objects.create(file=ContentFile(data or picture(facts=FACTS, size=(80, 60)), "harbour.jpg"), **values)


def upload(data, name="harbour.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_a_photo_says_what_its_file_says(db):
    photo = stored()
    assert photo.facts == Photo.objects.get().facts == FACTS
    assert photo.creator == "Ada Holm; Bo Çelik"
    assert len(photo.sha256) == 64


def test_what_was_typed_stays(db):
    photo = stored(caption="Typed", creator="Me")
    assert (photo.caption, photo.creator, photo.alt) == ("Typed", "Me", FACTS.alt)
    assert photo.embedded["caption"] == FACTS.caption
    assert photo.said_otherwise("caption") and not photo.said_otherwise("alt")


def test_what_was_cleared_stays_clear_until_another_file_comes(db):
    photo = stored()
    photo.caption = ""
    photo.save()
    assert photo.caption == ""
    photo.file = ContentFile(picture(facts=Facts(caption="New")), "new.jpg")
    photo.save()
    assert photo.caption == "New"
    assert photo.embedded == {"caption": "New"}


def test_a_text_too_long_for_its_field_is_left_to_the_file(db):
    assert stored(picture(facts=Facts(source="x" * 300, alt="A boat"))).embedded == {"alt": "A boat"}


@pytest.mark.parametrize("update_fields", [None, ["credit_line"]])
def test_a_credit_line_names_creator_and_source(db, update_fields):
    photo = stored(picture())
    photo.credit_line = "Ada Holm/Corvany Press Agency"
    photo.save(update_fields=update_fields)
    expected = ("", "") if update_fields else ("Ada Holm", "Corvany Press Agency")
    assert (photo.creator, photo.source) == expected
    photo.creator = ""
    photo.save()
    assert photo.creator == ("Ada Holm" if update_fields else "")  # asked once for each line


def test_a_preset_fills_what_follows_from_it(db, settings):
    photo = stored(picture(), preset="cc-by-4.0", creator="Ada Holm", taken="2026-05-31")
    assert photo.license_url == "https://creativecommons.org/licenses/by/4.0/"
    assert photo.copyright_notice == "© 2026 Ada Holm, CC BY 4.0"
    assert photo.credit_line == "Ada Holm/CC BY 4.0"
    photo.preset = "ai-generated"
    photo.save()
    assert photo.digital_source_type == "TrainedAlgorithmicMediaDigitalSource"
    assert photo.credit_line == "Ada Holm/CC BY 4.0"


def test_each_choice_is_a_preset_and_each_preset_a_choice():
    assert list(Photo.Preset.values) == list(PRESETS)


@pytest.mark.parametrize(
    ("key", "known", "notice", "holder", "credit"),
    [
        ("staff", Facts(creators=("Ada",), taken="2026-05"), "© 2026 The Paper", "The Paper", "Ada/The Paper"),
        ("staff", Facts(), "© The Paper", "The Paper", ""),
        ("agency", Facts(creators=("Ada",), source="CPA"), "© CPA", "CPA", "Ada/CPA"),
        ("agency", Facts(), "", "", ""),
        ("agency", Facts(source="CPA", copyright_notice="© Ada"), "© Ada", "CPA", ""),
        ("freelance", Facts(creators=("Ada", "Bo")), "© Ada, Bo", "Ada, Bo", "Ada, Bo"),
        ("handout", Facts(source="Town of Saltmere"), "", "Town of Saltmere", "Town of Saltmere/Handout"),
        ("public-domain", Facts(), "Public domain", "", ""),
    ],
)
def test_a_preset_says_only_what_is_known(key, known, notice, holder, credit):
    found = filled(key, known, "The Paper")
    assert (found.copyright_notice, found.copyright_holder, found.credit_line) == (notice, holder, credit)


def test_an_unknown_preset_is_refused_by_name():
    with pytest.raises(ValueError, match="'ours'.*staff"):
        filled("ours", Facts(), "")


# -- in the admin --------------------------------------------------------------------------------------------------


def test_the_form_shows_what_was_read_to_be_checked(admin_client):
    data = sent(admin_client.get(ADD), caption="Typed", file=upload(picture(facts=FACTS)))
    answer = admin_client.post(ADD, data, follow=True)
    photo = Photo.objects.get()
    assert answer.redirect_chain[-1][0] == f"/admin/newsmarkup/photo/{photo.pk}/change/"
    html = answer.content.decode()
    assert "Read from the file: caption, alt text, creator, credit line" in html
    assert html.count("(changed above)") == 1
    assert photo.caption == "Typed"
    assert photo.license_url == FACTS.license_url


def test_the_form_without_metadata_goes_back_to_the_list(admin_client):
    answer = admin_client.post(ADD, sent(admin_client.get(ADD), file=upload(picture()), preset="cc0"))
    assert answer.url == "/admin/newsmarkup/photo/"
    assert Photo.objects.get().license_url == "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize(
    ("data", "words"),
    [(picture()[:2000], "ends too early"), (b"<svg/>", "no picture"), (b"", "empty")],
)
def test_a_damaged_file_is_refused_and_what_was_typed_stays(admin_client, data, words):
    html = admin_client.post(ADD, sent(admin_client.get(ADD), caption="Long typed", file=upload(data))).content.decode()
    assert words in html
    assert "Long typed" in html
    assert not Photo.objects.exists()


def test_metadata_that_cannot_be_read_is_said_and_the_photo_stored(admin_client):
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG", xmp=b"<!DOCTYPE x><x/>")
    answer = admin_client.post(ADD, sent(admin_client.get(ADD), file=upload(out.getvalue())), follow=True)
    assert "could not be read" in answer.content.decode()
    assert Photo.objects.exists()


def test_a_file_that_is_too_large_is_refused(admin_client, monkeypatch):
    monkeypatch.setattr("newsmarkup.uploads.MAX_SIZE", 1000)
    answer = admin_client.post(UPLOAD, {"file": upload(picture())})
    assert "at most 1000\xa0bytes" in answer.json()["errors"]["file"][0]


def test_an_upload_in_the_editor_answers_with_what_the_file_says(admin_client):
    found = admin_client.post(UPLOAD, {"file": upload(picture(facts=FACTS)), "alt": "Typed"}).json()
    assert (found["alt"], found["caption"], found["credit"]) == ("Typed", FACTS.caption, FACTS.credit_line)
    assert found["warnings"] == []


@pytest.mark.parametrize(
    ("taken", "valid"), [("2026", True), ("2026-05-31T14:30+02:00", True), ("31.5.2026", False), ("2026-13", False)]
)
def test_a_date_is_as_exact_as_it_is_known(admin_client, taken, valid):
    html = admin_client.post(ADD, sent(admin_client.get(ADD), taken=taken, file=upload(picture()))).content.decode()
    assert ("is no date" in html) is not valid

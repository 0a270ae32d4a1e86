"""What a picture is called that somebody sends, and what is not even decoded."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from newsmarkup.models import Photo
from newsmarkup.picture.read import SHOWN, PictureRefused, read
from newsmarkup.uploads import named
from tests.picture_samples import picture


@pytest.mark.parametrize(
    ("name", "format", "stored"),
    [
        ("Boats at dawn.JPG", "JPEG", "Boats-at-dawn.jpg"),
        ("boats.jpeg", "JPEG", "boats.jpeg"),
        ("boats.png", "JPEG", "boats.jpg"),
        ("page.html", "PNG", "page.png"),
        ("IMG_1.MPO", "MPO", "IMG_1.mpo"),
        ("Möwe.tiff", "TIFF", "Möwe.tiff"),
        ("", "GIF", "picture.gif"),
        ("report.final version", "PNG", "report-final-version.png"),
        (".htaccess", "WEBP", "htaccess.webp"),
        ("../../x", "AVIF", "x.avif"),
    ],
)
def test_names(name, format, stored):
    assert named(name, format) == stored


@given(st.text(max_size=200), st.sampled_from(sorted(SHOWN)))
def test_any_name_is_safe_and_says_what_the_file_is(name, format):
    stem, _dot, end = named(name, format).rpartition(".")
    assert end in SHOWN[format]
    assert 0 < len(stem) <= 60
    assert all(c.isalnum() or c in "_-" for c in stem), stem


def test_the_admin_s_form_calls_it_so_too():
    field = Photo._meta.get_field("file").formfield()
    upload = SimpleUploadedFile("x" * 300 + ".html", picture(size=(8, 8)))
    assert field.clean(upload).name == "x" * 60 + ".jpg"
    with pytest.raises(ValidationError, match="of the format BMP, which no page shows"):
        field.clean(SimpleUploadedFile("x.bmp", picture("BMP", size=(8, 8))))


def test_what_pillow_hands_to_other_programs_is_not_decoded(monkeypatch):
    from PIL import EpsImagePlugin

    def run(*args, **kwargs):
        raise AssertionError("Ghostscript was started")

    monkeypatch.setattr(EpsImagePlugin.EpsImageFile, "load", run)
    with pytest.raises(PictureRefused, match="of the format EPS"):
        read(BytesIO(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"))

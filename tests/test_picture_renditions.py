"""Renditions: scaled, cut around the focal point, each with the photo's rights; and how pages and graph show them."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.template import Context, Template
from django.utils import translation
from PIL import Image

from newsmarkup import pictures, publishing, renditions
from newsmarkup.document.article import Picture
from newsmarkup.graph.build import build
from newsmarkup.graph.picture import image_object
from newsmarkup.models import Photo, Update
from newsmarkup.picture import Facts, read
from tests.picture_samples import FACTS, REFERENCE, RIGHTS, asked, exiftool, picture, reference

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "TIFF": "jpg"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def store(db, django_capture_on_commit_callbacks):
    """Saves a photo (a new one of these bytes, or one that there is) and makes what is due after that."""

    def save(photo, name="harbour.jpg", **values):
        with django_capture_on_commit_callbacks(execute=True):
            if isinstance(photo, bytes):
                photo = Photo(file=ContentFile(photo, name), **values)
            photo.save()
        photo.refresh_from_db()
        return photo

    return save


def files(photo):
    """{(shape, width, height): bytes} of a photo's renditions."""
    found = {}
    for shape, width, height, name in photo.renditions["made"]:
        with photo.file.storage.open(name) as file:
            found[shape, width, height] = file.read()
    return found


def reference_as(format):
    """The reference picture in another format, with its own XMP as exported by a program that keeps it."""
    if format == "JPEG":
        return REFERENCE.read_bytes()
    with Image.open(REFERENCE) as image:
        packet, saved = image.info["xmp"], {}
        if format == "PNG":
            from PIL.PngImagePlugin import PngInfo

            saved["pnginfo"] = PngInfo()
            saved["pnginfo"].add_itxt("XML:com.adobe.xmp", packet.decode())
        elif format == "TIFF":
            saved["tiffinfo"] = {700: packet}
        else:
            saved["xmp"] = packet
        image.load()
        image.info = {}
        out = BytesIO()
        image.save(out, format, **saved)
    return out.getvalue()


@pytest.mark.parametrize("format", FORMATS)
@exiftool
@reference
def test_every_rendition_of_the_reference_picture_keeps_its_rights(store, format):
    said = asked(REFERENCE.read_bytes(), *RIGHTS)
    assert set(said) == set(RIGHTS)
    made = files(store(reference_as(format), f"reference.{format.lower()}"))
    assert {shape for shape, *_size in made} == {"", "16x9", "4x3", "1x1"}
    for (_shape, width, height), data in made.items():
        assert asked(data, *RIGHTS) == said
        with Image.open(BytesIO(data)) as image:
            assert image.size == (width, height)


@pytest.mark.parametrize(("format", "extension"), FORMATS.items())
def test_what_an_editor_changed_is_what_renditions_say(store, format, extension):
    photo = store(picture(format, FACTS if format != "TIFF" else None), f"x.{format.lower()}", credit_line="Old")
    photo.credit_line, photo.caption, photo.creator = "Ada Holm/New", "", "Ada Holm"
    photo = store(photo)
    made = files(photo)
    assert made and all(name.endswith(extension) for *_rest, name in photo.renditions["made"])
    for data in made.values():
        found = read(BytesIO(data)).facts
        assert (found.credit_line, found.caption, found.creators) == ("Ada Holm/New", "", ("Ada Holm",))


def test_crops_are_cut_around_the_focal_point(store):
    dark = lambda data: min(Image.open(BytesIO(data)).convert("L").get_flattened_data())  # noqa: E731
    photo = store(picture(size=(3000, 1000)), focal_x=100, focal_y=0)
    assert dark(files(photo)["1x1", 1000, 1000]) < 60
    photo.focal_x = 0
    assert dark(files(store(photo))["1x1", 1000, 1000]) > 150


def test_a_picture_taken_sideways_stands_upright(store):
    exif = Image.Exif()
    exif[0x0112] = 6
    made = files(store(picture(size=(1600, 1200), exif=exif)))
    assert ("", 960, 1280) in made
    assert Image.open(BytesIO(made["", 960, 1280])).getexif().get(0x0112) is None


@pytest.mark.parametrize(
    ("format", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"), ("PNG", "1")]
)
def test_every_kind_of_pixel(store, format, mode):
    made = files(store(picture(format, mode=mode, size=(800, 600)), f"x.{format.lower()}"))
    image = Image.open(BytesIO(made["", 640, 480]))
    assert image.mode == ("RGBA" if mode == "RGBA" else "RGB")
    if mode == "I;16":
        assert image.getpixel((5, 5)) == (0, 0, 0)  # 200 of 65,535


def test_a_colour_profile_stays(store):
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for data in files(store(picture(icc_profile=profile))).values():
        assert Image.open(BytesIO(data)).info["icc_profile"] == profile


def test_a_moving_picture_has_none(store):
    out = BytesIO()
    frames = [Image.new("RGB", (800, 600), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert store(out.getvalue(), "x.webp").renditions["made"] == []


def test_a_file_that_is_gone_or_damaged_breaks_nothing(store, tmp_path):
    photo = store(picture())
    (tmp_path / photo.file.name).write_bytes(b"damaged")
    photo.credit_line = "New"
    assert store(photo).renditions["made"] == []
    (tmp_path / photo.file.name).unlink()
    photo.credit_line = "Newer"
    assert renditions.stored(store(photo)) == ()


def test_renditions_that_say_something_old_are_served_no_more(store, capsys):
    photo = store(picture(), credit_line="Old")
    assert len(renditions.stored(photo)) == 7
    Photo.objects.update(credit_line="New")
    photo.refresh_from_db()
    assert renditions.stored(photo) == ()
    call_command("newsmarkup_renditions", "--prune", verbosity=0)
    assert "1 photos made anew. 7 old files deleted." in capsys.readouterr().out
    photo.refresh_from_db()
    assert all(read(BytesIO(data)).facts.credit_line == "New" for data in files(photo).values())
    call_command("newsmarkup_renditions", verbosity=0)
    assert "0 photos" in capsys.readouterr().out


# -- shown ---------------------------------------------------------------------------------------------------------


def test_the_graph_has_the_lead_in_three_ratios_each_with_its_rights(store, make_article):
    photo = store(picture(facts=FACTS, size=(2400, 1800)))
    article = publishing.articles([make_article(lead_photo=photo)])[0]
    graph = {node["@id"]: node for node in build(article).nodes}
    page = next(node for node in graph.values() if "image" in node and "headline" in node)
    images = [graph[one["@id"]] for one in page["image"]]
    sizes = [(one["width"]["value"], one["height"]["value"]) for one in images]
    assert sizes == [(2400, 1800), (1200, 675), (1200, 900), (1200, 1200)]
    for one in images:
        assert one["creator"] == [{"@type": "Person", "name": name} for name in FACTS.creators]
        assert one["copyrightYear"] == 2026
        assert one["dateCreated"] == FACTS.taken
        assert one["contentLocation"] == {"@type": "Place", "name": FACTS.place}
        assert one["license"] == FACTS.license_url
        assert one["digitalSourceType"] == "https://schema.org/DigitalCaptureDigitalSource"
        assert one["encodingFormat"] == "image/jpeg"
    assert [one.get("sha256") for one in images] == [photo.sha256, None, None, None]
    assert [one.get("representativeOfPage") for one in images] == [True, None, None, None]


def test_the_holders_are_one_node_each():
    found = image_object(Picture("k", "https://x.example/a.jpg", creators=("Ada",), copyright_holder="Ada; The Paper"))
    assert found["copyrightHolder"] == [
        {"@type": "Person", "name": "Ada"},
        {"@type": "Organization", "name": "The Paper"},
    ]


@pytest.mark.parametrize(
    ("name", "expected"), [("a.JPG", "jpeg"), ("b.webp", "webp"), ("c.avif", "avif"), ("d.tif", "tiff")]
)
def test_the_format_is_known_on_every_system(db, monkeypatch, name, expected):
    monkeypatch.setattr("mimetypes.guess_type", lambda *args: (None, None))
    assert publishing.picture(Photo(file=name)).media_type == f"image/{expected}"


def test_a_tiff_is_shown_by_its_largest_copy(store):
    photo = store(picture("TIFF", size=(1000, 800)), "x.tiff")
    shown = publishing.picture(photo)
    assert (shown.media_type, shown.width, shown.height) == ("image/jpeg", 1000, 800)
    assert shown.url.endswith("1000x800.jpg")


def test_a_page_chooses_among_the_sizes(store):
    photo = store(picture(size=(1200, 900)), alt="Boats & <ropes>")
    html = Template('{% load newsmarkup_pictures %}{% newsmarkup_picture photo sizes="50vw" lazy=True %}').render(
        Context({"photo": photo})
    )
    assert re.findall(r"-(\d+)x\d+\.jpg (\d+)w", html) == [("320", "320"), ("640", "640"), ("960", "960")]
    assert f"{photo.file.url} 1200w" in html
    assert 'sizes="50vw" alt="Boats &amp; &lt;ropes&gt;" width="1200" height="900" loading="lazy"' in html
    cut = Template('{% load newsmarkup_pictures %}{% newsmarkup_picture photo shape="1x1" alt="" %}').render(
        Context({"photo": photo})
    )
    assert 'alt="" width="900" height="900"' in cut and "srcset" not in cut
    assert Template("{% load newsmarkup_pictures %}{% newsmarkup_picture none %}").render(Context({"none": None})) == ""


def test_a_picture_made_with_ai_is_labelled_wherever_it_stands(store, make_article, django_assert_num_queries):
    made = store(picture(), key="made", digital_source_type="TrainedAlgorithmicMediaDigitalSource")
    store(picture(), key="taken", digital_source_type="DigitalCaptureDigitalSource")
    body = "".join(
        f'<figure><img src="/media/{key}.jpg" alt="x" data-photo="{key}">{caption}</figure>'
        for key, caption in [
            ("made", "<figcaption>A boat.</figcaption>"),
            ("taken", "<figcaption>A quay.</figcaption>"),
            ("made", ""),
        ]
    )
    article = make_article(body)
    publishing.ready([article])
    show = Template("{% load newsmarkup %}{% newsmarkup_body article %}")
    with django_assert_num_queries(0):
        html = show.render(Context({"article": article}))
    label = '<span class="newsmarkup-made">Made with AI</span>'
    assert html.count(label) == 2
    assert f"A boat. {label}</figcaption></figure>" in html
    assert f"<figcaption>{label}</figcaption></figure>" in html
    lead = Template("{% load newsmarkup %}{% newsmarkup_lead article %}").render(
        Context({"article": make_article("<p>x</p>", lead_photo=made)})
    )
    assert f"<figcaption>{label}</figcaption>" in lead
    paid = make_article(body, access="paywalled")
    assert (
        Template("{% load newsmarkup %}{% newsmarkup_body article full=True %}")
        .render(Context({"article": paid}))
        .count(label)
        == 2
    )


@pytest.mark.parametrize(
    "member", ["", "DigitalCaptureDigitalSource", "DigitalArtDigitalSource", "MinorHumanEditsDigitalSource"]
)
def test_other_pictures_have_no_label(member):
    assert pictures.label_html(member) == ""


def test_a_label_is_escaped_and_spoken_in_the_language_of_the_page(monkeypatch):
    monkeypatch.setattr(pictures, "_", lambda words: f"<{translation.get_language()}>")
    with translation.override("de"):
        assert pictures.label_html("CompositeDigitalSource") == '<span class="newsmarkup-made">&lt;de&gt;</span>'


def test_cleared_facts_leave_the_renditions_and_unknown_ones_stay(store):
    photo = store(picture(facts=Facts(caption="Wrong name", alt="Alt", credit_line="C")))
    photo.caption = ""
    photo = store(photo)
    for data in files(photo).values():
        assert read(BytesIO(data)).facts == Facts(alt="Alt", credit_line="C")


def test_a_picture_in_a_live_blog_is_labelled(store, make_article):
    store(picture(), key="made", digital_source_type="CompositeDigitalSource")
    article = make_article("<p>x</p>", kind="LiveBlogPosting")
    body = '<figure><img src="/media/made.jpg" alt="x" data-photo="made"><figcaption>A boat.</figcaption></figure>'
    Update.objects.create(article=article, headline="Now", body=body)
    article.refresh_from_db()
    html = Template("{% load newsmarkup_parts %}{% newsmarkup_updates article %}").render(Context({"article": article}))
    assert 'A boat. <span class="newsmarkup-made">Montage</span></figcaption>' in html

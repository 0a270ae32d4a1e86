"""IPTC's formats as others write them: the official samples, what is broken, what is hostile."""

from __future__ import annotations

import copy
import json
import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.errors import ImportRefused
from newsmarkup.exporting.base import exporter
from newsmarkup.importing.base import importers, read
from tests.test_exporters import article

NINJS = ("official-1.4-complex1.json", "official-1.6-001.json", "official-2.2-001.json", "official-3.1-001.json")


@pytest.mark.parametrize("name", NINJS)
def test_official_ninjs(shared, name):
    data = (shared / "corpora/exchange" / name).read_bytes()
    sample = {key.lower(): value for key, value in json.loads(data).items()}
    headline = sample.get("headline") or sample.get("headline_main") or sample["headlines"][0]["value"]
    text = sample.get("body_text") or sample.get("body_main") or sample["bodies"][0]["value"]
    (found,) = read(data, filename=name)
    one = found.article
    assert one.headline == headline and one.id == sample["uri"]
    assert [b.agent.name for b in one.bylines] == re.split(" and ", sample.get("by") or sample["byline"])
    assert one.published.isoformat().replace("+00:00", "Z") == sample["versioncreated"]
    assert " ".join(one.body.text.split())[:200] == " ".join(text.split())[:200]
    pictures = [a for a in dict(sample.get("associations") or {}).values() if a["type"] == "picture"]
    shown = {one.lead, *one.pictures.values()} - {None}
    assert {p.caption for p in shown} == {p.get("description_text", "").strip() for p in pictures if p}
    for problem in found.problems:
        assert problem.message.endswith((".", "?")) and problem.mend


@pytest.mark.parametrize("bad", [b"{", b"[]", b"{}", b"[1]", b'{"items": []}', b'"uri"', b"\xff\xfe{"])
def test_what_is_no_ninjs_is_refused(bad):
    with pytest.raises(ImportRefused):
        read(bad, format="ninjs")


VALUES = st.sampled_from([None, "", 0, -1, True, [], {}, [[]], [None], "2026-13-45", "<p>x", "\x00", {"a": []}, 1e308])


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_value_anywhere_is_read_or_refused(data):
    """No traceback, whatever stands where something else should."""
    document = json.loads(exporter("ninjs").write(article()))
    for _ in range(data.draw(st.integers(1, 4))):
        place, key = document, data.draw(st.sampled_from(sorted(document)))
        while isinstance(place[key], (dict, list)) and place[key] and data.draw(st.booleans()):
            place = place[key]
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        place[key] = copy.deepcopy(data.draw(VALUES))
    with suppress(ImportRefused):
        for found in read(json.dumps(document).encode(), format="ninjs"):
            assert isinstance(found.article.headline, str)


# A page is read as browsers read it; its own hostile ones are in test_import_page.
XML = [i.name for i in importers() if any("xml" in t for t in i.media_types) and i.name != "html"]


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize(
    "bad",
    [b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
     b"<a>", b"<rss/>", b"<a>" * 300 + b"</a>" * 300],
)  # fmt: skip
def test_hostile_xml_is_refused(name, bad):
    with pytest.raises(ImportRefused):
        read(bad, format=name)


def test_the_official_nitf(shared):
    from lxml import etree

    file = shared / "corpora/exchange/official-LISTING_25.xml"
    tree = etree.parse(str(file))
    say = lambda name: " ".join("".join(next(tree.iter(f"{{*}}{name}")).itertext()).split())  # noqa: E731
    (found,) = read(file.read_bytes(), filename=file.name)
    one = found.article
    assert one.headline == say("hl1") and one.description == say("abstract")
    assert [b.agent.name for b in one.bylines] == [say("byttl")]
    assert " ".join(one.body.text.split()) == say("body.content")


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_mutilated_nitf_is_read_or_refused(data):
    written = exporter("nitf").write(article()).decode()
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(written) - 1))
        written = (
            written[:at]
            + data.draw(st.sampled_from(["", "<p>", "</p>", '"', "&amp;", "x" * 50, "<media/>"]))
            + written[at + data.draw(st.integers(0, 12)) :]
        )
    with suppress(ImportRefused):
        read(written.encode(), format="nitf")


G2_TEXTS = ("LISTING_1_A_NewsML-G2_News_Item.xml", "LISTING_2_NewsML-G2_Text_Document.xml",
            )  # fmt: skip


@pytest.mark.parametrize("name", G2_TEXTS)
def test_official_newsml_g2(shared, name):
    from lxml import etree

    file = shared / "corpora/exchange" / name
    tree = etree.parse(str(file))
    say = lambda name: next((" ".join("".join(e.itertext()).split()) for e in tree.iter(f"{{*}}{name}")), "")  # noqa: E731
    (found,) = read(file.read_bytes(), filename=file.name)
    one = found.article
    assert one.headline == (say("headline") or say("title")) and one.id == tree.getroot().get("guid")
    assert one.dateline == say("dateline")
    if creator := next(tree.iter("{*}creator"), None) is not None and say("creator"):
        assert one.bylines[0].agent.name in creator
    body = next((e for e in (*tree.iter("{*}body.content"), *tree.iter("{http://www.w3.org/1999/xhtml}body"))), None)
    if body is not None:
        words = " ".join(" ".join(body.itertext()).split())
        assert (
            " ".join(one.body.text.split())[:80].replace(" ", "")
            == words[:120].replace(" ", "")[: len(" ".join(one.body.text.split())[:80].replace(" ", ""))]
        )
    for problem in found.problems:
        assert problem.message and problem.mend


@pytest.mark.parametrize("name", ["LISTING_3_Photo_in_NewsML-G2.xml",
                                  "LISTING_26_Embedded_photo_metadata_fields_mapped_to_NewsML-G2.xml"])  # fmt: skip
def test_an_official_picture_item(shared, name):
    from lxml import etree

    file = shared / "corpora/exchange" / name
    tree = etree.parse(str(file))
    say = lambda name: next((" ".join("".join(e.itertext()).split()) for e in tree.iter(f"{{*}}{name}")), "")  # noqa: E731
    (found,) = read(file.read_bytes(), filename=file.name)
    assert found.article.headline == (say("headline") or say("title"))
    assert found.article.body.text == say("description")
    assert any(problem.code == "picture-alone" for problem in found.problems)


def test_nitf_in_a_piece_of_newsml_g2(shared):
    file = shared / "corpora/exchange/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml"
    whole = read((shared / "corpora/exchange/official-LISTING_25.xml").read_bytes())[0].article
    assert read(file.read_bytes(), filename=file.name)[0].article.body == whole.body


def test_a_piece_without_an_item_is_refused(shared):
    file = shared / "corpora/exchange/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml"
    with pytest.raises(ImportRefused, match="contentMeta"):
        read(file.read_bytes(), filename=file.name)


def test_a_film_is_refused_in_words(shared):
    file = shared / "corpora/exchange/LISTING_4_Multiple_Renditions_of_a_Video_in_NewsML-G2.xml"
    with pytest.raises(ImportRefused, match="A video was left out"):
        read(file.read_bytes(), filename=file.name)


def test_each_item_of_a_message_is_read_by_the_judges(shared, tmp_path):
    from lxml import etree

    from tests.judging import judge

    message = etree.fromstring(exporter("newsml-g2").write(article()))
    files = []
    for item in message.iter("{*}newsItem"):
        files.append(tmp_path / f"item-{len(files)}.xml")
        files[-1].write_bytes(etree.tostring(item, encoding="UTF-8", xml_declaration=True))
    assert len(files) == 2 and not judge("newsml-g2", files, shared)

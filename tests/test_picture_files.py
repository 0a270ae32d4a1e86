"""What a picture file says of itself: read from every block and format, written back, and hostile files."""

import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import Image, TiffImagePlugin

from newsmarkup.picture import Facts, iim, read, sourcetype, xmp
from newsmarkup.picture.facts import copyright_year, publishable_date
from newsmarkup.picture.read import PictureRefused
from newsmarkup.picture.shape import shapes
from newsmarkup.picture.write import options
from tests.picture_samples import FACTS, REFERENCE, asked, exiftool, picture, reference

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")


def packet(inside, attributes=""):
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in xmp.NS.items() if prefix != "x")
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'.encode()


def facts(data):
    return read(BytesIO(data)).facts


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_is_read(format):
    assert facts(picture(format, FACTS)) == FACTS


@pytest.mark.parametrize("format", FORMATS)
@exiftool
def test_exiftool_reads_the_same(format):
    said = asked(picture(format, FACTS), "XMP:all", "IFD0:Artist", "IFD0:Copyright", "validate")
    assert said["XMP-dc:Description"] == FACTS.caption
    assert said["XMP-dc:Creator"] == list(FACTS.creators)
    assert said["XMP-plus:LicensorURL"] == FACTS.acquire_license_url
    assert said["XMP-iptcExt:DigitalSourceType"] == sourcetype.VOCABULARY + "digitalCapture"
    assert said["XMP-iptcExt:LocationCreatedLocationName"] == FACTS.place
    assert said["IFD0:Copyright"] == FACTS.copyright_notice


@exiftool
def test_exiftool_reads_the_iim_of_a_jpeg():
    said = asked(picture("JPEG", FACTS), "IPTC:all", "File:CurrentIPTCDigest", "Photoshop:IPTCDigest")
    assert said["IPTC:Caption-Abstract"] == FACTS.caption
    assert said["IPTC:By-line"] == list(FACTS.creators)
    assert said["IPTC:CodedCharacterSet"] == "UTF8"
    assert said["File:CurrentIPTCDigest"] == said["Photoshop:IPTCDigest"]


def test_iim_alone_is_read():
    image = BytesIO()
    Image.new("RGB", (20, 10)).save(image, "JPEG", extra=iim.segment(iim.write(FACTS)))
    found = facts(image.getvalue())
    assert (found.caption, found.creators, found.taken) == (FACTS.caption, FACTS.creators, "2026-05-31")
    assert found.credit_line == FACTS.credit_line


def test_a_name_too_long_for_iim_is_left_to_xmp():
    long = Facts(creators=("The Photographers of the Harbour of Saltmere",), source="Ø" * 17)
    assert iim.read(iim.write(long)) == Facts()


@pytest.mark.parametrize(
    ("charset", "value"), [(b"", "Möwe".encode("cp1252")), (b"", "Möwe".encode()), (b"\x1b%G", "Möwe".encode())]
)
def test_iim_in_the_character_sets_that_are_seen(charset, value):
    block = (
        (b"\x1c\x01\x5a" + len(charset).to_bytes(2, "big") + charset if charset else b"")
        + b"\x1c\x02\x78"
        + len(value).to_bytes(2, "big")
        + value
    )
    assert iim.read(block).caption == "Möwe"


def test_iim_that_was_edited_alone_comes_before_xmp():
    block = iim.write(Facts(caption="Edited later"))
    old = iim.segment(iim.write(Facts(caption="As it was")))
    resources = old[4:][len(b"Photoshop 3.0\0") :]
    digest = resources[resources.index(b"\x04\x25") - 4 :]
    body = (
        b"Photoshop 3.0\0"
        + b"8BIM\x04\x04\0\0"
        + len(block).to_bytes(4, "big")
        + block
        + b"\0" * (len(block) % 2)
        + digest
    )
    extra = b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG", extra=extra, xmp=xmp.write(Facts(caption="As it was", alt="A")))
    assert facts(out.getvalue()) == Facts(caption="Edited later", alt="A")


def test_a_tiff_is_read():
    out = BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[700], tags.tagtype[700] = xmp.write(Facts(caption="Of the TIFF")), 1
    tags[33723], tags.tagtype[33723] = iim.write(Facts(credit_line="Of its IIM")), 7
    Image.new("RGB", (20, 10)).save(out, "TIFF", tiffinfo=tags)
    assert facts(out.getvalue()) == Facts(caption="Of the TIFF", credit_line="Of its IIM")


def test_exif_is_read_last_and_cameras_have_no_say():
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "OLYMPUS DIGITAL CAMERA", "Ada Holm; Bo", "© Ada".encode()
    exif.get_ifd(0x8769)[0x9003], exif.get_ifd(0x8769)[0x9011] = "2026:05:31 14:30:00", "+02:00"
    Image.new("RGB", (20, 10)).save(out, "JPEG", exif=exif)
    assert facts(out.getvalue()) == Facts(
        creators=("Ada Holm", "Bo"), copyright_notice="© Ada", taken="2026-05-31T14:30:00+02:00"
    )


@pytest.mark.parametrize(
    ("inside", "attributes", "expected"),
    [
        ("", 'photoshop:Credit="Ada/CPA" photoshop:DateCreated="2026-05"', Facts(credit_line="Ada/CPA", taken="2026-05")),
        ("<dc:description><rdf:Alt><rdf:li xml:lang='de'>Boote</rdf:li><rdf:li xml:lang='x-default'>Boats</rdf:li></rdf:Alt></dc:description>", "", Facts(caption="Boats")),
        ("<dc:creator>Ada</dc:creator>", "", Facts(creators=("Ada",))),
        ("<cc:license rdf:resource='https://creativecommons.org/licenses/by/4.0/'/>", "", Facts(license_url="https://creativecommons.org/licenses/by/4.0/")),
        ("<plus:Licensor><rdf:Seq><rdf:li plus:LicensorURL='https://a.example/'/></rdf:Seq></plus:Licensor>", "", Facts(acquire_license_url="https://a.example/")),
        ("<plus:Licensor><rdf:Bag><rdf:li><rdf:Description plus:LicensorURL='https://a.example/'/></rdf:li></rdf:Bag></plus:Licensor>", "", Facts(acquire_license_url="https://a.example/")),
        ("<Iptc4xmpExt:DigitalSourceType rdf:resource='https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'/>", "", Facts(digital_source_type="TrainedAlgorithmicMediaDigitalSource")),
        ("<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/softwareImage</Iptc4xmpExt:DigitalSourceType>", "", Facts()),
        ("<photoshop:City>Saltmere</photoshop:City><photoshop:Country>Corvany</photoshop:Country>", "", Facts(place="Saltmere, Corvany")),
        ("<xmpRights:WebStatement>javascript:alert(1)</xmpRights:WebStatement>", "", Facts()),
    ],
)  # fmt: skip
def test_xmp_in_the_spellings_that_programs_write(inside, attributes, expected):
    assert xmp.read(packet(inside, attributes)) == expected


def test_writing_keeps_what_still_holds_and_takes_what_was_cleared():
    before = packet(
        "<dc:title>Title</dc:title><dc:rights>© Wrong</dc:rights>"
        "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Boats</rdf:li><rdf:li xml:lang='de'>Boote</rdf:li></rdf:Alt></dc:description>",
        'photoshop:Credit="Wrong" photoshop:History="opened" exif:GPSLatitude="48,8.8N"',
    )
    after = xmp.write(Facts(caption="Boats", copyright_notice="© Ada"), before, cleared=["credit_line"])
    assert xmp.read(after) == Facts(caption="Boats", copyright_notice="© Ada")
    assert b"Boote" in after and b"Title" in after
    assert not any(word in after for word in (b"Wrong", b"opened", b"GPS"))


def test_characters_that_xml_cannot_spell_do_not_break_a_packet():
    assert xmp.read(xmp.write(Facts(caption="a\x00b\x0bc\ud800d\ufffe😀"))).caption == "abcd😀"


@pytest.mark.parametrize(
    ("notice", "year"),
    [
        ("© 2026 Ada", 2026),
        ("© 2019–2025 Ada", 2019),
        ("Copyright (Notice) 2021.1", None),
        ("Ada", None),
        ("© Ada 1492", None),
    ],
)
def test_the_year_of_a_notice(notice, year):
    assert copyright_year(notice) == year


@pytest.mark.parametrize(
    ("taken", "date"),
    [
        ("2026", ""),
        ("2026-05", ""),
        ("2026-05-31", "2026-05-31"),
        ("2026-05-31T14:30", "2026-05-31"),
        ("2026-05-31T14:30:07", "2026-05-31"),
        ("2026-05-31T14:30Z", "2026-05-31T14:30:00Z"),
        ("31 May", ""),
    ],
)
def test_a_date_without_a_zone_is_published_as_a_day(taken, date):
    assert publishable_date(taken) == date


@pytest.mark.parametrize(
    ("size", "crops"),
    [
        ((4000, 3000), {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}),
        ((300, 200), {"16x9": (300, 168), "4x3": (266, 199)}),
        ((100, 100), {}),
    ],
)
def test_no_rendition_is_larger_than_the_picture_or_too_small_for_search(size, crops):
    found = {s.name: (s.width, s.height) for s in shapes(*size) if s.name}
    assert found == crops
    assert all(s.width < size[0] for s in shapes(*size) if not s.name)


def test_each_source_type_of_schema_org_goes_there_and_back():
    for term, member in sourcetype._MEMBERS.items():
        assert sourcetype.member(sourcetype.VOCABULARY + term) == member
        assert sourcetype.member(sourcetype.uri(member)) == member
    with pytest.raises(ValueError, match="Known"):
        sourcetype.uri("Photo")


@reference
@exiftool
def test_the_reference_picture_is_read_as_exiftool_reads_it():
    found, said = read(REFERENCE.open("rb")).facts, asked(REFERENCE.read_bytes(), "XMP:all")
    assert found.caption == said["XMP-dc:Description"]
    assert found.alt == said["XMP-iptcCore:AltTextAccessibility"]
    assert list(found.creators) == [said["XMP-dc:Creator"]]
    assert found.credit_line == said["XMP-photoshop:Credit"]
    assert found.source == said["XMP-photoshop:Source"]
    assert found.copyright_notice == said["XMP-dc:Rights"]
    assert found.copyright_holder == "; ".join(said["XMP-plus:CopyrightOwnerName"])
    assert found.license_url == said["XMP-xmpRights:WebStatement"]
    assert found.acquire_license_url == said["XMP-plus:LicensorURL"][0]
    assert found.taken[:10].replace("-", ":") == said["XMP-photoshop:DateCreated"][:10]


# -- hostile files -------------------------------------------------------------------------------------------------


def png_chunk(name, data):
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png_with(name, data):
    """A PNG with one more chunk, before its pixels."""
    whole = picture("PNG", size=(20, 10))
    at = whole.index(b"IDAT") - 4
    return whole[:at] + png_chunk(name, data) + whole[at:]


def png_of_size(width, height):
    whole = picture("PNG", size=(20, 10))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + whole[24:29]
    return whole[:8] + png_chunk(b"IHDR", header) + whole[33:]


BILLION = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
) + b"]>" + packet("<dc:creator>&j;</dc:creator>")  # fmt: skip
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + packet("<dc:creator>&a;</dc:creator>")


def jpeg_with(block):
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG", xmp=block)
    return out.getvalue()


@pytest.mark.parametrize(
    "block",
    [BILLION, OUTSIDE, b"<x", b"\xff\xfe\x00", b"<a/>", BILLION.decode().encode("utf-16"), packet("<dc:creator>&j;</dc:creator>"), packet("<a>" * 5000 + "</a>" * 5000)],
    ids=["entities", "outside", "cut", "noise", "no-rdf", "utf-16", "undefined", "deep"],
)  # fmt: skip
def test_a_hostile_packet_is_left_unread_and_said(block):
    found = read(BytesIO(jpeg_with(block)))
    assert found.facts == Facts()
    assert [p.code for p in found.problems] == ["picture-metadata-unread"]
    assert found.packet == b""


def test_fifty_megabytes_of_xmp_are_not_read():
    block = packet("<dc:creator>" + "a" * 50_000_000 + "</dc:creator>")
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "WEBP", xmp=block)
    found = read(out)
    assert found.facts == Facts()
    assert "at most 1,000,000" in found.problems[0].message


def test_xmp_that_swells_when_unpacked_is_refused():
    bomb = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"a" * 60_000_000, 9)
    tracemalloc.start()
    with pytest.raises(PictureRefused, match="too large"):
        read(BytesIO(png_with(b"iTXt", bomb)))
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-unreadable"),
        (b"<svg/>", "picture-unreadable"),
        (picture("JPEG")[:3000], "picture-truncated"),
        (picture("PNG")[:-40], "picture-truncated"),
        (picture("WEBP")[:-100], "picture-unreadable"),
        (png_of_size(65_535, 65_535), "picture-too-large"),
    ],
    ids=["empty", "svg", "jpeg-cut", "png-cut", "webp-cut", "bomb"],
)  # fmt: skip
def test_a_file_that_cannot_be_shown_is_refused_in_words(data, code):
    with pytest.raises(PictureRefused) as refused:
        read(BytesIO(data))
    assert refused.value.problem.code == code
    assert refused.value.problem.mend


@pytest.mark.parametrize("format", FORMATS)
def test_no_damage_ends_in_another_error(format):
    """Bytes cut off and overwritten, all through the file."""
    whole = picture(format, FACTS, size=(64, 48))
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        for damaged in (whole[:at], whole[:at] + b"\xff\x00\xff" + whole[at + 3 :]):
            try:
                read(BytesIO(damaged))
            except PictureRefused:
                continue


def test_a_packet_too_large_for_a_jpeg_gives_way_to_the_facts():
    many = packet("".join(f"<dc:subject>{i}</dc:subject>" for i in range(5000)))
    assert xmp.read(options("JPEG", FACTS, many)["xmp"]) == FACTS
    assert len(options("JPEG", FACTS, many)["xmp"]) < 60_000


def test_other_formats_are_refused_by_name():
    with pytest.raises(ValueError, match="BMP.*JPEG"):
        options("BMP", FACTS)

"""Word documents as Articles, and archives that mean harm. All names are made up."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from newsmarkup.document.write import write
from newsmarkup.errors import ImportRefused
from newsmarkup.importing import base, package
from newsmarkup.roles import registered

TEXT = "The harbour of Saltmere opened again on Monday after a year of repairs, and boats left."


def png():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    out.seek(0)
    return out


def document():
    one = docx.Document()
    one.core_properties.author = ""
    one.core_properties.title = one.core_properties.comments = ""
    return one


def saved(document, change=None):
    """The bytes of a document; `change(parts)` may change its parts."""
    out = io.BytesIO()
    document.save(out)
    if change is None:
        return out.getvalue()
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data, **more):
    (one,) = base.read(data if isinstance(data, bytes) else saved(data), filename="a.docx", **more)
    return one


def html(one):
    return write(one.article.body, registered())


def codes(one):
    return {problem.code for problem in one.problems} - {"date-of-properties"}


def refused(data):
    with pytest.raises(ImportRefused) as error:
        base.read(data, filename="a.docx")
    (problem,) = error.value.problems
    assert problem.message.endswith(".")
    assert problem.mend
    return problem.code


def test_a_whole_document():
    d = document()
    d.add_paragraph("Harbour opens again", style="Title")
    d.add_paragraph("Ferries leave at dawn", style="Subtitle")
    d.add_paragraph("By Nora Lind")
    p = d.add_paragraph("SALTMERE (AP) — The ")
    p.add_run("harbour").bold = True
    p.add_run(" of Saltmere ")
    p.add_run("opened").italic = True
    p.add_run(" again on Monday after a year of repairs.")
    d.add_picture(png())
    d.inline_shapes[0]._inline.docPr.set("descr", "Boats at a quay")
    d.add_paragraph("The quay at dawn. Photo: Ivo Brandt/Coast Pictures", style="Caption")
    d.add_heading("What comes next", 2)
    d.add_paragraph("“We have waited long for this,” said Ada Holm, mayor of Saltmere.")
    d.add_paragraph("One", style="List Bullet")
    d.add_paragraph("Two", style="List Number")
    d.core_properties.keywords = "harbour, repairs"
    one = read(d)
    article = one.article
    assert (article.headline, article.alternative_headline) == ("Harbour opens again", "Ferries leave at dawn")
    assert [b.agent.name for b in article.bylines] == ["Nora Lind"]
    assert (article.dateline, article.source.name, article.keywords) == ("SALTMERE", "AP", ("harbour", "repairs"))
    (key,) = one.files
    assert article.pictures[key].alt == "Boats at a quay"
    assert one.files[key] == png().getvalue()
    paragraph, figure, heading, quote, first, second = html(one).split("\n")
    assert paragraph == (
        "<p>The <strong>harbour</strong> of Saltmere <em>opened</em> again on Monday after a year of repairs.</p>"
    )
    assert f'<img src="/imported/{key}" alt="Boats at a quay" data-photo="{key}">' in figure
    assert "The quay at dawn." in figure
    assert "Ivo Brandt/Coast Pictures</small>" in figure
    assert heading == "<h2>What comes next</h2>"
    assert 'data-speaker-name="Ada Holm"' in quote
    assert (first, second) == ("<ul><li><p>One</p></li></ul>", "<ol><li><p>Two</p></li></ol>")
    assert codes(one) == set()


def test_links():
    d = document()
    p = d.add_paragraph("See ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), d.part.relate_to("https://example.org/a?b=1&c=2",
             "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True))  # fmt: skip
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "the plan"
    run.append(words)
    link.append(run)
    p._p.append(link)
    assert html(read(d)) == '<p>See <a href="https://example.org/a?b=1&amp;c=2">the plan</a></p>'


def test_the_styles_of_quotations_are_their_roles():
    d = document()
    d.add_paragraph(TEXT)
    d.add_paragraph("We waited a year.", style="Quote")
    d.add_paragraph("A year!", style="Intense Quote")
    d.core_properties.comments = "For the weekend"
    one = read(d)
    assert [(p.role, p.text) for p in one.article.passages] == [
        ("quotation", "We waited a year."), ("pullquote", "A year!"),
    ]  # fmt: skip
    assert codes(one) == {"comment-of-properties"}


def test_without_styles_the_head_is_told_by_its_lines():
    d = document()
    for line in ("Harbour opens after a year of repairs", "By Nora Lind and Una Moss", TEXT, TEXT + " Again."):
        d.add_paragraph(line)
    article = read(d).article
    assert article.headline == "Harbour opens after a year of repairs"
    assert [b.agent.name for b in article.bylines] == ["Nora Lind", "Una Moss"]
    assert len(article.body.blocks) == 2


def test_what_only_the_properties_say_is_taken_with_a_problem():
    d = document()
    d.add_paragraph(TEXT)
    d.core_properties.author, d.core_properties.title = "Nora Lind", "Harbour opens"
    one = read(d)
    assert one.article.headline == "Harbour opens"
    assert [b.agent.name for b in one.article.bylines] == ["Nora Lind"]
    assert codes(one) == {"headline-of-properties", "byline-of-properties"}
    assert "date-of-properties" in {p.code for p in one.problems}


def test_tables_are_taken_apart_with_every_word():
    d = document()
    d.add_paragraph(TEXT)
    table = d.add_table(2, 2)
    for n, cell in enumerate(table._cells):
        cell.text = f"cell {n}"
    d.add_paragraph("Below.")
    one = read(d)
    assert html(one).split("\n")[1:] == ["<p>cell 0 | cell 1</p>", "<p>cell 2 | cell 3</p>", "<p>Below.</p>"]
    assert codes(one) == {"table"}


def test_tracked_changes_are_told_with_what_was_removed():
    d = document()
    p = d.add_paragraph(TEXT)
    for xml in (
        f"<w:ins {nsdecls('w')} w:id='1' w:author='Una'><w:r><w:t> Added.</w:t></w:r></w:ins>",
        f"<w:del {nsdecls('w')} w:id='2' w:author='Una'><w:r><w:delText>Gone words.</w:delText></w:r></w:del>",
    ):
        p._p.append(parse_xml(xml))
    one = read(d)
    assert "Added." in html(one)
    assert "Gone words." not in html(one)
    (problem,) = [p for p in one.problems if p.code == "tracked-changes"]
    assert "1 added, 1 removed" in problem.message
    assert "Gone words." in problem.message


def test_comments_and_page_margins_are_told_with_their_words():
    d = document()
    p = d.add_paragraph(TEXT)
    d.add_comment(p.runs, text="Is that so?", author="Una Moss")
    d.sections[0].header.paragraphs[0].text = "Page head"
    one = read(d)
    assert codes(one) == {"comment", "page-margin"}
    told = " ".join(p.message for p in one.problems)
    assert "Una Moss" in told
    assert "Is that so?" in told
    assert "Page head" in told


def test_footnotes_are_told_with_their_words():
    d = document()
    p = d.add_paragraph(TEXT)
    p._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"))
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    )

    def change(parts):
        parts["word/footnotes.xml"] = (
            f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>Says the port.</w:t></w:r></w:p>"
            "</w:footnote></w:footnotes>"
        ).encode()
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation.encode())

    one = read(saved(d, change))
    assert html(one) == f"<p>{TEXT}</p>"
    assert [p.message for p in one.problems if p.code == "footnote"] == ["A footnote was left out. “Says the port.”"]


def test_words_that_the_reader_passes_over_are_told():
    d = document()
    d.add_paragraph(TEXT)._p.append(
        parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr='DATE'><w:r><w:t>Third of May</w:t></w:r></w:fldSimple>")
    )
    one = read(d)
    assert "Third of May" not in html(one)
    assert [p.message for p in one.problems if p.code == "lost-words"] == [
        "Words of the document were not read. “Third of May”"
    ]


# -- hostile ---------------------------------------------------------------------------------------------------------


def test_an_external_picture_is_never_fetched(monkeypatch):
    import socket
    import urllib.request

    def never(*args, **kwargs):
        raise AssertionError("fetched")

    monkeypatch.setattr(urllib.request, "urlopen", never)
    monkeypatch.setattr(socket, "create_connection", never)
    d = document()
    d.add_paragraph(TEXT)
    d.add_picture(png())

    def change(parts):
        rels = "word/_rels/document.xml.rels"
        for target in (b"file:///etc/passwd",):
            parts[rels] = parts[rels].replace(
                b'Target="media/image1.png"', b'Target="' + target + b'" TargetMode="External"'
            )
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"r:embed=", b"r:link=")

    one = read(saved(d, change))
    assert codes(one) == {"external-picture"}
    assert one.files == {}
    assert "root:" not in str(one)


def test_a_script_link_is_no_link():
    d = document()
    p = d.add_paragraph("See ")
    p._p.append(parse_xml(
        f"<w:r {nsdecls('w')}><w:fldChar w:fldCharType='begin'/></w:r>"))  # fmt: skip
    for xml in (
        '<w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText>',
        "<w:fldChar w:fldCharType='separate'/>", "<w:t>this &lt;script&gt;</w:t>", "<w:fldChar w:fldCharType='end'/>",
    ):  # fmt: skip
        p._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))
    assert "javascript" not in html(read(d))
    assert "<script>" not in html(read(d))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    d = document()
    d.add_paragraph(TEXT)
    bomb = saved(d, lambda parts: parts.update({"word/media/a.bin": b"\0" * (package.MOST_UNPACKED + 1)}))
    assert len(bomb) < 1_000_000
    assert refused(bomb) == "too-large"
    assert refused(saved(d, lambda parts: parts.update({"word/x.xml": b" " * (package.MOST_XML + 1)}))) == "too-large"
    many = saved(d, lambda parts: parts.update({f"word/{n}.bin": b"" for n in range(package.MOST_PARTS)}))
    assert refused(many) == "too-large"


def test_a_part_that_is_longer_than_it_says_is_refused():
    d = document()
    d.add_paragraph(TEXT)
    data = bytearray(saved(d, lambda parts: parts.update({"word/styles2.xml": b"<a>" + b"x" * 5000 + b"</a>"})))
    at = data.rindex(b"word/styles2.xml") - 46
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the uncompressed size in the central directory
    assert refused(bytes(data)) in ("not-a-document", "not-well-formed")


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "entities"),
        (b"<a>" * 101 + b"</a>" * 101, "too-deep"),
        (b"<a>", "not-well-formed"),
        (b"", "not-well-formed"),
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "_rels/.rels"])
def test_xml_that_means_harm_is_refused(part, xml, code):
    d = document()
    d.add_paragraph(TEXT)
    assert refused(saved(d, lambda parts: parts.update({part: xml}))) == code


def test_what_is_no_document_is_refused():
    d = document()
    d.add_paragraph(TEXT)
    assert refused(zipped({"a.txt": b"text"})) == "not-a-document"
    assert refused(zipped({"word/a.txt": b"text"})) == "not-a-document"
    assert refused(saved(d)[:-100]) == "not-a-document"
    assert refused(b"MZ\0\1" * 50) == "not-a-document"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500) == "not-a-document"
    assert refused(saved(document())) == "empty"
    assert refused(saved(d, lambda parts: parts.pop("word/document.xml"))) == "not-a-document"


def test_a_text_with_the_wrong_extension_is_read_as_what_it_is():
    one = read(f"Headline: Harbour opens\n\n{TEXT}\n".encode())
    assert one.article.headline == "Harbour opens"


def test_a_document_with_the_wrong_extension_is_read_as_what_it_is():
    d = document()
    d.add_paragraph(TEXT)
    (one,) = base.read(saved(d), filename="a.txt")
    assert one.article.body.text == TEXT


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf"]), min_size=1, max_size=60), max_size=6
    )
)
def test_no_word_is_lost_and_the_body_is_canonical(paragraphs):
    from newsmarkup.pipeline import clean

    d = document()
    for words in paragraphs:
        d.add_paragraph(words)
    try:
        one = read(d)
    except ImportRefused:
        assert not any(words.split() for words in paragraphs)
        return
    assert clean(html(one)).html == html(one)
    a = one.article
    told = " ".join([a.headline, a.alternative_headline, a.dateline, a.body.text, *(b.agent.name for b in a.bylines),
                     *(p.message for p in one.problems)])  # fmt: skip
    for words in paragraphs:
        for word in words.split():
            if word.isalnum():
                assert word in told or word.lower() in told.lower()


def test_damaged_documents_never_break_it():
    import contextlib
    import random

    chance = random.Random(5)
    d = document()
    d.add_paragraph(TEXT)
    d.add_picture(png())
    whole = saved(d)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        with contextlib.suppress(ImportRefused):
            base.read(bytes(data), format="docx")

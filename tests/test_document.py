"""The document core: what comes in, what is stored, what is read from it."""

import subprocess
import sys

import pytest

from newsmarkup.document.passage import passages
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.errors import BodyRefused
from newsmarkup.pipeline import canonical, clean, lost, read
from newsmarkup.roles import STANDARD, Role, register
from newsmarkup.roles.quotation import words


def found(html):
    return {p.id: p for p in passages(clean(html).body, STANDARD)}


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("", ""),
        ("plain", "<p>plain</p>"),
        ("<p>a</p><p></p><p><br></p><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<h1>A</h1><h6>B</h6>", "<h2>A</h2>\n<h4>B</h4>"),
        ("<h2>a<h2>b</h2>c</h2>", "<h2>a</h2>\n<h2>b</h2>\n<p>c</p>"),
        ("<p>a <b>b <i>c</i></b><i> d</i></p>", "<p>a <strong>b <em>c</em></strong><em> d</em></p>"),
        ("<i>a <b>b</b></i>", "<p><em>a </em><strong><em>b</em></strong></p>"),
        ('<b><q data-id="q1">a</q></b>', '<p><q id="quote-q1" data-id="q1"><strong>a</strong></q></p>'),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        (
            '<p><a href="/x?a=1&amp;b=2" target="_blank" rel="noopener">x</a></p>',
            '<p><a href="/x?a=1&amp;b=2">x</a></p>',
        ),
        ("<table><tr><th>Year<td>2025</table>", "<p>Year</p>\n<p>2025</p>"),
        ("<ul>x<li>a<ul><li>b</ul></ul>", "<ul><li><p>x</p></li><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        (
            '<p>one<img src="/a.jpg" alt="A">two</p>',
            '<p>one</p>\n<figure><img src="/a.jpg" alt="A"></figure>\n<p>two</p>',
        ),
        ("<blockquote>a<hr>b</blockquote>", None),
        ("<p>5 &lt; 6 &amp; 7 &gt; 2 “x”\u00a0é 🙂</p>", "<p>5 &lt; 6 &amp; 7 &gt; 2 “x”\u00a0é 🙂</p>"),
        ("<p>a\n  b\t c</p>", "<p>a b c</p>"),
        ("<p dir=RTL lang=ar>x</p>", '<p lang="ar" dir="rtl">x</p>'),
        ("<p>a<!-- b -->c</p><!--", "<p>ac</p>\n<p>&lt;!--</p>"),
        ("<div>a<span>b</span><section>c</section></div>", "<p>ab</p>\n<p>c</p>"),
        ("<p>R&DIVISION_OF_THE_VERY_LONG_ENTITY_NAME x</p>", "<p>R&amp;DIVISION_OF_THE_VERY_LONG_ENTITY_NAME x</p>"),
    ],
)
@pytest.mark.parametrize("engine", ["bleach", "nh3"])
def test_canonical(html, stored, engine):
    result = canonical(html, engine=engine)
    assert canonical(result, engine=engine) == result
    if stored is not None:
        assert result == stored


def test_a_block_quotation_split_by_a_lifted_block_stays_one_passage():
    (quotation,) = found("<blockquote><p>“a</p><hr><p>b”</p></blockquote>").values()
    assert quotation.parts == ("“a", "b”")
    assert quotation.text == "a\nb"


def test_an_interrupted_quotation_is_one_passage():
    html = (
        '<p><q data-id="q1" data-speaker="person:holm">“We open,”</q> <span data-role="attribution" data-for="q1">Holm said'
        '</span>, <q data-id="q1">“and we stay open.”</q></p>'
    )
    passage = found(html)["q1"]
    assert passage.text == "We open, and we stay open."
    assert passage.parts == ("“We open,”", "“and we stay open.”")
    assert passage.speaker == SpeakerRef("person", "holm")
    assert len(passage.attributions) == 1
    assert canonical(html).count('data-speaker="person:holm"') == 2, "each element says whose words it is"


def test_a_quotation_over_paragraphs_is_one_passage():
    passage = found('<q data-id="q1"><p>“One.</p><p>“Two.”</p></q>')["q1"]
    assert passage.text == "One.\nTwo."
    assert passage.blocks == (0, 1)


def test_nested_quotations():
    by_id = found('<p><q data-id="q1">“She said <q data-id="q2">‘never’</q> twice.”</q></p>')
    assert by_id["q1"].text == "She said ‘never’ twice."
    assert by_id["q2"].text == "never"
    assert by_id["q2"].within == "q1"


def test_overlapping_quotations_split_a_span_and_keep_their_ids():
    by_id = found('<p><q data-id="q1">a <q data-id="q2">b</q></q><q data-id="q2"> c</q></p>')
    assert by_id["q1"].text == "a b"
    assert by_id["q2"].text.split() == ["b", "c"]


def test_the_speaker_goes_from_the_attribution_to_its_quotations():
    html = (
        '<p><q data-id="q1">“a”</q> and <q data-id="q2" data-speaker="anonymous">“b”</q>, '
        '<span data-role="attribution" data-for="q1 q2 gone" data-speaker="person" data-speaker-name="Jane Roe">she said</span></p>'
    )
    by_id = found(html)
    assert by_id["q1"].speaker == SpeakerRef("person", name="Jane Roe")
    assert by_id["q2"].speaker == SpeakerRef("anonymous")
    stored = canonical(html)
    assert 'data-for="q1 q2"' in stored
    assert stored.count("Jane Roe") == 1


def test_a_contained_attribution_belongs_to_its_block():
    html = '<blockquote data-id="b1"><p>We regret it.</p><p>— <span data-role="attribution" data-speaker="organization:council">The council</span></p></blockquote>'
    passage = found(html)["b1"]
    assert passage.speaker == SpeakerRef("organization", "council")
    assert passage.text == "We regret it."
    assert len(passage.attributions) == 1


def test_captions_and_credits_belong_to_their_picture():
    html = (
        '<figure><img src="/a.jpg" alt="A" data-photo="harbour"><figcaption data-id="c1">At dawn. (<small data-role="credit" data-id="k1">'
        "Ivo Brandt/CPA</small>)</figcaption></figure>"
    )
    by_id = found(html)
    assert by_id["c1"].text == "At dawn."
    assert by_id["k1"].text == "Ivo Brandt/CPA"
    assert {p.photo for p in by_id.values()} == {"harbour"}
    assert by_id["k1"].within == "c1"


def test_ids_are_kept_made_and_told_apart():
    html = (
        '<p><q data-id="q1">a</q></p><aside data-role="pullquote" data-id="q1"><p>a</p></aside><p><q>x</q> <q>x</q></p>'
    )
    by_id = found(html)
    assert by_id["q1"].role == "quotation"
    assert len(by_id) == 4
    assert canonical(html) == canonical(html)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("“Hello.”", "Hello."),
        ("„Hallo.“", "Hallo."),
        ("»Hej«", "Hej"),
        ("«Bonjour»", "Bonjour"),
        ("‘It’s fine,’", "It’s fine,"),
        ("“Opened only", "Opened only"),
        ("closed only.”", "closed only."),
        ("He said ‘no’", "He said ‘no’"),
        ("“He said ‘no’”", "He said ‘no’"),
        ("「はい」", "はい"),
        ("’tis", "’tis"),
        ("no marks", "no marks"),
        ("”Svensk”", "Svensk"),
        ("»Dansk«", "Dansk"),
        ("«نعم».", "نعم."),
        ("“Go,” he said, “now.”", "“Go,” he said, “now.”"),
        ("“It was ‘fine’.”", "It was ‘fine’."),
        ("‘It’s ours’", "It’s ours"),
        ("“One.\n“Two.”", "One.\nTwo."),
        ("He told us “go”", "He told us “go”"),
        ("“Go” was all", "“Go” was all"),
        ("", ""),
        ("”", "”"),
        ('"straight"', "straight"),
    ],
)
def test_the_words_of_a_quotation(part, said):
    assert words(part) == said


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<script>x</script><p>a</p>", "A <script> and what was in it was removed"),
        ('<p><span data-role="nonsense">a</span></p>', "unknown role 'nonsense'"),
        ('<img src="data:image/png;base64,xx" alt="Map">', "A picture (Map) was removed"),
        ('<iframe src="https://video.example"></iframe>', "1 <iframe> removed"),
        (
            '<q data-id=q1 data-speaker="person:a">a</q><q data-id=q1 data-speaker="person:b">b</q>',
            "different speakers",
        ),
        ('<aside data-role="pullquote"><p><q>a</q></p></aside>', "was untagged inside a pull quote"),
        ('<q data-speaker="person">a</q>', "without saying who"),
        ("<p>a\x00b</p>", "1 control characters"),
    ],
)
def test_nothing_is_dropped_in_silence(html, says):
    assert any(says in p.sentence for p in clean(html).problems), [p.sentence for p in clean(html).problems]


def test_lost_passages_are_named():
    before = read(canonical('<p><q data-id="q1">“a”</q> <q data-id="q2">“b”</q></p>'))
    after = read(canonical('<p><q data-id="q1">“a”</q> “b”</p>'))
    assert [p.id for p in lost(before, after)] == ["q2"]


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<b>" * 101, "nested more than 100 deep"),
        ("<br>" * 10_001, "more than 10,000 tags"),
        (f'<p title="{"x" * 5000}">', "at most 4,096"),
        ("&amp;" * 10_001, "10,001 “&” signs"),
        ("x" * 1_000_001, "1,000,001 characters"),
    ],
)
def test_refusals_name_the_value_and_the_mend(html, says):
    with pytest.raises(BodyRefused, match=says) as refused:
        canonical(html)
    assert refused.value.problems[0].mend


def test_a_role_of_a_newsrooms_own_needs_one_value(monkeypatch):
    import newsmarkup.roles as roles

    monkeypatch.setattr(roles, "_registered", roles.STANDARD)
    register(Role("figure-of-speech", "Figure", "A number that was checked.", "inline", "span", "Alt-Shift-6", "teal",
                  marker=("data-role", "checked")))  # fmt: skip
    html = '<p><span data-role="checked" data-id="f1">42 per cent</span></p>'
    assert canonical(html) == html
    assert found(html) == {}
    assert passages(clean(html).body, roles.registered())[0].role == "figure-of-speech"
    with pytest.raises(ValueError, match="already called"):
        register(Role("quotation", "Q", "", "inline", "q", "", ""))
    with pytest.raises(ValueError, match="marker of its own"):
        register(Role("other", "Q", "", "inline", "span", "", "", marker=("data-role", "attribution")))


PURE = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "rest_framework", "django_prose_editor"):
            raise ImportError(f"{name} is imported by the pure half")
sys.meta_path.insert(0, Block())
import pkgutil, importlib
import newsmarkup.errors, newsmarkup.guard, newsmarkup.sanitize, newsmarkup.pipeline
for name in ("document", "roles", "graph", "exporting"):
    package = importlib.import_module("newsmarkup." + name)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
from newsmarkup.pipeline import canonical
print(canonical("<p onclick=x>ok"))
"""


def test_the_pure_half_works_without_django():
    run = subprocess.run([sys.executable, "-c", PURE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "<p>ok</p>"), run.stderr

"""What must hold of every body, whatever was submitted."""

import re
from html import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsmarkup.document.node import Node
from newsmarkup.document.passage import passages
from newsmarkup.document.write import write
from newsmarkup.pipeline import canonical, clean, read
from newsmarkup.roles import STANDARD

TAGS = (
    "p div h1 h2 h6 ul ol li blockquote aside figure figcaption img q span small a b strong em i u s sub "
    "sup code br hr table tr td section pre cite mark form select option button svg math iframe noscript "
    "template textarea title object x-y"
).split()
ATTRIBUTES = (
    'data-id="q1"',
    'data-id="q2"',
    'data-id="1 x"',
    'data-role="attribution"',
    'data-role="credit"',
    'data-role="pullquote"',
    'data-role="nonsense"',
    'data-speaker="person:jane"',
    'data-speaker="person"',
    'data-speaker-name="J. Roe"',
    'data-speaker="anonymous"',
    'data-alleged="true"',
    'data-for="q1 q2"',
    'href="/x"',
    'href="javascript:alert(1)"',
    'src="/a.jpg"',
    'src="data:x"',
    'alt="A&amp;B"',
    'lang="de"',
    'dir="rtl"',
    'class="x"',
    'onclick="x()"',
    'cite="https://a.example/"',
    'id="quote-q1"',
)
WORDS = st.text(st.sampled_from("abcé “”‘’ \n\t\u00a0&<>שלום日本\U0001f600.,"), max_size=12).map(escape)


@st.composite
def markup(draw):
    """A mixture of well-nested, misnested and broken HTML."""
    out = []
    for _ in range(draw(st.integers(0, 25))):
        kind = draw(st.integers(0, 3))
        tag = draw(st.sampled_from(TAGS))
        if kind == 0:
            out.append(draw(WORDS))
        elif kind == 1:
            out.append(f"</{tag}>")
        else:
            attributes = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3))
            out.append("<" + " ".join([tag, *attributes]) + ">")
    return "".join(out)


ENGINE = st.sampled_from(["bleach", "nh3"])


def visible(text):
    return re.sub(r"\s+", "", text)


@settings(max_examples=300, deadline=None)
@given(markup(), ENGINE)
@example("<q data-id=q1>a<q data-id=q2>b</q></q><q data-id=q2>c</q>", "bleach")
@example("<p> <b> <i>\n</i></b>x<br> <br></p>", "bleach")
def test_canonical_is_a_fixed_point(html, engine):
    once = clean(html, engine=engine)
    assert canonical(once.html, engine=engine) == once.html
    assert read(once.html) == once.body
    assert write(read(once.html), STANDARD) == once.html


@settings(max_examples=300, deadline=None)
@given(markup())
def test_both_engines_keep_the_same_words(html):
    """Where tags are misnested, the two parsers may part paragraphs in other places; the words are the same."""
    assert visible(clean(html, engine="bleach").body.text) == visible(clean(html, engine="nh3").body.text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([t for t in TAGS if t not in ("img", "br", "hr")]), st.sampled_from(ATTRIBUTES), WORDS
        ),
        max_size=12,
    ),
    ENGINE,
)
def test_no_word_is_lost(parts, engine):
    html = "".join(f"<{tag} {attribute}>{words}</{tag}>{words}" for tag, attribute, words in parts)
    plain = "".join(words + words for _, _, words in parts)
    from html import unescape

    assert visible(clean(html, engine=engine).body.text) == visible(unescape(plain))


@settings(max_examples=200, deadline=None)
@given(markup())
def test_ids_are_unique_and_attributions_point_at_quotations(html):
    body = clean(html).body
    found = {p.id: p for p in passages(body, STANDARD)}
    anchors = re.findall(r' id="([^"]+)"', write(body, STANDARD))
    assert len(anchors) == len(set(anchors)) == sum(p.role == "quotation" for p in found.values())
    for passage in found.values():
        for id in passage.quotations:
            assert found[id].role in ("quotation", "pullquote")
    roles = {}
    for node in body.walk():
        if isinstance(node, Node) and node.get("data-id"):
            role = STANDARD.of(node.name, node.get)
            assert roles.setdefault(node.get("data-id"), role) is role


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 140), st.integers(0, 60), st.integers(0, 6000), st.integers(0, 12_000), st.integers(0, 5_000))
def test_what_surely_fits_is_never_refused(depth, signs, address, words, paragraphs):
    """The few counts that spare a second reading of what was written say yes only where that reading would."""
    from newsmarkup.errors import BodyRefused
    from newsmarkup.guard import fits, guard

    link = f'<p><a href="/{"x" * address}">link</a></p>' if address else ""
    html = "<blockquote>" * depth + "<p>" + "&amp;" * signs + "w " * words + "</p>" + "</blockquote>" * depth
    html += link + "<p>x</p>" * paragraphs
    try:
        guard(html)
        refused = False
    except BodyRefused:
        refused = True
    assert not (refused and fits(html, depth + 1))

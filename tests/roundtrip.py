"""What an article holds of each thing that a format may carry, so that it can be compared before and after a trip."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from newsmarkup.document.article import Article, Person
from newsmarkup.document.node import Node
from newsmarkup.exporting.pictures import shown
from newsmarkup.graph.agents import speaker_agent


def held(article: Article, what: str) -> list[Any]:
    """In the order of the text; speakers by kind and name, since keys are each newsroom's own."""
    passages = article.open_passages
    quotations = [p for p in passages if p.role == "quotation"]
    if what in ("quotation", "attribution", "pullquote"):
        return [p.text for p in passages if p.role == what]
    if what in ("caption", "credit"):
        return [getattr(one, what) for one in shown(article) if getattr(one, what)]
    if what == "speaker":
        return [_speaker(p.speaker, article) for p in quotations]
    if what in ("alleged", "occasion", "cite"):
        return [getattr(p, what) for p in quotations]
    if what == "rights":
        return [
            (o.picture.url, o.picture.creators, o.picture.copyright_notice, o.picture.license_url)
            for o in shown(article)
        ]
    return [*getattr(article, what)] if what != "backstory" else [article.backstory]


def _speaker(ref: Any, article: Article) -> tuple[str, str] | None:
    if ref is None:
        return None
    agent = speaker_agent(ref, article)
    if agent is None:
        return ("anonymous", "") if ref.kind == "anonymous" else None
    return ("person" if isinstance(agent, Person) else "organization", agent.name)


# -- random articles -----------------------------------------------------------------------------------------------------

WORD = st.text(st.sampled_from("abcdeé’日שñ*_[]#<>&`~|-.!1 "), min_size=1, max_size=12).map(str.strip).filter(bool)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
SPEAKER = st.sampled_from(
    [(), (("data-speaker", "person:mayor"),), (("data-speaker", "anonymous"),),
     (("data-speaker", "person"), ("data-speaker-name", "Jo O’Reed")),
     (("data-speaker", "organization"), ("data-speaker-name", "Board & Sons"))]
)  # fmt: skip


@st.composite
def paragraph(draw: Any) -> Node:
    children: list[Any] = [draw(WORDS), " "]
    for n in range(draw(st.integers(0, 2))):
        attrs = [("data-id", f"q{draw(st.integers(1, 10**6))}"), *draw(SPEAKER)]
        if draw(st.booleans()):
            attrs += [("data-alleged", "true")]
        if draw(st.booleans()):
            attrs += [("data-occasion", draw(WORDS)[:80]), ("cite", "https://source.example/a?b=1&c=2")]
        said: Any = f"“{draw(WORDS)}”"
        children += [Node("q", tuple(attrs), (said,)), " "]
        if draw(st.booleans()):
            named = (
                ("data-role", "attribution"),
                ("data-id", f"a{n}{draw(st.integers(1, 10**6))}"),
                ("data-for", attrs[0][1]),
            )
            children += [Node("span", named, (draw(WORDS),)), " "]
    children.append(Node("em", (), (draw(WORDS),)))
    return Node("p", (), tuple(children))


@st.composite
def figure(draw: Any) -> Node:
    name = draw(st.sampled_from(["dawn", "dusk", "noon"]))
    credit = Node("small", (("data-role", "credit"), ("data-id", f"k{draw(st.integers(1, 10**6))}")), (draw(WORDS),))
    caption = Node(
        "figcaption", (("data-id", f"c{draw(st.integers(1, 10**6))}"),), (f"Caption {draw(WORDS)}. ", credit)
    )
    image = (("src", f"/media/{name}.jpg"), ("alt", draw(WORDS)), ("data-photo", name))
    return Node("figure", (), (Node("img", image), caption))


PULLQUOTE = st.builds(
    lambda text, n: Node("aside", (("data-role", "pullquote"), ("data-id", f"p{n}")), (Node("p", (), (text,)),)),
    WORDS, st.integers(1, 10**6),
)  # fmt: skip
HEADING = st.builds(lambda text: Node("h2", (), (text,)), WORDS)
LIST = st.builds(lambda text: Node("ul", (), (Node("li", (), (Node("p", (), (text,)),)),)), WORDS)
BLOCKS = st.lists(st.one_of(paragraph(), paragraph(), figure(), PULLQUOTE, HEADING, LIST), min_size=1, max_size=6)

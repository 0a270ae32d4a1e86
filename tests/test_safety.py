"""Floods, depths and odd inputs: each is answered at once, by canonical HTML with every word, or by a refusal in words.

Every input is cleaned in a process of its own that may take 100 MB more than it starts with. `python
tests/test_safety.py` (where newsmarkup is installed) prints what each costs.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsmarkup import guard as guarding
from newsmarkup.document.schema import ELEMENTS
from newsmarkup.errors import BodyRefused
from newsmarkup.guard import guard
from newsmarkup.nesting import VOID, Nesting
from newsmarkup.pipeline import canonical, clean, read

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 1.0
NOISE = 3  # other processes on the machine
MEGABYTES = 100
ENGINES = ("bleach", "nh3")


@dataclass(frozen=True)
class Case:
    """`text`: the words that must come out; `refused`: what the refusal says."""

    make: Callable[[], str]
    text: str = ""
    refused: str = ""


def numbered(count: int, one: str) -> str:
    return "".join(one.replace("#", str(i)) for i in range(count))


WORDS = "word " * 99_000
CASES = {
    # depth
    "div, 10,000 deep": Case(lambda: "<div>" * 10_000 + "x", refused="nested more than 100 deep"),
    "b, 100,000 deep": Case(lambda: "<b>" * 100_000 + "x", refused="100 deep"),
    "quotations, 100,000 deep": Case(lambda: "<q>" * 100_000 + "x", refused="100 deep"),
    "lists, 10,000 deep": Case(lambda: "<ul><li>" * 10_000 + "x", refused="100 deep"),
    "block quotations, 50 deep": Case(lambda: "<blockquote>" * 50 + "x", refused="more than 10 deep"),
    "unknown elements, 9,999 deep": Case(lambda: "<rt>" * 9_999 + "x", "x"),
    "spans left open in divs": Case(lambda: "<span><div></span></div>" * 2_000 + "x", refused="100 deep"),
    "lists without items": Case(lambda: "<ul>" * 70 + "x", refused="100 deep"),
    "100 deep": Case(lambda: "<div>" * 100 + "x" + "</div>" * 100, "x"),
    # end tags left out
    "p ×5,000 unclosed": Case(lambda: "<p>x" * 5_000, "x" * 5_000),
    "td ×5,000 unclosed": Case(lambda: "<table><tr>" + "<td>x" * 4_990, "x" * 4_990),
    "li ×2,400 unclosed": Case(lambda: "<ul>" + "<li>x" * 2_400, "x" * 2_400),
    "li ×5,000 unclosed": Case(
        lambda: "<ul>" + "<li>x" * 5_000, refused="with them, the text has more than 10,000 tags"
    ),
    "dt and dd ×1,200 unclosed": Case(lambda: "<dl>" + "<dt>x<dd>y" * 1_200, "xy" * 1_200),
    # many tags
    "9,999 tags": Case(lambda: "x<br>" * 9_999, "x" * 9_999),
    "10,001 tags": Case(lambda: "<br>" * 10_001, refused="more than 10,000 tags"),
    "spans ×4,999": Case(lambda: "<span>x</span>" * 4_999, "x" * 4_999),
    "empty paragraphs ×4,999": Case(lambda: "<p></p>" * 4_999, ""),
    "end tags ×9,999": Case(lambda: "x</b>" * 9_999, "x" * 9_999),
    "</p> ×4,999": Case(lambda: "x</p>" * 4_999, "x" * 4_999),
    "100,000 × <a ": Case(lambda: "<a " * 100_000, refused="10,001 “<” signs"),
    "1,000 × <a ": Case(lambda: "<a " * 1_000, "<a" * 1_000),
    "500,000 × <": Case(lambda: "<" * 500_000, refused="10,001 “<” signs"),
    "250,000 × <>": Case(lambda: "<>" * 250_000, refused="signs"),
    "250,000 × </": Case(lambda: "</" * 250_000, refused="signs"),
    "pictures ×9,999": Case(lambda: "<img src=/a.jpg>" * 9_999, refused="more than 10,000 tags"),
    "pictures ×9,999 without an address": Case(lambda: "<img src=x>" * 9_999, ""),
    # attributes
    "100,000 attributes": Case(lambda: "<p " + "a=1 " * 100_000 + ">x</p>", refused="longer than can be read"),
    "120,000 attributes in 120 tags": Case(lambda: ("<p " + "a=1 " * 1_000 + ">x") * 120, refused="20,000 attributes"),
    "one attribute of 490 KB": Case(lambda: f'<p title="{"x" * 490_000}">x', refused="at most 4,096"),
    "quotes in attributes": Case(lambda: "<p title=\"a > b\" lang=de>x</p><p title='<p>'>y", "xy"),
    "a quote never closed": Case(lambda: '<p>one</p><a href="x>two</a><p>three</p>', 'one<ahref="x>twothree'),
    # signs
    "&amp; ×10,000": Case(lambda: "&amp;" * 10_000, "&" * 10_000),
    "&amp; ×100,000": Case(lambda: "&amp;" * 100_000, refused="100,000 “&” signs"),
    "& ×100,000": Case(lambda: "& " * 100_000, refused="100,000 “&” signs"),
    "> ×500,000": Case(lambda: ">" * 500_000, refused="500,000 “>” signs"),
    "& in a long text": Case(lambda: ("\U0001f600" + "x" * 40 + "&") * 9_999, refused="Part it into paragraphs"),
    "every named entity": Case(lambda: "&" + " &".join(html5), "".join(map(unescape, (f"&{name} " for name in html5)))),
    "every number as an entity": Case(
        lambda: "".join(f"&#{n}" for n in range(9_999)), "".join(unescape(f"&#{n}") for n in range(9_999))
    ),
    "a numeric entity of 256 KB": Case(lambda: "a&#" + "1" * 262_144 + ";b", "a\ufffdb"),
    "an entity's name of 256 KB": Case(lambda: "a&" + "b" * 262_144, "a&" + "b" * 262_144),
    # comments and what looks like them
    "<!-- ×100,000": Case(lambda: "<!--" * 100_000, refused="signs"),
    "<!-- --> ×60,000": Case(lambda: "x" + "<!-- -->" * 60_000 + "y", "xy"),
    "<! ×250,000": Case(lambda: "<!" * 250_000, refused="signs"),
    "<? ×250,000": Case(lambda: "<?" * 250_000, refused="signs"),
    "an open comment in 490 KB": Case(lambda: "<!--" + "x" * 490_000, "<!--" + "x" * 490_000),
    "CDATA, doctype, instructions": Case(lambda: "<!doctype html><?php x?><![CDATA[y]]>z<!>", "]]>z"[3:]),
    "scripts ×25,000": Case(lambda: "a" + "<script>b</script>" * 25_000 + "c", "ac"),
    "a script never closed": Case(lambda: "a<script>" * 50_000, "a"),
    "script as part of a name": Case(lambda: "<scriptx>a</scriptx>" * 4_999, "a" * 4_999),
    # misnested
    "<b><i> closed the wrong way round": Case(lambda: "<b><i></b></i>" * 2_499, ""),
    "<b><i> ×5,000 closed wrongly": Case(lambda: "<b><i>x" * 5_000 + "</b>" * 5_000, refused="100 deep"),
    "<b><i>, words between": Case(lambda: "<b>x<i>y</b>z</i>" * 1_200, "xyz" * 1_200),
    "links across paragraphs": Case(lambda: "<a href=/x><p>x</a></p>" * 1_200, "x" * 1_200),
    "links never closed": Case(lambda: "<p><a href=/x>x" * 2_000, "x" * 2_000),
    "bold across divs": Case(lambda: "<b><div></b></div>x" * 1_200, "x" * 1_200),
    "99 formats opened again 500 times": Case(
        lambda: "<p>" + numbered(99, "<b id=x#>") + "<p>x" * 500,
        refused="with them, the text has more than 10,000 tags",
    ),
    "three formats opened again 700 times": Case(lambda: "<p><b><i><u>x" + "<p>x" * 700, "x" * 701),
    # equal passages
    "equal quotations ×4,900": Case(lambda: "<q>x</q>" * 4_900, "x" * 4_900),
    "equal pull quotes ×2,400": Case(lambda: "<aside data-role=pullquote>x</aside>" * 2_400, "x" * 2_400),
    "equal captions ×2,400": Case(lambda: "<figcaption>x</figcaption>" * 2_400, "x" * 2_400),
    "attributions of 780 quotations ×110": Case(
        lambda: (
            numbered(1_000, "<q data-id=q#>x</q>")
            + f"<span data-role=attribution data-for='{numbered(780, 'q# ')}' data-speaker=anonymous>y</span>" * 110
        ),
        "x" * 1_000 + "y" * 110,
    ),
    "ten quotations around 490 KB": Case(lambda: "<q>" * 10 + WORDS, WORDS),
    "unknown roles ×4,900": Case(lambda: numbered(4_900, "<span data-role=r#>x</span>"), "x" * 4_900),
    # long and empty
    "nothing": Case(lambda: "", ""),
    "white space": Case(lambda: " \n\t" * 160_000, ""),
    "a comment alone": Case(lambda: "<!-- nothing -->", ""),
    "empty formatting": Case(lambda: "<p><b></b><br></p><div> </div>", ""),
    "1 MB of text": Case(lambda: "word " * 200_000, refused="1,000,000 characters; at most 500,000"),
    "490 KB of text": Case(lambda: WORDS, WORDS),
    "a word of 490 KB": Case(lambda: "w" * 490_000, "w" * 490_000),
    "490,000 lines": Case(lambda: "w\n" * 245_000, "w" * 245_000),
    "490,000 emoji": Case(lambda: "\U0001f600" * 490_000, "\U0001f600" * 490_000),
    "paragraphs of 490 KB": Case(lambda: ("<p>" + "w " * 46 + "</p>") * 4_900, "w" * 46 * 4_900),
    # characters
    "NUL ×490,000": Case(lambda: "a" + "\0" * 490_000 + "b", "ab"),
    "C0 controls": Case(lambda: "a" + "".join(map(chr, range(0x20))) * 15_000 + "b", "ab"),
    "lone surrogates": Case(lambda: "a" + "\ud800\udfff" * 245_000 + "b", "a" + "\ufffd" * 490_000 + "b"),
    "noncharacters": Case(lambda: "a\ufffe\uffff\ufdd0\U0001fffeb", "ab"),
    "NUL in names": Case(lambda: "<scr\0ipt>a</scr\0ipt><a href='java\0script:x'>b</a>", "ab"),
    # the slowest that a search among what the guard lets through has found
    "slow: headings between rules": Case(lambda: "&eacute;word \n<hr><h1>😀x" * 1_600, "éword😀x" * 1_600),
    "slow: line breaks in headings": Case(
        lambda: ("é\n" + "x" * 90 + "<br><h1>😀") * 3_330, ("é" + "x" * 90 + "😀") * 3_330
    ),
    "slow: links and rules": Case(lambda: "xyz<a href=/x>z</a><hr>" * 1_600, "xyzz" * 1_600),
    "slow: pull quotes in definitions": Case(
        lambda: "<dt src=/a.jpg>&eacute;<q data-role=pullquote>xyzx</i>></q>&amp;</dt>" * 1_200, "éxyzx>&" * 1_200
    ),
}


def visible(text: str) -> str:
    return re.sub(r"[\s\u0085]+", "", text)


def answer(case: Case, engine: str) -> dict[str, object]:
    """What cleaning this input gives: seconds, megabytes, and what is wrong with the answer ("" for nothing)."""
    html = case.make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    refused = ""
    result = None
    try:
        result = clean(html, engine=engine)
    except BodyRefused as error:
        refused = str(error)
    seconds = time.perf_counter() - start
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / unit
    wrong = ""
    if case.refused:
        wrong = "" if refused and case.refused in refused else f"not refused with {case.refused!r}: {refused!r}"
    elif result is None:
        wrong = f"refused: {refused}"
    elif visible(result.body.text) != visible(case.text):
        wrong = f"other words: {visible(result.body.text)[:80]!r}"
    elif canonical(result.html, engine=engine) != result.html or read(result.html) != result.body:
        wrong = "no fixed point"
    return {"seconds": seconds, "megabytes": megabytes, "wrong": wrong, "refused": refused, "length": len(html)}


def serve(engine: str) -> None:
    """Answer every case in a fork of its own, a line of JSON each."""
    clean("<p>warm</p>", engine=engine)
    for name, case in CASES.items():
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            signal.alarm(60)
            if sys.platform == "linux":
                pages = int(Path("/proc/self/statm").read_text().split()[0])
                limit = pages * resource.getpagesize() + (MEGABYTES + 10) * 1024 * 1024  # 10 for the input itself
                resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
            try:
                line = answer(case, engine)
            except BaseException as error:
                line = {"seconds": 0, "megabytes": 0, "wrong": repr(error)[:300], "refused": "", "length": 0}
            print(json.dumps({"name": name, **line}), flush=True)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if status:
            wrong = f"the process ended with status {status}"
            print(json.dumps({"name": name, "seconds": 60, "megabytes": 0, "wrong": wrong, "refused": "", "length": 0}))


def ask(engine: str) -> dict[str, dict[str, object]]:
    run = subprocess.run(
        [sys.executable, __file__, engine],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr[-2000:]
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return {str(line["name"]): line for line in lines}


@pytest.fixture(scope="module", params=ENGINES)
def answers(request):
    return ask(request.param)


@pytest.mark.parametrize("name", CASES)
def test_answered_at_once_and_rightly(answers, name):
    found = answers[name]
    assert not found["wrong"]
    assert found["seconds"] <= SECONDS * NOISE
    assert found["megabytes"] <= MEGABYTES


TAGS = "p div ul li dd h2 blockquote aside section q span b i u s a small br img hr td x-y pre code button".split()
PIECES = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.tuples(st.sampled_from(TAGS), st.sampled_from(["x=1", "href=/x", "data-role=pullquote", "src=/a.jpg"])).map(
        lambda pair: f"<{pair[0]} {pair[1]}>"
    ),
    st.sampled_from(["x", " word", "&eacute;", "&amp;", "<", "\U0001f600", "x" * 80]),
)


def most(pattern: str) -> str:
    """The longest repetition of a pattern that the guard lets through."""
    few, many = 1, 500_000 // len(pattern)
    while few < many:
        middle = (few + many + 1) // 2
        try:
            guard(pattern * middle)
            few = middle
        except BodyRefused:
            many = middle - 1
    return pattern * few


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, min_size=2, max_size=8).map("".join), st.sampled_from(ENGINES))
def test_whatever_the_guard_lets_through_is_answered_at_once(pattern, engine):
    html = most(pattern)
    start = time.process_time()
    try:
        once = canonical(html, engine=engine)
    except BodyRefused:
        once = ""
    assert time.process_time() - start <= SECONDS * NOISE
    assert canonical(once, engine=engine) == once


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.integers(1, 6))
def test_nesting_counts_no_less_than_the_parser_builds(pattern, times):
    from bleach._vendor import html5lib

    nesting = Nesting()
    html = guarded(pattern * times, nesting)
    built = [e for e in html5lib.parseFragment(html, namespaceHTMLElements=False).iter() if isinstance(e.tag, str)][1:]
    tags = sum(1 if e.tag in VOID else 2 for e in built)
    assert tags <= nesting.tags * 1.25 + 20


def guarded(html: str, nesting: Nesting) -> str:
    """What the guard hands on, counted by `nesting` and not limited."""
    reading = guarding._Reading(html, [], ELEMENTS)
    reading.nesting = nesting
    reading.check = lambda name: None
    return reading.run()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<img alt="a <form b" src="/a.jpg"><p>text "quoted" more</p>', 'text "quoted" more'),
        ("<p>a <b c d</p>", "a <b c d"),
        ("<p>5 < 6 and 7 > 4</p>", "5 < 6 and 7 > 4"),
        ("<p>a </ b</p>", "a </ b"),
        ("<p>x <y", "x <y"),
        ("<a title='it's'>x</a>", "x"),
        ("<p title=a/b>x</p>", "x"),
        ("<b<i>x</i>", "<bx"),
        ("<text>x</text><mi>y</mi><set>z", "xyz"),
        ("&copy1 &ampx &notit; &NotEqualTilde;", "©1 &x ¬it; ≂̸"),
        ("\ufeffx", "x"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_no_word_is_lost_to_a_broken_tag(html, text, engine):
    assert clean(html, engine=engine).body.text.split() == unescape(text).split()


@pytest.mark.parametrize(
    "html",
    [
        "<p>a&#11;b&#x1c;c&#0;d&#xd800;e&#xffff;</p>",
        '<img src="/a.jpg" alt="a&#14;b">',
        "<q>a<aside data-role=pullquote>“b”</aside>c</q>",
        "<figcaption><figcaption>a</figcaption><span data-role=attribution data-speaker=person:a>b",
        "<figcaption data-role=credit><q></figcaption><q><figcaption lang=de>x",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_once_is_as_good_as_twice(html, engine):
    once = canonical(html, engine=engine)
    assert [canonical(once, engine=other) for other in ENGINES] == [once, once]


@pytest.mark.parametrize(
    "url", ["http:", "https://", "http:x", "https:javascript:x", "https://a b/", "http://[x]/", "//a.example"]
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_link_to_nowhere_is_none(url, engine):
    assert canonical(f'<a href="{url}">x</a>', engine=engine) == "<p>x</p>"


def test_a_body_that_could_not_be_read_again_is_not_stored():
    with pytest.raises(BodyRefused, match="more than 10,000 tags"):
        canonical("<ul>" + "<li>x" * 3_000)
    with pytest.raises(BodyRefused, match=r"500,007 characters; at most 500,000"):
        canonical("x" * 500_000)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(sys.argv[1])
    else:
        table = [ask(engine) for engine in ENGINES]
        for name in CASES:
            cells = [f"{one[name]['seconds']:6.3f} s {one[name]['megabytes']:4.0f} MB" for one in table]
            said = table[0][name]["wrong"] or table[0][name]["refused"][:70] or "clean"
            print(f"{name:42} {'   '.join(cells)}   {said}")

"""Script-injection payloads of public test suites, in a real browser: not one script runs, whichever engine cleans.

Without a content security policy: it is the sanitiser that is tested. A control shows that the harness sees scripts.
"""

import json

import pytest

from newsmarkup.errors import BodyRefused
from newsmarkup.graph.jsonld import dumps, script
from newsmarkup.pipeline import canonical
from newsmarkup.templatetags.newsmarkup import head

pytestmark = [pytest.mark.browser, pytest.mark.shared]

BATCH = 150
WATCH = """
window.hits = []
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"])
  window[name] = () => { window.hits.push([window.current ?? "page", name]) }
window.addEventListener("error", (event) => {
  if (event instanceof ErrorEvent) hits.push([window.current ?? "page", event.message])
})
"""
# Set each a second and third time through innerHTML, touch every element, then look for what could act.
PROVOKE = """async () => {
  const EVENTS = "mouseover mouseenter pointerover focus blur click toggle animationend error load".split(" ")
  document.addEventListener("click", (event) => event.preventDefault())
  document.addEventListener("submit", (event) => event.preventDefault())
  const acting = []
  for (const section of document.querySelectorAll("section[data-n]")) {
    window.current = section.dataset.n
    section.innerHTML = section.innerHTML
    const other = document.createElement("div")
    document.body.append(other)
    other.innerHTML = section.innerHTML
    for (const root of [section, other]) {
      for (const element of root.querySelectorAll("*")) {
        for (const type of EVENTS)
          element.dispatchEvent(new Event(type, {bubbles: true, cancelable: true}))
        for (const {name, value} of element.attributes) if (/^on/i.test(name)) acting.push([section.dataset.n, name, value])
        for (const name of ["href", "src", "cite", "action", "formaction", "xlinkHref", "data", "srcdoc"]) {
          const url = element[name]
          if (typeof url === "string" && url && !/^(https?|mailto|tel):/i.test(url))
            acting.push([section.dataset.n, name, url])
        }
        if (/^(script|style|iframe|object|embed|svg|math|link|meta|base|form|template)$/i.test(element.localName))
          acting.push([section.dataset.n, element.localName])
      }
    }
    other.remove()
    await new Promise((resolve) => queueMicrotask(resolve))
  }
  await new Promise((resolve) => setTimeout(resolve, 150))
  return {hits: window.hits, acting}
}"""


@pytest.fixture(scope="module")
def payloads(shared):
    lines = (shared / "corpora/attacks/xss.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["payload"] for line in lines]


def provoke(browser, sections):
    """What ran or could run in a page with these (number, HTML) sections, and the requests for scripts it made."""
    html = "".join(f'<section data-n="{n}">{text}</section>\n' for n, text in sections)
    page = browser.new_page()
    asked = []

    def answer(route):
        if route.request.url == "http://paper.test/":
            document = f"<!doctype html><meta charset=utf-8><title>x</title><script>{WATCH}</script><body>{html}"
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        else:
            if route.request.resource_type not in ("image", "other"):
                asked.append((route.request.resource_type, route.request.url))
            route.abort()

    page.route("**/*", answer)
    page.on("dialog", lambda dialog: (asked.append(("dialog", dialog.message)), dialog.dismiss()))
    page.goto("http://paper.test/")
    result = page.evaluate(PROVOKE)
    shown = page.locator("section[data-n]").count()
    page.close()
    return {**result, "asked": asked, "shown": shown}


def test_the_harness_sees_scripts(browser):
    """Controls, each in a page of its own: what isn't cleaned is found out."""
    for attack in (
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<p onmouseover=alert(1)>x</p>",
        "<svg onload=alert(1)>",
        "<script src=//evil.test/x.js></script>",
        '<a href="javascript:alert(1)">x</a>',
    ):
        found = provoke(browser, [(0, attack)])
        assert found["hits"] or found["asked"] or found["acting"], attack


@pytest.mark.parametrize("engine", ["bleach", "nh3"])
def test_no_payload_runs_in_a_body(browser, payloads, engine):
    sections = []
    for n, payload in enumerate(payloads):
        try:
            html = canonical(payload, engine=engine)
        except BodyRefused:
            continue
        sections.append((n, html))
    assert len(sections) > 0.95 * len(payloads)
    for start in range(0, len(sections), BATCH):
        batch = sections[start : start + BATCH]
        found = provoke(browser, batch)
        assert found["shown"] == len(batch), "a payload broke out of its section"
        for kind in ("hits", "acting", "asked"):
            assert not found[kind], [(hit, payloads[int(hit[0])]) for hit in found[kind][:5] if str(hit[0]).isdigit()]


def test_no_payload_runs_in_the_head_or_the_graph(browser, payloads):
    from newsmarkup.document.article import Article, Picture, Site
    from newsmarkup.document.node import Body
    from newsmarkup.exporting.record import record

    sections = []
    for n, payload in enumerate(payloads):
        picture = Picture("k", "https://paper.test/x.jpg", alt=payload)
        article = Article(
            "1", "https://paper.test/a/", payload, Body(), Site("P", "https://paper.test"), description=payload,
            keywords=(payload,), lead=picture, pictures={"k": picture},
        )  # fmt: skip
        sections.append((n, f"{script(dumps({'headline': payload}))}<template>{head(record(article))}</template>"))
    for start in range(0, len(sections), BATCH):
        batch = sections[start : start + BATCH]
        found = provoke(browser, batch)
        assert found["shown"] == len(batch), "a payload broke out of its element"
        assert not found["hits"]
        assert not found["asked"]

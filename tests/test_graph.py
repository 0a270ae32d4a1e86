"""The graph: what the editor's tags say, in the right places, and nothing invented."""

import json
import subprocess
from datetime import UTC, datetime

import pytest

from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section, Site
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps, script
from newsmarkup.graph.thing import moment
from newsmarkup.pipeline import clean

SITE = Site("The Harbour Paper", "https://paper.example", "en")
PAPER = Organization(
    "paper",
    "The Harbour Paper",
    "NewsMediaOrganization",
    "https://paper.example/",
    logo=Picture("", "https://paper.example/logo.png", 512, 512),
)
HOLM = Person("holm", "Ada Holm", job_title="mayor")
NORA = Person("nora", "Nora Lind", url="https://paper.example/people/nora/", affiliation=PAPER)
PHOTO = Picture(
    "harbour", "https://paper.example/media/harbour.jpg", 1600, 900, "image/jpeg", "Boats", "The harbour.", ("Ivo Brandt",),
    credit_line="Ivo Brandt/CPA", source="CPA", copyright_notice="© 2026 Ivo Brandt", copyright_holder="Ivo Brandt",
    license_url="https://cpa.example/licence", acquire_license_url="https://cpa.example/buy",
    digital_source_type="DigitalCaptureDigitalSource",
)  # fmt: skip
BODY = """
<figure><img src="/media/harbour.jpg" alt="Boats" data-photo="harbour"><figcaption>At dawn. (<small data-role="credit">Brandt/Pool via CPA</small>)</figcaption></figure>
<p><q data-id="q1" data-speaker="person:holm">“We open,”</q> Holm said, <q data-id="q1">“and stay open.”</q></p>
<p><q data-id="q2" data-speaker="anonymous">“Not before May,”</q> said a source.</p>
<p><q data-id="q3" data-speaker="person" data-speaker-name="Old Tam" data-alleged="true">“Sink it”</q></p>
<aside data-role="pullquote"><p>“We open”</p></aside>
<p><q data-id="q4" data-speaker="person:gone">“Who?”</q></p>
"""


def article(body=BODY, **facts):
    values = {
        "id": "1",
        "url": "https://paper.example/a/",
        "headline": "Harbour opens",
        "body": clean(body).body,
        "site": SITE,
        "description": "It opens.",
        "section": Section("Town", "town", "https://paper.example/town/"),
        "language": "en",
        "bylines": (Byline(NORA), Byline(PAPER, "editor")),
        "lead": PHOTO,
        "publisher": PAPER,
        "published": datetime(2026, 3, 1, 8, tzinfo=UTC),
        "speakers": {"person:holm": HOLM},
        "pictures": {"harbour": PHOTO},
    }
    return Article(**{**values, **facts})


def nodes(a):
    return {node["@id"]: node for node in build(a).nodes}


def test_a_quotation_says_where_it_was_said_and_what_it_is_taken_from():
    body = '<p><q data-id="q1" data-speaker="anonymous" data-occasion=" Press \n conference " cite="https://p.example/m">“Yes.”</q></p>'
    graph = nodes(article(body))
    q = graph["https://paper.example/a/#quote-q1"]
    assert q["recordedAt"] == {"@type": "Event", "name": "Press conference"}
    assert q["isBasedOn"] == "https://p.example/m"
    assert graph["https://paper.example/a/#article"]["citation"]["url"] == "https://p.example/m"
    plain = nodes(article('<p><q data-id="q1" data-speaker="anonymous">“Yes.”</q></p>'))
    assert "recordedAt" not in plain["https://paper.example/a/#quote-q1"]


def test_quotations_and_their_speakers():
    graph = nodes(article())
    q = {id.rsplit("-", 1)[1]: node for id, node in graph.items() if node["@type"] == "Quotation"}
    holm = {"@id": "https://paper.example/#person-holm"}
    assert q["q1"]["text"] == "We open, and stay open."
    assert q["q1"]["creator"] == q["q1"]["spokenByCharacter"] == holm
    assert "creator" not in q["q2"], "nobody is invented for an anonymous source"
    assert "creator" not in q["q3"], "alleged words have no creator"
    assert graph[q["q3"]["spokenByCharacter"]["@id"]]["name"] == "Old Tam"
    assert "creator" not in q["q4"], "a speaker who is no longer in the registry is not guessed"
    assert len(q) == 4, "a pull quote is no quotation of its own"
    assert graph["https://paper.example/a/#article"]["mentions"][0] == holm
    assert all(node["isPartOf"] == {"@id": "https://paper.example/a/#article"} for node in q.values())


def test_the_picture_says_what_the_page_says_under_it():
    image = nodes(article())["https://paper.example/a/#photo-harbour"]
    assert image["caption"] == "At dawn."
    assert image["creditText"] == "Brandt/Pool via CPA"
    assert image["creator"] == {"@type": "Person", "name": "Ivo Brandt"}
    assert image["license"] == "https://cpa.example/licence"
    assert image["acquireLicensePage"] == "https://cpa.example/buy"
    assert image["digitalSourceType"] == "https://schema.org/DigitalCaptureDigitalSource"
    assert image["representativeOfPage"] is True


def test_every_reference_resolves():
    graph = nodes(article())

    def references(value):
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                yield value["@id"]
            for item in value.values():
                yield from references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    assert set(references(list(graph.values()))) <= set(graph)


def test_a_paywalled_article_gives_away_only_its_teaser():
    graph = nodes(article(paywalled=True))
    news = graph["https://paper.example/a/#article"]
    assert news["isAccessibleForFree"] is False
    assert [n["@id"].rsplit("-", 1)[1] for n in graph.values() if n["@type"] == "Quotation"] == ["q1"]
    assert "Not before May" not in json.dumps(list(graph.values()))


def test_nothing_known_nothing_said():
    bare = Article("1", "https://paper.example/a/", "H", clean("<p>x</p>").body, SITE)
    news = nodes(bare)["https://paper.example/a/#article"]
    assert set(news) == {
        "@type", "@id", "url", "mainEntityOfPage", "identifier", "headline", "wordCount", "isAccessibleForFree",
    }  # fmt: skip


def test_times_need_a_zone():
    with pytest.raises(ValueError, match="no time zone"):
        moment(datetime(2026, 1, 1))


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script", "a & b", "\u2028\u2029", "]]>"])
def test_json_ld_cannot_leave_its_script(text):
    out = dumps({"headline": text})
    assert not set(out) & set("<>&\u2028\u2029")
    assert json.loads(out) == {"headline": text}
    assert script(out).count("<") == 2


def test_the_judges_find_no_error(shared, tmp_path):
    files = {}
    for name, a in {"free": article(), "paywalled": article(paywalled=True)}.items():
        files[name] = tmp_path / f"{name}.jsonld"
        files[name].write_text(dumps(build(a).as_dict()), encoding="utf-8")
    run = subprocess.run(
        [shared / "judges/judge", "--strict", *files.values()], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr

"""Looking everywhere: what is not public is in no page, feed, sitemap, format, list, search, speaker's page or webhook."""

from __future__ import annotations

import pytest
from django.utils import timezone

from newsmarkup.api.negotiation import OFFERS
from newsmarkup.streaming import FORMATS

SECRET = "Quellwasser"  # a word that stands nowhere else


def unseen():
    """What no published article shows: a paper with its reporter, and a photo that is the reporter's portrait, too."""
    from newsmarkup.models import Organization, Person, Photo

    paper = Organization.objects.create(key="geheim", name=f"The {SECRET} Post")
    photo = Photo.objects.create(key="geheim", file="newsmarkup/photos/geheim-1.jpg", alt=SECRET, caption=SECRET)
    Person.objects.create(key="geheim", name=f"Ada {SECRET}", affiliation=paper, image=photo)
    return paper, photo


def figure(photo):
    return f'<figure><img src="{photo.file.url}" alt="{photo.alt}" data-photo="{photo.key}"></figure>'


@pytest.fixture
def hidden(make_article):
    """Articles in every state that is not public, each with the word in its headline, its text and a quotation."""
    later = timezone.now() + timezone.timedelta(days=1)
    body = (
        f"<p>{SECRET}.</p><p><q data-id='q1' data-speaker='person:mayor'>“{SECRET} is ours.”</q></p>"
        f"<aside data-role='pullquote' data-id='p1'><p>{SECRET}</p></aside>"
    )
    states = [{"status": "draft"}, {"status": "review"}, {"status": "withdrawn"}, {"embargo_until": later},
              {"published_at": later}]  # fmt: skip
    paper, photo = unseen()
    body += f"<p><q data-id='q3' data-speaker='person:geheim'>“Yes.”</q></p>{figure(photo)}"
    rows = [
        make_article(body, source=paper, lead_photo=photo, headline=f"{SECRET} {n}", slug=f"geheim-{n}", **state)
        for n, state in enumerate(states)
    ]
    make_article("<p><q data-id='q2' data-speaker='person:mayor'>“In public.”</q></p>")
    paid = make_article(f"<p>Open.</p>{body}", slug="paid", access="paywalled")
    return rows, paid


def places(client, rows, paid):
    fixed = ["/", "/sections/town/", "/people/nora/", "/people/mayor/", "/sitemap.xml", "/sitemap-news.xml", "/feed.rss", "/feed.atom",
             "/sections/town/feed.rss", "/people/nora/feed.rss", "/said/person/mayor.atom", f"/articles/{paid.slug}/",
             "/people/mayor/?q=ours", f"/api/quotations/?q={SECRET}", "/api/quotations/?speaker=mayor",
             "/api/quotations/?speaker=mayor&format=jsonld", "/api/people/", "/api/organizations/", "/api/photos/",
             "/api/sections/", "/api/"]  # fmt: skip
    fixed += [f"/api/changes/?as={name}" for name in FORMATS]
    fixed += [f"/api/articles/?format={name}" for name in OFFERS]
    fixed += [f"/api/articles/{paid.pk}/?format={name}" for name in OFFERS]
    hidden = [f"/articles/{row.slug}/" for row in rows]
    hidden += [f"/api/articles/{row.pk}/?format={name}" for row in rows for name in OFFERS]
    hidden += [f"/api/quotations/?article={row.pk}" for row in rows]
    hidden += [
        f"/api/articles/{row.pk}/{path}" for row in rows for path in ("?context=edit", "passages/q1/", "passages/")
    ]
    hidden += ["/api/articles/?context=edit", "/api/articles/?context=edit&status=draft"]
    for path in ("people", "organizations", "photos"):
        hidden += [f"/api/{path}/geheim/", f"/api/{path}/geheim/?context=edit", f"/api/{path}/?context=edit"]
    return fixed, hidden


def text(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_everywhere(client, hidden):
    rows, paid = hidden
    fixed, gone = places(client, rows, paid)
    for path in fixed:
        answer = client.get(path)
        assert answer.status_code == 200, path
        content = text(answer)
        # What was asked for stands in the answer's own address.
        content = content.replace(f"q={SECRET}", "")
        assert SECRET not in content and "geheim-" not in content, path
    for path in gone:
        answer = client.get(path)
        assert answer.status_code in (200, 401, 404, 405, 410) and SECRET not in answer.content.decode(), path


def test_the_word_is_found_once_it_is_public(client, hidden):
    """So that the test above can fail."""
    rows, _paid = hidden
    rows[0].status, rows[0].published_at = "published", timezone.now()
    rows[0].save()
    fixed, _gone = places(client, rows, _paid)
    found = [path for path in fixed if SECRET in text(client.get(path)).replace(f"q={SECRET}", "")]
    assert {"/", "/feed.rss", "/sitemap-news.xml", "/people/mayor/?q=ours", "/said/person/mayor.atom"} <= set(found)
    assert {f"/api/articles/?format={name}" for name in OFFERS} <= set(found)
    assert {f"/api/changes/?as={name}" for name in FORMATS} <= set(found)
    assert {"/api/people/", "/api/organizations/", "/api/photos/"} <= set(found)


def test_a_tombstone_says_no_more_than_was_public(client, hidden, make_article):
    """Of what was public before it was taken back and rewritten."""
    row = make_article("<p>In public.</p>", slug="in-public")
    cursor = text(client.get("/api/changes/")).splitlines()[-1].split('"')[7]
    row.status, row.headline, row.slug = "draft", SECRET, "geheim-neu"
    row.save()
    news = text(client.get(f"/api/changes/?changed-since={cursor}"))
    assert '"withdraw"' in news and "/articles/in-public/" in news
    assert SECRET not in news and "geheim" not in news


@pytest.fixture
def told(newsroom, monkeypatch):
    """What a webhook that wants whole articles is told, from now on."""
    from newsmarkup.models import Webhook
    from newsmarkup.webhooks import sending

    sent = []
    monkeypatch.setattr(sending, "post", lambda url, body, *rest: sent.append(body.decode()) or sending.Answer(200))
    Webhook.objects.create(name="Partner", url="https://partner.example/", whole=True)
    return sent


def test_webhooks(told, hidden, make_article):
    from newsmarkup.webhooks import delivering

    rows, _paid = hidden
    shown = make_article()
    delivering.run()
    for row in rows:
        row.save()
    shown.headline, shown.slug, shown.status = f"{SECRET} to come", "geheim-9", "draft"
    shown.save()
    delivering.run()
    assert len(told) == 4, "three are public, and one of them is withdrawn"
    assert not [said for said in told if SECRET in said or "geheim-" in said]


def test_webhooks_tell_the_word_once_it_is_public(told, hidden):
    from newsmarkup.webhooks import delivering

    rows, _paid = hidden
    rows[0].status, rows[0].published_at = "published", timezone.now()
    rows[0].save()
    delivering.run()
    assert len([said for said in told if SECRET in said and "geheim-0" in said]) == 1

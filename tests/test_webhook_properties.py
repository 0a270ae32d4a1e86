"""Whatever is written, published and withdrawn, and whatever fails: a receiver's last word on each article is the truth."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo_site.models import Article
from newsmarkup.models import Delivery, Webhook
from newsmarkup.models.webhook import State
from newsmarkup.webhooks import announcing, delivering, sending, waking

pytestmark = pytest.mark.django_db

WRITES = (*["publish"] * 5, *["withdraw"] * 3, "edit", "edit", "draft", "embargo", "delete")
ANSWERS = (200, 500, 500, "killed")
writes = st.tuples(st.sampled_from(WRITES), st.sampled_from("aaaab"))
# What is written; how the receiver answers what is sent then (None: nobody sends yet); what is written between numbering
# and sending; the seconds that pass.
steps = st.lists(
    st.tuples(
        writes,
        st.sampled_from((None, *[[]] * 3, *([answer] for answer in ANSWERS), [500, 500], ["killed", 500])),
        st.sampled_from((False, False, False, True)).flatmap(lambda race: writes if race else st.none()),
        st.sampled_from((0, 1, 10, 4000)),
    ),
    min_size=4,
    max_size=16,
)


class World:
    """Articles, a clock, and a receiver that believes what it was told last, answered or not."""

    def __init__(self, monkeypatch):
        self.ids, self.heard, self.answers, self.passed = {}, {}, [], timedelta()
        self.race, self.numbers = None, {}
        self.really_number, real = announcing.number, timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + self.passed)
        monkeypatch.setattr(waking, "wake", lambda at=None: None)
        monkeypatch.setattr(sending, "post", self.receive)
        monkeypatch.setattr(announcing, "number", self.number)
        Webhook.objects.create(name="Partner", url="https://partner.example/")

    def receive(self, url, body, headers, allowed=()):
        said = json.loads(body)
        public = Article.objects.published().filter(pk=said["data"]["id"]).first()
        if said["type"] != "article.withdrawn":
            assert public is not None and public.headline == said["data"]["headline"]
        assert said["data"]["number"] >= self.numbers.get(said["data"]["id"], 0)  # nothing older after something newer
        self.numbers[said["data"]["id"]] = said["data"]["number"]
        self.heard[said["data"]["id"]] = (said["type"], said["data"].get("headline"))
        answer = self.answers.pop(0) if self.answers else 200
        if answer == "killed":
            raise KeyboardInterrupt
        return sending.Answer(answer)

    def number(self):
        """And, in a race, what is written right afterwards."""
        every, race, self.race = self.really_number(), self.race, None
        if race:
            self.write(*race)
        return every

    def do(self, write, answers, race, seconds):
        self.write(*write)
        if answers is not None:
            self.answers, self.race = list(answers), race
            self.run()
        self.passed += timedelta(seconds=seconds)

    def run(self):
        try:
            delivering.run()
        except KeyboardInterrupt:
            return

    def write(self, what, name):
        article = Article.objects.filter(pk=self.ids.get(name)).first()
        if article is None:
            article = Article(slug=f"{name}-{len(self.ids)}-{timezone.now().timestamp()}".replace(".", "-"))
        article.headline = f"{name} {what} {article.version}"
        article.embargo_until = timezone.now() + timedelta(hours=1) if what == "embargo" else None
        status = {"publish": "published", "embargo": "published", "withdraw": "withdrawn", "draft": "draft"}
        article.status = status.get(what, article.status)
        if what == "delete":
            if article.pk:
                article.delete()
            return
        article.save()
        self.ids[name] = article.pk

    def settle(self):
        self.answers = []
        for _ in range(12):
            self.run()
            self.passed += timedelta(days=1)
            if not Delivery.objects.filter(state=State.PENDING).exists():
                break
        self.run()  # the embargoes have lifted

    def truth(self):
        public = Article.objects.published().values_list("pk", "headline")
        return {str(pk): headline for pk, headline in public}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_last_word_is_the_truth(steps, newsroom):
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        world = World(patch)
        for step in steps:
            world.do(*step)
        world.settle()
        believed = {pk: headline for pk, (kind, headline) in world.heard.items() if kind != "article.withdrawn"}
        assert believed == world.truth()
        assert not Delivery.objects.exclude(state__in=(State.DELIVERED, State.SUPERSEDED)).exists()
        transaction.set_rollback(True)

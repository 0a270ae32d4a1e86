"""What the editor is told of the text it sends, and what it may have remembered."""

import json

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from demo_site.models import Article
from newsmarkup.admin.endpoints import suggestions as endpoint
from newsmarkup.admin.endpoints.suggestions import Units, as_dict, read_text
from newsmarkup.models import Proposal
from newsmarkup.models.proposal import rejected_keys
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from tests.admin_form import sent

ADD = "/admin/demo_site/article/add/"
NEW = "/admin/demo_site/article/suggestions/"
KEY = "0123456789abcdef"
SAID = "“The ferry sails at noon whatever the weather,” Ada Holm said."


def block(text, kind="p", within="", tagged=()):
    return {"kind": kind, "within": within, "text": text, "tagged": list(tagged)}


def post(client, url, **data):
    return client.post(url, json.dumps(data), content_type="application/json")


def ask(client, *blocks, url=NEW, language="en"):
    answer = post(client, url, language=language, headline="", blocks=list(blocks))
    assert answer.status_code == 200, answer.content
    return answer.json()["suggestions"]


def quotations(found):
    return [one for one in found if one["kind"] == "quotation"]


@pytest.fixture
def stored(make_article):
    article = make_article()
    return article, *(reverse(f"admin:demo_site_article_newsmarkup_{name}", args=[article.pk])
                      for name in ("suggestions_change", "rejections"))  # fmt: skip


@pytest.fixture
def staff(client, db):
    """`staff(*codenames)`: logged in with these permissions only."""

    def log_in(*codenames):
        user = User.objects.create_user("someone", password="x", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        return client

    return log_in


def test_a_quotation_is_found_where_it_stands(admin_client, newsroom):
    found = quotations(ask(admin_client, block("It rained."), block(SAID)))
    assert [one["parts"] for one in found] == [[[1, 0, SAID.index("”") + 1]]]
    assert found[0]["text"] == SAID[: SAID.index("”") + 1]
    assert 0 < found[0]["confidence"] <= 1
    assert found[0]["reason"]


def test_its_speaker_is_the_registry_s(admin_client, newsroom):
    (found,) = quotations(ask(admin_client, block(SAID)))
    assert found["speaker"]["key"] == "mayor"
    index, start, end = found["mention"]
    assert (index, SAID[start:end]) == (0, "Ada Holm")


def test_what_is_tagged_is_not_offered_again(admin_client, newsroom):
    end = SAID.index("”") + 1
    assert not quotations(ask(admin_client, block(SAID, tagged=[["quotation", 0, end]])))


@pytest.mark.parametrize("before", ["", "𝕏 ", "😀👩‍🚀 ", "\ud83d ", "é ", "日本 "])
def test_offsets_are_the_browser_s(admin_client, newsroom, before):
    text = before + SAID
    units = len(before.encode("utf-16-le", "surrogatepass")) // 2
    (found,) = quotations(ask(admin_client, block("😀😀"), block(text)))
    assert found["parts"] == [[1, units, units + SAID.index("”") + 1]]
    assert found["mention"][1] == units + SAID.index("Ada")
    tagged = [["quotation", units, units + SAID.index("”") + 1]]
    assert not quotations(ask(admin_client, block(text, tagged=tagged)))


def test_units_and_points_are_each_other_s():
    units = Units("a😀b😀😀c")
    assert [units.units(n) for n in range(7)] == [0, 1, 3, 4, 6, 8, 9]
    assert [units.points(n) for n in (0, 1, 3, 4, 6, 8, 9)] == list(range(7))
    assert [units.points(n) for n in (2, 5, 7, 99)] == [1, 3, 4, 6]


def test_a_span_over_several_blocks_is_several_parts():
    blocks, text = read_text({"blocks": [block("“One."), block("“😀 two."), block("“Three.”")]})
    one = Suggestion("quotation", (Span(0, len(text.text)),), text.text, 0.9, "r", Speaker("person", "Ada"))
    answer = as_dict(one, text, blocks, {})
    assert answer["parts"] == [[0, 0, 5], [1, 0, 8], [2, 0, 8]]
    assert answer["speaker"] == {"kind": "person", "name": "Ada", "key": "", "job_title": "", "affiliation": "",
                                 "pk": None}  # fmt: skip


@pytest.mark.parametrize("data", [{}, {"blocks": "x"}, {"blocks": [1]}, {"blocks": None}])
def test_what_is_no_text_is_refused_in_words(admin_client, db, data):
    answer = post(admin_client, NEW, **data)
    assert answer.status_code == 400
    assert "blocks" in answer.json()["errors"]["__all__"][0]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"text": None},
        {"text": ["x"]},
        {"text": SAID, "tagged": "x"},
        {"text": SAID, "tagged": [1, ["quotation"], ["quotation", "0", 4], ["quotation", 5, 4], [None, 0, 3]]},
        {"text": SAID, "tagged": [["quotation", 10**12, 10**15]]},
        {"kind": 7, "within": {}, "text": SAID},
    ],
)
def test_an_odd_block_stops_nothing(admin_client, db, odd):
    assert quotations(ask(admin_client, odd, block(SAID), language=None))


@pytest.mark.parametrize(("name", "most"), [("MOST_BLOCKS", 3), ("MOST_CHARACTERS", 60)])
def test_too_much_is_refused_in_words(admin_client, db, monkeypatch, name, most):
    monkeypatch.setattr(endpoint, name, most)
    answer = post(admin_client, NEW, blocks=[block(SAID)] * 4)
    assert answer.status_code == 413
    assert str(most) in answer.json()["errors"]["__all__"][0]


def test_more_than_the_server_takes_is_refused_in_words(admin_client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert post(admin_client, NEW, blocks=[block("x" * 2000)]).status_code == 413


def test_those_who_may_write_articles_are_answered(staff):
    assert quotations(ask(staff("add_article"), block(SAID)))


def test_others_are_refused(client, staff, stored):
    _article, url, rejections = stored
    for address in (NEW, url, rejections):
        assert post(client, address, blocks=[]).status_code == 403
    stranger = staff("view_person")
    for address in (NEW, url, rejections):
        assert post(stranger, address, blocks=[]).status_code == 403
    assert stranger.get(NEW).status_code == 403


def test_only_post_is_answered(admin_client, db):
    assert admin_client.get(NEW).status_code == 405


def test_csrf(stored, django_user_model):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(django_user_model.objects.create_superuser("root"))
    assert post(strict, NEW, blocks=[]).status_code == 403
    assert post(strict, stored[2], reject=[KEY]).status_code == 403
    assert not Proposal.objects.exists()


def test_what_was_rejected_is_left_out_of_this_article(admin_client, stored):
    _article, url, rejections = stored
    (found,) = quotations(ask(admin_client, block(SAID), url=url))
    answer = post(admin_client, rejections, reject=[found["key"]])
    assert answer.json() == {"rejected": [found["key"]]}
    assert Proposal.objects.get().decided_by.username == "admin"
    assert not quotations(ask(admin_client, block(SAID), url=url))
    assert quotations(ask(admin_client, block(SAID)))
    assert post(admin_client, rejections, restore=[found["key"]]).json() == {"rejected": []}
    assert quotations(ask(admin_client, block(SAID), url=url))


def test_a_rejection_with_the_text_is_kept_with_its_words(admin_client, stored):
    _article, url, rejections = stored
    (found,) = quotations(ask(admin_client, block(SAID), url=url))
    post(admin_client, rejections, reject=[found["key"], KEY], language="en", headline="", blocks=[block(SAID)])
    kept = Proposal.objects.get(key=found["key"])
    assert (kept.kind, kept.text, kept.speaker_name) == ("quotation", found["text"], found["speaker"]["name"])
    assert Proposal.objects.get(key=KEY).text == ""


def test_what_is_tagged_in_the_editor_is_no_proposal_any_more(admin_client, stored, django_assert_max_num_queries):
    from newsmarkup import reviewing
    from newsmarkup.adapters import adapter_for

    article, _url, _rejections = stored
    article.body = "<p>“We open in May,” said Ada Holm.</p><p>“Not before June,” said Tom Roe.</p>"
    article.save()
    text = reviewing.text_of(adapter_for(Article), article)[1]
    first, second = [one for one in suggest(text) if one.kind == "quotation"]
    for one in (first, second):
        Proposal.made(article, one, text).save()
    article.body = article.body.replace("“We open in May,”", '<q data-speaker="anonymous">“We open in May,”</q>')
    article.save()
    with django_assert_max_num_queries(4):
        assert reviewing.settle(article) == 1
    assert dict(Proposal.objects.values_list("text", "state")) == {first.text: "accepted", second.text: "proposed"}
    assert reviewing.settle(article) == 0


def test_only_those_who_may_change_the_article_reject(staff, stored):
    _article, url, rejections = stored
    viewer = staff("view_article")
    assert quotations(ask(viewer, block(SAID), url=url))
    assert post(viewer, rejections, reject=[KEY]).status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("wrong", ["x", ["x"], [1], [KEY.upper()], [KEY + "\n"], [None], {"a": 1}, [KEY] * 1001])
def test_what_is_no_key_is_refused(admin_client, stored, wrong):
    for name in ("reject", "restore"):
        assert post(admin_client, stored[2], **{name: wrong}).status_code == 400
    assert not Proposal.objects.exists()


def test_an_article_that_is_gone(admin_client, stored):
    article, url, rejections = stored
    article.delete()
    assert post(admin_client, url, blocks=[]).status_code == 404
    assert post(admin_client, rejections, reject=[KEY]).status_code == 404


def test_what_was_rejected_before_the_first_save_is_kept_with_it(admin_client, newsroom):
    page = admin_client.get(ADD)
    data = sent(page, headline="Ferries", slug="ferries", body="<p>x</p>", section=newsroom.section.pk)
    data["rejected_suggestions"] = f"{KEY} nonsense {KEY[::-1]} <b>"
    answer = admin_client.post(ADD, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert rejected_keys(Article.objects.get()) == {KEY, KEY[::-1]}


def test_nothing_of_the_text_is_stored(admin_client, stored):
    _article, url, _rejections = stored
    before = Article.objects.values().get()
    ask(admin_client, block(SAID), url=url)
    assert Article.objects.values().get() == before
    assert not Proposal.objects.exists()


def test_the_headline_in_the_form_is_heeded(admin_client, newsroom):
    lines = [block("Ferry stays in port"), block("By Nora Lind"), block(f"It rained all day. {SAID} {SAID}")]
    kinds = {}
    for headline in ("", "Another", "Ferry stays in port", 7):
        answer = post(admin_client, NEW, blocks=lines, headline=headline, language="en")
        kinds[headline] = [one["kind"] for one in answer.json()["suggestions"]]
    assert ["headline" in found for found in kinds.values()] == [True, False, True, True]


def test_a_byline_names_the_row_that_the_form_can_choose(admin_client, newsroom):
    lines = [block("Ferry stays in port"), block("By Nora Lind"), block(f"It rained all day. {SAID} {SAID}")]
    (byline,) = (one for one in ask(admin_client, *lines) if one["kind"] == "byline")
    assert byline["speaker"]["pk"] == newsroom.reporter.pk

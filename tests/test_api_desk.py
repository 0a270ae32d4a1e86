"""Over the API: passages are tagged, articles published and withdrawn, as an editor does it in the admin."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from demo_site.models import Article
from newsmarkup.models import Proposal
from tests.test_api_writing import BODY, Desk, at, desk, user, wrong  # noqa: F401
from tests.test_gate import UNCLEAR, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

PLAIN = "<p>“It opens,” the mayor said. “It opens,” she repeated.</p>"


def status(article):
    article.refresh_from_db()
    return article.status


def history(article):
    return [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=str(article.pk)).order_by("pk")]


# -- passages --------------------------------------------------------------------------------------------------------


def test_a_passage_is_tagged_by_quoting_it(desk, make_article):  # noqa: F811
    article = make_article(PLAIN)
    selector = {"type": "TextQuoteSelector", "exact": "“It opens,”", "suffix": " she"}
    speaker = {"kind": "person", "key": "mayor"}
    answer = desk.post(
        f"{at(article)}passages/",
        {"role": "quotation", "selector": selector, "speaker": speaker, "occasion": "quay"},
        1,
    )
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"2"')
    (passage,) = answer.json()["passages"]
    assert (passage["speaker"]["name"], passage["occasion"]) == ("Ada Holm", "quay")
    read = desk.client.get(answer.headers["Location"])
    assert read.json() == passage
    assert read.headers["Cache-Control"] == "private, no-store"
    assert "said. <q" in Article.objects.get().body
    assert history(article) == ["Changed Body."]


def test_what_was_read_of_a_passage_can_be_sent_back(desk, make_article):  # noqa: F811
    article = make_article(BODY)
    path = f"{at(article)}passages/a/"
    read = desk.client.get(path).json()
    names = ("speaker", "alleged", "occasion", "cite")
    answer = desk.patch(path, {name: read[name] for name in names}, 1)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')  # nothing to change


def test_a_passage_is_changed_and_untagged(desk, make_article):  # noqa: F811
    article = make_article(BODY)
    path = f"{at(article)}passages/a/"
    said = desk.patch(path, {"speaker": {"kind": "person", "name": "Iona Reid"}, "alleged": True}, 1).json()
    assert (said["passages"][0]["speaker"]["name"], said["passages"][0]["alleged"]) == ("Iona Reid", True)
    answer = desk.delete(path, 2)
    assert (answer.status_code, answer.json()["passages"]) == (200, [])
    assert answer.json()["body"]["html"] == "<p>“It opens,” the mayor said.</p>"
    assert desk.delete(path, 3).status_code == 404


def test_an_attribution_that_is_left_alone_is_told(desk, make_article):  # noqa: F811
    article = make_article(
        BODY.replace("the mayor", '<span data-role="attribution" data-id="b" data-for="a">Holm</span>')
    )
    (warning,) = desk.delete(f"{at(article)}passages/a/").json()["warnings"]
    assert (warning["code"], warning["passage"]) == ("attribution-alone", "b")


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"role": "quotation", "selector": {"exact": "“It opens,”"}}, "selector.exact", "ambiguous"),
        ({"role": "quotation", "selector": {"exact": "nowhere"}}, "selector.exact", "not_found"),
        ({"role": "quotation", "selector": {"exact": " "}}, "selector.exact", "blank"),
        ({"role": "quotation", "selector": {"type": "RangeSelector", "exact": "x"}}, "selector.type", "unknown_value"),
        ({"role": "quotation"}, "selector", "required"),
        ({"role": "quote", "selector": {"exact": "said"}}, "role", "unknown_role"),
        ({"role": "credit", "selector": {"exact": "said"}, "alleged": True}, "alleged", "not_of_role"),
        ({"role": "quotation", "selector": {"exact": "said"}, "cite": "x"}, "cite", "not_possible"),
        ({"role": "quotation", "selector": {"exact": "said"}, "speaker": {"kind": "person"}}, "speaker", "required"),
        ({"role": "quotation", "selector": {"exact": "said"}, "speaker": {"kind": "dog"}}, "speaker", "unknown_value"),
        (
            {"role": "quotation", "selector": {"exact": "said"}, "speaker": {"kind": "person", "key": "x"}},
            "speaker",
            "unknown_key",
        ),
        (
            {
                "role": "quotation",
                "selector": {"exact": "said"},
                "speaker": {"kind": "person", "key": "mayor", "name": "B"},
            },
            "speaker.name",
            "read_only",
        ),
    ],
)
def test_what_can_not_be_tagged_is_said_with_its_place(desk, make_article, given, field, code):  # noqa: F811
    article = make_article(PLAIN)
    assert wrong(desk.post(f"{at(article)}passages/", given, 1)) == {field: code}
    assert Article.objects.get().version == 1


@pytest.mark.parametrize("path", ["passages/", "publish/", "withdraw/"])
@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_some_addresses_are_only_written_to(desk, make_article, path, method):  # noqa: F811
    answer = getattr(desk.client, method)(f"{at(make_article())}{path}")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")


def test_a_proposal_whose_words_are_tagged_is_settled(desk, make_article):  # noqa: F811
    article = make_article("<p>“It opens,” the mayor said.</p>")
    Proposal.objects.create(
        article=article,
        kind="quotation",
        text="“It opens,”",
        words=["“It opens,”"],
        parts=[[0, 0, 11]],
        key="k",
        confidence=1,
    )
    desk.post(f"{at(article)}passages/", {"role": "quotation", "selector": {"exact": "“It opens,”"}}, 1)
    assert Proposal.objects.get().state == "accepted"


# -- publishing ------------------------------------------------------------------------------------------------------


def test_what_is_fine_is_published_and_withdrawn(desk, client, make_article):  # noqa: F811
    article = make_article(status="draft", published_at=None)
    answer = desk.post(f"{at(article)}publish/", None, 1)
    assert (answer.status_code, answer.json()["status"], answer.headers["ETag"]) == (200, "published", '"2"')
    assert client.get(at(article)).status_code == 200
    answer = desk.post(f"{at(article)}withdraw/", {"reason": "A complaint."}, 2)
    assert answer.json()["status"] == "withdrawn"
    assert client.get(at(article)).status_code == 404
    assert history(article) == ["Changed Status.", "Changed Status.", "Withdrawn: A complaint."]


def test_it_can_be_for_later_and_under_embargo(desk, client, make_article):  # noqa: F811
    article = make_article(status="draft", published_at=None)
    later = (timezone.now() + timedelta(days=1)).replace(microsecond=0).isoformat()
    answer = desk.post(f"{at(article)}publish/", {"published_at": later, "embargo_until": later}, "*")
    assert answer.status_code == 200
    assert client.get(at(article)).status_code == 404
    assert desk.post(f"{at(article)}publish/", {"embargo_until": None}, "*").json()["embargo_until"] is None
    now = timezone.now().replace(microsecond=0).isoformat()
    assert desk.post(f"{at(article)}publish/", {"published_at": now}, "*").status_code == 200
    assert client.get(at(article)).status_code == 200


def test_errors_hold_an_article_back(desk, make_article):  # noqa: F811
    article = make_article(WRONG, status="draft")
    answer = desk.post(f"{at(article)}publish/", {"accept_warnings": True}, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "held")
    assert answer.json()["detail"] == "Not published: 1 error. Mend the errors."
    (problem,) = answer.json()["errors"]
    assert (problem["severity"], problem["passage"]) == ("error", "q1")
    digest = answer.json()["digest"]
    assert desk.post(f"{at(article)}publish/", {"digest": digest}, 1).status_code == 409
    assert (status(article), article.version, history(article)) == ("draft", 1, [])


def test_who_has_the_permission_publishes_with_errors_and_the_history_says_so(user, make_article):  # noqa: F811
    chief = Desk(user("change_article", "publish_with_errors"))
    article = make_article(WRONG, status="draft")
    held = chief.post(f"{at(article)}publish/", {"accept_warnings": True}, 1)
    assert held.status_code == 409
    assert chief.post(f"{at(article)}publish/", {"digest": held.json()["digest"]}, 1).status_code == 200
    assert any("Published with 1 error" in said for said in history(article))


def test_warnings_ask(desk, make_article):  # noqa: F811
    for agreed in ({"accept_warnings": True}, "digest"):
        article = make_article(UNCLEAR, status="draft")
        held = desk.post(f"{at(article)}publish/", {}, 1)
        assert (held.status_code, held.json()["errors"][0]["severity"]) == (409, "warning")
        agreed = {"digest": held.json()["digest"]} if agreed == "digest" else agreed
        assert desk.post(f"{at(article)}publish/", agreed, 1).status_code == 200
        assert status(article) == "published"


def test_what_is_published_already_is_not_written_again(desk, make_article):  # noqa: F811
    article = make_article(WRONG)
    answer = desk.post(f"{at(article)}publish/", {}, 1)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert [w["severity"] for w in answer.json()["warnings"]] == ["error"]
    gone = make_article(status="withdrawn")
    assert desk.post(f"{at(gone)}withdraw/", {}, 1).headers["ETag"] == '"1"'


def test_dates_that_contradict_each_other_hold_it(desk, make_article):  # noqa: F811
    later = (timezone.now() + timedelta(days=1)).isoformat()
    draft, public = make_article(status="draft", modified_at=timezone.now()), make_article(modified_at=timezone.now())
    held = desk.post(f"{at(draft)}publish/", {"published_at": later}, "*")
    assert (held.status_code, held.json()["errors"][0]["field"]) == (409, "modified_at")
    assert wrong(desk.post(f"{at(public)}publish/", {"published_at": later}, "*")) == {"modified_at": "invalid"}

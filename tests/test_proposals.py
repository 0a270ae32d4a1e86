"""Proposals: made over an archive, reviewed in the admin, accepted into bodies; what was rejected stays rejected."""

import io
import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import adapters, proposing, reviewing
from newsmarkup.adapters import register
from newsmarkup.errors import StaleVersion
from newsmarkup.models import Person, Proposal, Reading
from newsmarkup.models.proposal import State, rejected_keys
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.suggestion import CreditLine, Maker, Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text
from tests.wire.adapters import StoryAdapter
from tests.wire.models import Story

pytestmark = pytest.mark.django_db

BODY = "<p>“The tide waits,” Ada Holm said.</p><p>The pilot said “never” twice.</p>"


def seek(text):
    """A finder that always finds the same: what stands in quotation marks; sure where Ada Holm says it."""
    for block in text.blocks:
        at = block.start
        while (start := text.text.find("“", at, block.end)) >= 0 and (
            end := text.text.find("”", start, block.end)
        ) >= 0:
            at, span = end, Span(start, end + 1)
            if text.overlaps(span, "quotation"):
                continue
            said = text.text.startswith(" Ada Holm", end + 1)
            mention = Span(end + 2, end + 10) if said else None
            speaker = Speaker("person", "Ada Holm", job_title="mayor") if said else None
            confidence = 0.97 if said else 0.6
            yield Suggestion("quotation", (span,), text[span], confidence, "in quotation marks", speaker, mention)
        if "Photo:" in (words := text.text[block.start : block.end]):
            span = Span(block.start, block.end)
            line = CreditLine(words, (Maker("Ivo Brandt", "person"),), provider="Coast Pictures")
            yield Suggestion("credit", (span,), words, 0.9, "a label", credit=line)


@pytest.fixture(autouse=True)
def finder(monkeypatch):
    monkeypatch.setattr(proposing, "suggest", lambda text, headline: tuple(seek(text)))


@pytest.fixture(autouse=True)
def own_model(monkeypatch):
    monkeypatch.setattr(adapters, "_adapters", {})
    register(Story)(StoryAdapter)


@pytest.fixture
def article(make_article):
    return make_article(BODY)


def suggest(**options):
    out = io.StringIO()
    call_command("newsmarkup_suggest", stdout=out, stderr=io.StringIO(), verbosity=0, **options)
    return out.getvalue()


def proposals(**conditions):
    return {row.text: row for row in Proposal.objects.filter(**conditions)}


def edit(article, body):
    article.body = body
    article.save()


# -- what is remembered ------------------------------------------------------------------------------------------------


def test_a_rejected_suggestion_is_remembered(article):
    one, two = seek(Text.plain("“One,” Ada Holm said. “Two.”"))
    editor = User.objects.create(username="editor")
    assert Proposal.objects.reject(article, [one], editor) == 1
    assert rejected_keys(article) == {one.key}
    row = Proposal.objects.get()
    assert (row.text, row.kind, row.speaker_name, row.decided_by) == ("“One,”", "quotation", "Ada Holm", editor)
    assert two.key not in rejected_keys(article)


def test_rejecting_by_key_and_twice(article):
    (one,) = seek(Text.plain("“One.”"))
    assert Proposal.objects.reject(article, [one.key, "0123456789abcdef"]) == 2
    assert Proposal.objects.reject(article, [one, one.key]) == 0
    assert Proposal.objects.count() == 2


def test_a_rejection_is_taken_back(article):
    (one,) = seek(Text.plain("“One.”"))
    Proposal.objects.reject(article, [one.key])
    assert Proposal.objects.restore(article, [one]) == 1
    assert rejected_keys(article) == frozenset()


def test_taking_a_rejection_back_proposes_again(article):
    suggest()
    row = proposals()["“never”"]
    Proposal.objects.reject(article, [row.key])
    Proposal.objects.restore(article, [row.key])
    row.refresh_from_db()
    assert (row.state, row.decided_at) == ("proposed", None)


def test_each_article_has_its_own(article, make_article):
    (one,) = seek(Text.plain("“One.”"))
    Proposal.objects.reject(article, [one])
    assert rejected_keys(make_article()) == frozenset()


def test_an_unsaved_article_has_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rejected_keys(None) == rejected_keys(Article()) == frozenset()


def test_they_go_with_their_article(article):
    suggest()
    assert Proposal.objects.exists()
    assert Reading.objects.exists()
    article.delete()
    assert not Proposal.objects.exists()
    assert not Reading.objects.exists()


def test_they_go_with_many_articles_and_with_a_newsrooms_own(make_article):
    make_article(BODY), make_article(BODY)
    Story.objects.create(title="S", html=BODY, desk="town", live=True, went_live=timezone.now())
    suggest()
    Article.objects.all().delete()
    assert set(Proposal.objects.values_list("content_type__model", flat=True)) == {"story"}
    Story.objects.all().delete()
    assert not Proposal.objects.exists()


# -- over an archive ---------------------------------------------------------------------------------------------------


def test_what_a_proposal_says(article, newsroom):
    suggest()
    row = proposals()["“The tide waits,”"]
    assert (row.parts, row.words, row.places["mention"]) == ([[0, 0, 17]], ["“The tide waits,”"], [0, 18, 26])
    assert (row.before, row.after, row.mention) == ("", " Ada Holm said.", "Ada Holm")
    assert (row.speaker_kind, row.speaker_name, row.speaker_key) == ("person", "Ada Holm", newsroom.mayor.key)
    assert (row.confidence, row.reason, row.state, row.version) == (0.97, "in quotation marks", "proposed", "1")


def test_a_long_sentence_is_shown_in_part(make_article):
    make_article("<p>" + "Many words went before this. " * 20 + "“Yes.”" + " And many came after it." * 20 + "</p>")
    suggest()
    (row,) = proposals().values()
    assert len(row.before) < 170 > len(row.after)
    assert row.before.startswith("…")
    assert row.after.endswith("…")


def test_the_body_is_left_alone(article):
    suggest()
    article.refresh_from_db()
    assert (article.body, article.version) == (clean(BODY).html, 1)


def test_a_second_run_has_nothing_to_do(make_article, django_assert_max_num_queries):
    for _ in range(3):
        make_article(BODY)
    suggest()
    with django_assert_max_num_queries(6):
        said = suggest(model="demo_site.Article")
    assert "0 articles gone through, 3 were done already." in said


def test_a_changed_article_is_gone_through_again(article):
    suggest()
    edit(article, "<p>“The tide waits,” Ada Holm said.</p><p>“Always.”</p>")
    assert "removed, being outdated: 1" in suggest()
    assert set(proposals()) == {"“The tide waits,”", "“Always.”"}


def test_a_place_that_moved_is_followed(article):
    suggest()
    edit(article, "<p>New.</p>" + BODY)
    suggest()
    assert proposals()["“never”"].parts == [[2, 15, 22]]


def test_what_was_rejected_is_never_proposed_again(article):
    suggest()
    Proposal.objects.reject(article, [proposals()["“never”"].key])
    edit(article, BODY + "<p>More.</p>")
    suggest(accept_above=0.5)
    assert proposals()["“never”"].state == "rejected"
    article.refresh_from_db()
    assert article.body.count("<q") == 1


def test_what_an_editor_untagged_is_not_tagged_again(article):
    suggest(accept_above=0.9)
    article.refresh_from_db()
    edit(article, BODY)
    suggest(accept_above=0.9)
    article.refresh_from_db()
    assert "<q" not in article.body


def test_other_kinds_and_confidences_are_gone_through_again(make_article):
    make_article(BODY + "<p>Photo: Ivo Brandt</p>")
    suggest(kinds=("credit",))
    assert set(proposals()) == {"Photo: Ivo Brandt"}
    suggest(minimum=0.9)
    assert set(proposals()) == {"Photo: Ivo Brandt", "“The tide waits,”"}
    suggest(kinds=("credit",))
    assert len(proposals()) == 2


def test_a_dry_run_writes_nothing(article):
    assert "would be proposed: 2 × quotation" in suggest(dry_run=True)
    assert "would be accepted: 1 × quotation" in suggest(dry_run=True, accept_above=0.9)
    article.refresh_from_db()
    assert (Proposal.objects.count(), Reading.objects.count(), article.version) == (0, 0, 1)


def test_drafts_are_left_out_unless_all_are_asked_for(make_article):
    make_article(BODY, status="draft", published_at=None)
    assert "0 articles" in suggest()
    assert "1 articles" in suggest(all=True)


def test_since_language_model_and_limit(make_article):
    old = timezone.now() - timedelta(days=900)
    make_article(BODY, published_at=old), make_article(BODY, language="de-AT"), make_article(BODY)
    since = timezone.now() - timedelta(days=1)
    assert "2 articles" in suggest(since=since, dry_run=True)
    assert "1 articles" in suggest(language="de", model="demo_site.article", dry_run=True)
    assert "2 articles" in suggest(limit=2)
    assert "1 articles gone through, 2 were done" in suggest(limit=2)


def test_a_newsrooms_own_model_is_proposed_for():
    Story.objects.create(title="S", html=BODY, desk="town", live=True, went_live=timezone.now())
    assert "1 articles" in suggest(model="wire.Story")
    assert "0 articles gone through, 1 were done" in suggest(model="wire.Story")
    Story.objects.get().save()
    assert "1 articles gone through" in suggest(model="wire.Story")


def test_a_model_that_cant_be_written_says_so():
    Story.objects.create(title="S", html=BODY, desk="town", live=True, went_live=timezone.now())
    assert "StoryAdapter has no store()" in suggest(accept_above=0.9)
    assert Story.objects.get().html == BODY
    assert not Reading.objects.exists()


def test_a_model_that_can_be_written_is(monkeypatch):
    def store(self, story, body):
        story.html = body
        story.save()

    monkeypatch.setattr(StoryAdapter, "store", store)
    Story.objects.create(title="S", html=BODY, desk="town", live=True, went_live=timezone.now())
    suggest(accept_above=0.9)
    assert Story.objects.get().html.count("<q") == 1
    assert "0 articles gone through" in suggest(accept_above=0.9)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--model=no.Such"], "no article model. Known: demo_site.Article"),
        (["--kinds=quotation,poem"], "poem: known are quotation"),
        (["--minimum=90"], "90 is no confidence"),
        (["--accept-above=much"], "much is no confidence"),
        (["--since=soon"], "soon is no date"),
        (["--since=2026-02-31"], "2026-02-31 is no date"),
        (["--limit=0"], "0 is no number of articles"),
        (["--remove-furniture"], "needs --accept-above"),
        (["--report=/no/such/folder/r.json"], "no folder"),
        (["--model=wire.Story", "--language=de"], "can't be told by language"),
    ],
)
def test_what_is_typed_wrong_is_said(typed, said):
    with pytest.raises(CommandError, match=said.replace(".", r"\.")):
        call_command("newsmarkup_suggest", *typed, verbosity=0)


def test_one_bad_article_stops_nothing(make_article, monkeypatch):
    make_article("<p>bad</p>"), make_article(BODY)

    def fail(text, headline):
        if "bad" in text.text:
            raise RuntimeError("a defect")
        return tuple(seek(text))

    monkeypatch.setattr(proposing, "suggest", fail)
    said = suggest()
    assert "1 articles gone through" in said
    assert "skipped: 1 articles (demo_site.Article" in said
    assert "RuntimeError: a defect" in said


def test_a_constant_number_of_queries(make_article):
    def queries(n):
        for _ in range(n):
            make_article(BODY)
        with CaptureQueriesContext(connection) as captured:
            suggest(model="demo_site.Article")
        return len(captured)

    queries(1)
    few = queries(2)
    assert queries(20) <= few + 3  # SQLite takes some 40 rows in one INSERT


# -- accepting without review ------------------------------------------------------------------------------------------


def test_above_the_threshold_is_accepted_and_the_rest_proposed(article, newsroom):
    said = suggest(accept_above=0.9)
    assert "accepted: 1 × quotation, in 1 articles" in said
    article.refresh_from_db()
    assert f'data-speaker="person:{newsroom.mayor.key}">“The tide waits,”</q>' in article.body
    assert '<span data-role="attribution"' in article.body
    assert article.version == 2
    assert {text: row.state for text, row in proposals().items()} == {
        "“The tide waits,”": "accepted",
        "“never”": "proposed",
    }
    assert "0 articles gone through, 1 were done" in suggest(accept_above=0.9)


def test_what_an_editor_saved_meanwhile_is_not_overwritten(article, monkeypatch):
    accept, raced = proposing.apply, []

    def slow(*args, **options):
        if not raced:
            raced.append(edit(Article.objects.get(pk=article.pk), BODY + "<p>Added by an editor.</p>"))
        return accept(*args, **options)

    monkeypatch.setattr(proposing, "apply", slow)
    suggest(accept_above=0.9)
    article.refresh_from_db()
    assert "Added by an editor." in article.body
    assert article.body.count("<q") == 1


def test_an_article_that_is_always_being_saved_is_skipped(article, monkeypatch):
    def busy(self, obj, body):
        raise StaleVersion(obj, 1, 2)

    monkeypatch.setattr(type(adapters.adapter_for(Article)), "store", busy)
    assert "Somebody else was saving it." in suggest(accept_above=0.9)
    assert not Reading.objects.exists()


def test_the_report(article, tmp_path):
    suggest(accept_above=0.9, report=tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["articles"], report["changed"], report["accepted"]) == (1, 1, {"quotation": 1})
    assert (report["proposed"], report["accept_above"], report["dry_run"]) == ({"quotation": 1}, 0.9, False)


def test_nothing_is_added_or_taken_away_unasked(make_article, monkeypatch):
    article = make_article("<p>“The tide waits,” Ada Holm said.</p><p>Share this!</p>")

    def found(text):
        quote, share = Span(0, 17), Span(text.blocks[1].start, text.blocks[1].end)
        yield Suggestion("pullquote", (quote,), text[quote], 0.99, "short", quotes=quote)
        yield Suggestion("furniture", (share,), text[share], 0.99, "asks to share")

    monkeypatch.setattr(proposing, "suggest", lambda text, headline: tuple(found(text)) if len(text.blocks) > 1 else ())
    suggest(accept_above=0.9)
    article.refresh_from_db()
    assert article.version == 1
    assert len(proposals(state="proposed")) == 2
    suggest(accept_above=0.9, remove_furniture=True)
    article.refresh_from_db()
    assert article.body == "<p>“The tide waits,” Ada Holm said.</p>"


def test_the_finder_that_is_shipped(make_article, monkeypatch):
    from newsmarkup.suggesting.suggest import suggest as shipped

    monkeypatch.setattr(proposing, "suggest", shipped)
    make_article(BODY)
    suggest(minimum=0.3)
    assert "“The tide waits,”" in proposals()


# -- found again -------------------------------------------------------------------------------------------------------


def again(body, changed, words="“never”"):
    """Where the proposal for these words stands after a change, as (words, mention); None where it can't be found."""
    text = Text.of_body(clean(body).body)
    (one,) = [s for s in seek(text) if s.text == words]
    row = Proposal.made(Article(pk=1), one, text)
    after = Text.of_body(clean(changed).body)
    found = reviewing.located(row, after)
    return found and (found.start, after[found.spans[0]], found.mention and after[found.mention])


def test_where_it_was():
    assert again(BODY, BODY)[1:] == ("“never”", None)


def test_some_paragraphs_further_on():
    assert again(BODY, "<p>New.</p><p>New.</p>" + BODY, "“The tide waits,”")[1:] == ("“The tide waits,”", "Ada Holm")


def test_elsewhere_in_its_paragraph():
    changed = BODY.replace("<p>“The", "<p>Hear: “The")
    assert again(BODY, changed, "“The tide waits,”") == (6, "“The tide waits,”", "Ada Holm")


def test_a_mention_that_is_gone_is_left_out():
    assert again(BODY, BODY.replace("Ada Holm", "She"), "“The tide waits,”")[1:] == ("“The tide waits,”", None)


def test_words_that_are_gone_or_in_two_places_are_not_found():
    assert again(BODY, "<p>Nothing.</p>") is None
    assert again(BODY, "<p>Once “never” and “never” again.</p>") is None


# -- the review --------------------------------------------------------------------------------------------------------

LIST = "/admin/newsmarkup/proposal/"


@pytest.fixture
def desk(client):
    """A desk editor: may review proposals and change articles."""
    user = User.objects.create_user("desk", password="x", is_staff=True)
    for codename in ("view_proposal", "change_proposal", "view_article", "change_article"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)
    client.user = user
    return client


def press(client, name, row, query=""):
    where = f"{LIST}?{query}" if query else LIST
    return client.post(where, {f"newsmarkup_{name}": str(row.pk)}, follow=True)


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_the_list_shows_words_speaker_reason_and_confidence(desk, article):
    suggest()
    page = desk.get(LIST).content.decode()
    assert "<mark>“The tide waits,”</mark> Ada Holm said." in page
    for words in ("Ada Holm</strong>", "mayor", "in the registry", "97 %", "in quotation marks", article.headline):
        assert words in page
    change = reverse("admin:demo_site_article_change", args=[article.pk])
    assert f"{change}#suggestion={proposals()['“never”'].key}" in page


def test_the_words_between_two_parts_are_shown(desk, make_article, monkeypatch):
    make_article("<p>“The tide,” Roe said, “waits.”</p>")

    def found(text, headline):
        spans = (Span(0, 11), Span(22, 30))
        return (Suggestion("quotation", spans, "“The tide,” “waits.”", 0.9, "two parts"),)

    monkeypatch.setattr(proposing, "suggest", found)
    suggest()
    assert "<mark>“The tide,”</mark> Roe said, <mark>“waits.”</mark>" in desk.get(LIST).content.decode()


def test_what_was_accepted_without_review_is_shown_in_its_sentence(desk, article):
    suggest(accept_above=0.9)
    page = desk.get(LIST + "?state=accepted").content.decode()
    assert "<mark>“The tide waits,”</mark> Ada Holm said." in page
    assert "without review" in page


def test_a_credit_says_who_made_and_who_provides(desk, make_article):
    make_article("<p>Photo: Ivo Brandt</p>")
    suggest()
    assert "Ivo Brandt · provider: Coast Pictures" in desk.get(LIST).content.decode()


def test_words_are_never_markup(desk, make_article):
    make_article("<p>He wrote &lt;b&gt; “&lt;script&gt;alert(1)&lt;/script&gt;” again.</p>")
    suggest()
    page = desk.get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "<mark>“&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("sure=95", 1),
        ("sure=90", 1),
        ("sure=50", 1),
        ("sure=0", 0),
        ("role=credit", 1),
        ("who=registry", 1),
        ("who=nobody", 2),
        ("who=named", 0),
        ("q=holm", 1),
        ("q=never", 1),
        ("state=rejected", 1),
        ("state=accepted", 0),
        ("state=all", 4),
        ("sure=nonsense&role=nonsense", 0),
        ("who=nonsense", 3),
    ],
)
def test_filters(desk, make_article, query, count):
    article = make_article(BODY + "<p>Photo: Ivo Brandt</p>")
    suggest()
    Proposal.objects.reject(article, ["0123456789abcdef"])
    assert len(desk.get(f"{LIST}?{query}").context["cl"].result_list) == count


def test_those_of_one_article(desk, make_article):
    make_article(BODY), make_article(BODY)
    suggest()
    row = Proposal.objects.first()
    page = desk.get(f"{LIST}?content_type={row.content_type_id}&object_id={row.object_id}")
    assert len(page.context["cl"].result_list) == 2


def test_no_query_a_row(desk, make_article):
    def queries(n):
        for _ in range(n):
            make_article(BODY)
        suggest()
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    queries(1)
    assert queries(1) == queries(15)


def test_accepting_one(desk, article, newsroom):
    suggest()
    response = press(desk, "accept", proposals()["“The tide waits,”"])
    assert "1 proposal was accepted" in said(response)
    article.refresh_from_db()
    assert f'data-speaker="person:{newsroom.mayor.key}"' in article.body
    assert article.version == 2
    row = proposals()["“The tide waits,”"]
    assert (row.state, row.decided_by) == ("accepted", desk.user)
    assert LogEntry.objects.get().object_repr == str(article)


def test_after_a_decision_the_same_list_is_shown(desk, article):
    suggest()
    response = press(desk, "reject", proposals()["“never”"], "role=quotation")
    assert response.redirect_chain == [(f"{LIST}?role=quotation", 302)]


def test_accepting_many_saves_each_article_once(desk, make_article):
    articles = [make_article(BODY), make_article(BODY)]
    suggest()
    pks = [str(pk) for pk in Proposal.objects.values_list("pk", flat=True)]
    response = desk.post(LIST, {"action": "accept_selected", "_selected_action": pks}, follow=True)
    assert "4 proposals were accepted (articles changed: 2)." in said(response)
    for article in articles:
        article.refresh_from_db()
        assert (article.version, article.body.count("<q")) == (2, 2)


def test_rejecting_and_taking_it_back(desk, article):
    suggest()
    row = proposals()["“never”"]
    press(desk, "reject", row)
    assert rejected_keys(article) == {row.key}
    desk.post(LIST + "?state=rejected", {"action": "restore_selected", "_selected_action": [str(row.pk)]})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == (State.PROPOSED, None)


def test_a_rejection_says_who_and_is_taken_back_where_it_stands(desk, article):
    suggest()
    row = proposals()["“never”"]
    press(desk, "reject", row)
    page = desk.get(LIST + "?state=rejected").content.decode()
    assert f'name="newsmarkup_restore" value="{row.pk}"' in page
    assert ">desk, " in page
    press(desk, "restore", row, "state=rejected")
    row.refresh_from_db()
    assert row.state == State.PROPOSED


def test_what_the_editor_rejected_is_taken_back_too(desk, article):
    Proposal.objects.reject(article, ["0123456789abcdef"])
    page = desk.get(LIST + "?state=rejected").content.decode()
    assert "rejected in the editor" in page
    press(desk, "restore", Proposal.objects.get())
    assert rejected_keys(article) == frozenset()


def test_words_that_moved_are_found(desk, article):
    suggest()
    edit(article, "<p>A new first paragraph.</p>" + BODY)
    press(desk, "accept", proposals()["“never”"])
    article.refresh_from_db()
    assert ">“never”</q>" in article.body
    assert "A new first paragraph." in article.body


def test_words_that_are_gone_are_refused_in_words(desk, article):
    suggest()
    edit(article, "<p>Nothing of it is left.</p>")
    response = press(desk, "accept", proposals()["“never”"])
    assert "“never”" in said(response)
    assert "don't stand in the text any more" in said(response).replace("&#x27;", "'")
    article.refresh_from_db()
    assert (article.body, proposals()["“never”"].state) == ("<p>Nothing of it is left.</p>", "proposed")


def test_what_was_tagged_meanwhile_counts_as_accepted(desk, article):
    suggest()
    edit(article, BODY.replace("“never”", "<q data-id=mine>“never”</q>"))
    press(desk, "accept", proposals()["“never”"])
    article.refresh_from_db()
    assert 'data-id="mine"' in article.body
    assert (article.version, proposals()["“never”"].state) == (2, "accepted")


def test_an_article_saved_at_the_same_moment_is_refused_in_words(desk, article, monkeypatch):
    suggest()

    def busy(self, obj, body):
        raise StaleVersion(obj, 1, 2)

    monkeypatch.setattr(type(adapters.adapter_for(Article)), "store", busy)
    assert "Somebody saved the article just now" in said(press(desk, "accept", proposals()["“never”"]))
    assert proposals()["“never”"].state == "proposed"


def test_a_speaker_who_left_the_registry_is_named(desk, article, newsroom):
    suggest()
    Person.objects.get(key=newsroom.mayor.key).delete()
    press(desk, "accept", proposals()["“The tide waits,”"])
    article.refresh_from_db()
    assert 'data-speaker="person" data-speaker-name="Ada Holm"' in article.body


def test_furniture_is_removed_by_accepting_it(desk, make_article, monkeypatch):
    article = make_article("<p>Text.</p><p>Share this!</p>")

    def found(text):
        if len(text.blocks) > 1:
            span = Span(text.blocks[1].start, text.blocks[1].end)
            yield Suggestion("furniture", (span,), text[span], 0.9, "asks to share")

    monkeypatch.setattr(proposing, "suggest", lambda text, headline: tuple(found(text)))
    suggest()
    press(desk, "accept", proposals()["Share this!"])
    article.refresh_from_db()
    assert article.body == "<p>Text.</p>"


def test_a_proposal_leads_to_its_article(desk, article):
    suggest()
    row = proposals()["“never”"]
    response = desk.get(f"{LIST}{row.pk}/change/")
    change = reverse("admin:demo_site_article_change", args=[article.pk])
    assert (response.status_code, response["Location"]) == (302, f"{change}#suggestion={row.key}")
    assert desk.get(f"{LIST}999999/change/")["Location"] == LIST
    assert desk.get(f"{LIST}nonsense/change/").status_code == 302


def test_who_may_not_change_the_article_changes_nothing(desk, article):
    suggest()
    desk.user.user_permissions.remove(Permission.objects.get(codename="change_article"))
    for name in ("accept", "reject"):
        assert "You may not change these articles" in said(press(desk, name, proposals()["“never”"]))
    article.refresh_from_db()
    assert (article.version, proposals()["“never”"].state) == (1, "proposed")


def test_who_may_only_look_decides_nothing(desk, article):
    suggest()
    desk.user.user_permissions.remove(Permission.objects.get(codename="change_proposal"))
    row = proposals()["“never”"]
    page = desk.get(LIST)
    assert page.status_code == 200
    assert b"newsmarkup_accept" not in page.content
    press(desk, "accept", row)
    desk.post(LIST, {"action": "accept_selected", "_selected_action": [str(row.pk)]})
    row.refresh_from_db()
    assert row.state == "proposed"


def test_nobody_adds_or_deletes_them(desk, article):
    suggest()
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.get(f"{LIST}{Proposal.objects.first().pk}/delete/").status_code == 403


def test_they_hold_up_no_deletion_of_an_article(admin_client, article):
    suggest()
    admin_client.post(reverse("admin:demo_site_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.exists()
    assert not Proposal.objects.exists()


def test_what_is_left_of_a_deleted_article_is_cleared_away(desk, article):
    suggest()
    row = proposals()["“never”"]
    Proposal.objects.filter(pk=row.pk).update(object_id="999999")
    assert b"deleted" in desk.get(LIST).content
    Proposal.objects.filter(pk=row.pk).update(state="proposed")
    press(desk, "reject", row)
    assert not Proposal.objects.filter(pk=row.pk).exists()

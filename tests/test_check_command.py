"""`manage.py newsmarkup_check`: the archive by rule, as table and as JSON, with an exit status."""

import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

UNCLEAR = '<p>Somebody said: <q data-id="q1">“We open on Monday.”</q></p>'
WRONG = '<p>She said: <q data-id="q1" data-speaker="person:nobody">“We open on Monday.”</q></p>'


def run(*args, **options):
    """(exit status, what was printed)"""
    out = io.StringIO()
    try:
        call_command("newsmarkup_check", *args, stdout=out, verbosity=0, no_color=True, **options)
    except SystemExit as status:
        return status.code, out.getvalue()
    return 0, out.getvalue()


def test_the_table_has_a_row_for_each_rule_the_worst_first(make_article):
    make_article("<p>Fine.</p>")
    make_article(UNCLEAR)
    make_article(UNCLEAR)
    make_article(WRONG)
    status, told = run()
    rows = [line.split() for line in told.splitlines() if line.startswith(("error", "warning"))]
    assert [row[:4] for row in rows] == [
        ["error", "speaker-unknown", "1", "1"],
        ["warning", "quotation-without-speaker", "2", "2"],
    ]
    assert "of 4 articles" in told
    assert status == 1


def test_the_exit_status_is_what_was_asked_for(make_article):
    make_article(UNCLEAR)
    assert run()[0] == 0
    assert run(fail_on="warning")[0] == 1
    assert run(fail_on="never")[0] == 0
    make_article(WRONG)
    assert run(fail_on="never")[0] == 0
    assert run(rule=("quotation-without-speaker",))[0] == 0


def test_as_json_every_problem_is_told(make_article):
    article = make_article(WRONG)
    _status, told = run("--json")
    data = json.loads(told)
    (problem,) = [one for one in data["problems"] if one["severity"] == "error"]
    assert problem["code"] == "speaker-unknown"
    assert problem["article"] == str(article.pk)
    assert problem["passage"] == "q1"
    assert data["rules"]["speaker-unknown"]["articles"] == 1


def test_drafts_only_when_they_are_asked_for(make_article):
    make_article(WRONG, status="draft")
    assert run()[0] == 0
    assert run("--all")[0] == 1


def test_an_unknown_rule_is_told_with_those_that_there_are(make_article):
    with pytest.raises(CommandError, match="no-such-rule.*missing-headline"):
        run("--rule", "no-such-rule")


def test_an_article_that_cannot_be_read_is_told_and_the_rest_checked(make_article, monkeypatch, caplog):
    from newsmarkup.adapters import ArticleAdapter

    broken = make_article("<p>One.</p>")
    make_article(UNCLEAR)
    read = ArticleAdapter.article

    def article(self, obj, *args, **kwargs):
        if obj.pk == broken.pk:
            raise ValueError("torn")
        return read(self, obj, *args, **kwargs)

    monkeypatch.setattr(ArticleAdapter, "article", article)
    with caplog.at_level(logging.ERROR):
        status, told = run()
    assert status == 1
    assert "unreadable" in told
    assert "quotation-without-speaker" in told


def test_its_queries_do_not_grow_with_the_archive(make_article, django_assert_max_num_queries):
    for _ in range(3):
        make_article(UNCLEAR)
    run()
    with django_assert_max_num_queries(60) as few:
        run()
    for _ in range(12):
        make_article(UNCLEAR)
    with django_assert_max_num_queries(len(few)):
        run()


def test_nothing_is_written(make_article):
    article = make_article(WRONG)
    before = type(article).objects.values().get()
    run()
    assert type(article).objects.values().get() == before

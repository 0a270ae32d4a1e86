"""schemathesis asks every operation of the OpenAPI document what it could be asked: no 5xx, nothing undocumented."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from rest_framework.authtoken.models import Token

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]  # one database is enough


@pytest.fixture
def everything(make_article, newsroom):
    make_article(
        '<p><q data-id="a" data-speaker="person:mayor">“It opens,”</q> Ada Holm said.</p>', keywords=["harbour"]
    )
    make_article("<p>Paid for.</p>", access="paywalled", lead_photo=newsroom.photo)
    make_article("<p>Not yet.</p>", status="draft", published_at=None)


@pytest.fixture(autouse=True)
def prompt(monkeypatch):
    """Django's test server sends an answer in pieces, for each of which the other side waits 40 ms."""
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)


def fuzzed(live_server, *options):
    program = Path(sys.executable).with_name("schemathesis")
    location = f"{live_server.url}/api/schema/?format=json"
    run = subprocess.run(
        [program, "--config-file", Path(__file__).with_name("schemathesis.toml"), "run", location, "--max-examples", "12", "--seed", "1", "--generation-database", "none",
         # A section or a cursor can be of the right form, and there be none.
         "--exclude-checks", "positive_data_acceptance",
         "--continue-on-failure", "--no-color", "--request-timeout", "20", *options],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_nobody_gets_an_undocumented_answer(live_server, everything):
    fuzzed(live_server)


def test_who_writes_gets_no_undocumented_answer(live_server, everything, admin_user):
    token = Token.objects.create(user=admin_user)
    methods = ("--include-method=POST", "--include-method=PATCH")
    fuzzed(live_server, "-H", f"Authorization: Token {token.key}", "--phases", "examples,coverage", *methods)

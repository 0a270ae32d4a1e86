"""Two editors at once, processes killed in the middle of a save, facts that change while pages are read.

Real processes on a scratch database of the kind that DATABASE_URL names (SQLite by default).
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[1]
SCRATCH = f"newsmarkup_faults_{os.getpid()}"


class Scratch:
    """A database of its own, and processes on it."""

    worker = "tests.faults_worker"

    def __init__(self, url, folder):
        self.env = {**os.environ, "DATABASE_URL": url, "DEMO_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.env["DJANGO_SETTINGS_MODULE"] = "demo_site.settings"

    def start(self, job, argument=""):
        command = [sys.executable, "-m", self.worker, job, str(argument)]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True)

    def run(self, job, argument="", timeout=60):
        process = self.start(job, argument)
        out, _ = process.communicate(timeout=timeout)
        assert process.returncode == 0
        return json.loads(out) if out.strip() else None


@contextmanager
def empty_database(tmp_path):
    """Its URL."""
    url = os.environ.get("DATABASE_URL", "")
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'scratch.sqlite3'}"
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {SCRATCH}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{SCRATCH}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {SCRATCH}" + (" WITH (FORCE)" if connection.vendor == "postgresql" else ""))


@pytest.fixture
def scratch(tmp_path):
    with empty_database(tmp_path) as url:
        scratch = Scratch(url, tmp_path)
        scratch.run("prepare")
        yield scratch


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    process.stdout.close()


def test_two_editors_lose_nothing_in_silence(scratch):
    editors = [scratch.start("edit", f"{name}:150") for name in ("one", "two")]
    answers = [json.loads(editor.communicate(timeout=120)[0]) for editor in editors]
    after = scratch.run("read")
    saved = [keyword for answer in answers for keyword in answer["saved"]]
    assert len(saved) == 300
    assert sorted(after["keywords"]) == sorted(saved)
    assert after["version"] == 1 + 300
    print(f"{sum(answer['refused'] for answer in answers)} saves were refused and repeated")


@pytest.mark.parametrize("field", ["keywords", "aliases"])
def test_two_writers_of_the_api_lose_nothing_in_silence(scratch, field):
    writers = [scratch.start("patch", f"{name}:40:{field}") for name in ("one", "two")]
    answers = [json.loads(writer.communicate(timeout=120)[0]) for writer in writers]
    after = scratch.run("read")
    saved = [keyword for answer in answers for keyword in answer["saved"]]
    assert len(saved) == 80
    assert sorted(after[field]) == sorted(saved)
    refused = [answer["refused"] for answer in answers]
    assert {status for some in refused for status in some} <= {"412", "503"}
    assert refused != [{}, {}], "two must have met, or nothing was seen"


def test_the_same_request_at_the_same_moment_is_carried_out_once(scratch):
    writers = [scratch.start("once", 25) for _ in range(3)]
    answers = [json.loads(writer.communicate(timeout=120)[0]) for writer in writers]
    assert answers[0] == answers[1] == answers[2]
    assert {status for status, _id in answers[0]} == {201}
    assert len({id for _status, id in answers[0]}) == 25


def test_a_killed_request_leaves_its_article_and_its_key_or_neither(scratch):
    chance = random.Random(11)
    for n in range(6):
        writer = scratch.start("create", n)
        assert writer.stdout.readline() == "creating\n"
        time.sleep(chance.uniform(0.05, 0.4))
        kill(writer)
    found = scratch.run("keys")
    assert found["kept"] == found["made"] != {}
    assert found["open"] == 0


def test_a_killed_save_leaves_nothing_half_done(scratch):
    chance = random.Random(7)
    fresh = 0
    for n in range(12):
        writer = scratch.start("write", n)
        assert writer.stdout.readline() == "writing\n"
        time.sleep(chance.uniform(0.02, 0.4))
        kill(writer)
        if n % 3 == 2:
            found = scratch.run("verify")
            assert found["wrong"] == []
            fresh += found["fresh"]
    assert fresh, "some rows must have been fresh, or nothing was verified"


def test_no_page_shows_an_old_credit(scratch):
    viewer = scratch.start("view")
    assert viewer.stdout.readline() == "viewing\n"
    try:
        last = scratch.run("credit", 25)["last"]
    finally:
        kill(viewer)
    after = scratch.run("read")
    assert all(f'"creditText":"{last}"' in page for page in after["pages"])
    assert all(last in body for body in after["bodies"])
    assert scratch.run("verify")["wrong"] == []

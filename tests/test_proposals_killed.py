"""`manage.py newsmarkup_suggest` is killed again and again: it goes on where it was."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.test_faults import ROOT, Scratch, scratch  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = 120


class Runs(Scratch):
    def start(self, job, argument=""):
        command = [sys.executable, "-m", "tests.proposals_worker", job, str(argument)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )


def run_and_kill(runs, argument):
    """Start, kill, start again until one gets through; how often it was killed half-way."""
    chance, killed = random.Random(11), 0
    for _ in range(60):
        process = runs.start("run", argument)
        if process.stdout.readline() != "running\n":
            assert process.wait(timeout=60) == 0
            return killed
        time.sleep(chance.uniform(0.0, 0.06))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        code = process.wait(timeout=60)
        process.stdout.close()
        assert code in (0, -signal.SIGKILL)
        if code == 0:
            return killed
    raise AssertionError("it never got through")


@pytest.fixture
def runs(scratch):  # noqa: F811
    runs = Runs.__new__(Runs)
    runs.env = {**scratch.env, "DJANGO_SETTINGS_MODULE": "demo_site.settings"}
    assert os.path.isdir(runs.env["DEMO_DATA_DIR"])
    return runs


def cleared(runs):
    """Without the four articles of the other tests."""
    code = "import django; django.setup(); from demo_site.models import Article; Article.objects.all().delete()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=runs.env, check=True)
    runs.run("prepare", ARTICLES)


def test_no_article_twice_and_none_lost(runs):
    cleared(runs)
    assert run_and_kill(runs, "") >= 3
    after = runs.run("read")
    assert Counter(pk for pk, *_ in after["proposals"]) == Counter({pk: 3 for pk, *_ in after["proposals"]})
    assert len(after["proposals"]) == 3 * ARTICLES
    assert after["readings"] == ARTICLES
    assert set(after["versions"]) == {1}


def test_what_is_accepted_is_accepted_once(runs):
    cleared(runs)
    assert run_and_kill(runs, "--accept-above 0.95") >= 3
    after = runs.run("read")
    assert after["versions"] == [2] * ARTICLES
    assert after["tags"] == [2] * ARTICLES
    assert Counter(state for *_, state in after["proposals"]) == {"accepted": 2 * ARTICLES, "proposed": ARTICLES}
    assert after["readings"] == ARTICLES

"""Senders of webhooks beside each other, and killed in the middle: everything arrives, and nobody sends what another has."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.receiver import receiving
from tests.test_faults import ROOT, Scratch, scratch  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = 60


class Senders(Scratch):
    def start(self, job, *arguments):
        command = [sys.executable, "-m", "tests.webhooks_worker", job, *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )


@pytest.fixture
def senders(scratch):  # noqa: F811
    senders = Senders.__new__(Senders)
    senders.env = scratch.env
    return senders


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


def ids(receiver):
    return Counter(headers["webhook-id"] for _path, headers, _body in receiver.got)


def test_killed_again_and_again_and_three_at_once(senders, receiver):
    senders.run("prepare", receiver.url)
    senders.run("publish", ARTICLES)
    chance, killed = random.Random(7), 0
    while True:
        process = senders.start("run", 0.3)
        assert process.stdout.readline() == "running\n"
        time.sleep(chance.uniform(0.0, 0.15))
        if killed < 4 and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        _out, errors = process.communicate(timeout=60)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, errors
    assert killed >= 2
    sent = senders.run("read")
    assert len({pk for _key, pk, *_ in sent}) == len(sent) == ARTICLES  # each change is one delivery
    assert {state for _key, _pk, state, _attempts in sent} == {"delivered"}
    assert set(ids(receiver)) == {key for key, *_ in sent}

    receiver.got.clear()
    senders.run("publish", ARTICLES)
    running = [senders.start("run", 60) for _ in range(3)]
    for process in running:
        _out, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    new = senders.run("read")[:ARTICLES]
    assert ids(receiver) == Counter({key: 1 for key, *_ in new})
    assert {(state, attempts) for _key, _pk, state, attempts in new} == {("delivered", 1)}

"""Many write while a partner follows the stream and is killed again and again: the copy is what is public, and no line
came twice. Real processes on a scratch database of the kind that DATABASE_URL names."""

import json
import time
from pathlib import Path

import pytest

from tests.test_faults import Scratch, empty_database

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, WRITES = 3, 60


class Wire(Scratch):
    worker = "tests.changes_worker"


@pytest.fixture
def wire(tmp_path):
    with empty_database(tmp_path) as url:
        wire = Wire(url, tmp_path)
        wire.run("prepare")
        yield wire


def journal(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_a_partner_has_in_the_end_what_is_public(wire, tmp_path):
    path, stop = tmp_path / "copy", tmp_path / "stop"
    teller, partner = wire.start("tell", stop), wire.start("follow", f"{path}:{stop}")
    assert partner.stdout.readline() == "following\n"
    writers = [wire.start("write", f"{seed}:{WRITES}") for seed in range(WRITERS)]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * WRITERS
    time.sleep(0.4)  # the last embargo lifts
    stop.touch()
    kills = json.loads(partner.communicate(timeout=60)[0])
    assert (partner.returncode, teller.wait(timeout=60)) == (0, 0)
    for process in (*writers, teller):
        process.stdout.close()
    after, lines = wire.run("read"), journal(path)

    copy = {}
    for line in lines:
        if line["event"] == "withdraw":
            copy.pop(line["id"], None)
        else:
            copy[line["id"]] = line["digest"]
    assert copy == after["public"]
    numbers = [int(line["cursor"].split("-")[1]) for line in lines]
    assert numbers == sorted(set(numbers))
    print(f"{len(lines)} lines, {kills} kills, {len(after['told'])} events")
    assert kills
    print(f"{len(lines)} lines, {kills} kills, {len(after['told'])} events")

    # And whoever gave the numbers was told each event once, in an order that can be.
    public = set()
    for _seq, event, pk in after["told"]:
        assert (event == "publish") == (pk not in public), (event, pk)
        (public.discard if event == "withdraw" else public.add)(pk)
    assert public == set(after["public"])
    assert {event for _seq, event, _pk in after["told"]} == {"publish", "update", "withdraw"}

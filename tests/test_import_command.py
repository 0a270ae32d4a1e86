"""`manage.py newsmarkup_import`: each article once, whatever is killed when; a report; clear errors."""

import io
import json
import random
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from demo_site.models import Article
from newsmarkup.management.commands.newsmarkup_import import Command
from newsmarkup.models import Origin, Section
from tests.test_faults import ROOT, Scratch, scratch  # noqa: F401


def copy(n, text="The harbour of Saltmere opened again on Monday after a year of repairs, and boats left."):
    return f"Headline: Harbour {n:03}\nByline: Jane Roe\n\n{text}\n\n“We waited {n} days,” said Ada Holm.\n"


def run(*args, **options):
    out = io.StringIO()
    call_command("newsmarkup_import", *map(str, args), verbosity=0, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(copy(n))
    (tmp_path / "in" / "deep" / "3.txt").write_text(copy(3))
    (tmp_path / "in" / ".hidden").write_text("not this")
    return tmp_path / "in"


@pytest.mark.django_db
def test_a_folder_with_all_in_it(folder):
    said = run(folder)
    assert "4 files, 4 articles" in said
    assert "saved as drafts: 4" in said
    assert "4 × unknown-author" in said
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}
    said = run(folder)
    assert "known already: 4" in said
    assert Article.objects.count() == 4


@pytest.mark.django_db
def test_patterns_and_a_file_named_twice(folder):
    assert "3 files, 3 articles" in run(f"{folder}/*.txt", folder / "1.txt")


@pytest.mark.django_db
def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(copy(1).encode())))
    assert "saved as drafts: 1" in run("-", format="text")
    assert Article.objects.get().headline == "Harbour 001"


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(folder):
    said = run(folder, dry_run=True)
    assert "would be saved as drafts: 4" in said
    assert not Article.objects.exists()
    assert not Origin.objects.exists()


@pytest.mark.django_db
def test_the_report_names_each_article_and_each_file(folder, tmp_path):
    (folder / "z.pdf").write_bytes(b"%PDF-1.7 \0")
    (folder / "zz.txt").write_bytes(b"")
    report = tmp_path / "report.json"
    said = run(folder, report=report)
    told = json.loads(report.read_text())
    assert (told["files"], told["counts"]) == (6, {"saved": 4})
    assert {a["pk"] for a in told["articles"]} == set(Article.objects.values_list("pk", flat=True))
    assert told["articles"][0]["problems"][0]["code"] == "unknown-author"
    assert [r["problems"][0]["code"] for r in told["refused"]] == ["unknown-format", "empty"]
    assert "not read" in said
    assert "Traceback" not in said


@pytest.mark.django_db
def test_update(tmp_path, monkeypatch):
    from newsmarkup.importing import base

    file = tmp_path / "a.txt"
    read = base.read

    def identified(data, **more):
        from dataclasses import replace

        return tuple(replace(one, article=replace(one.article, id="urn:1")) for one in read(data, **more))

    monkeypatch.setattr(base, "read", identified)
    file.write_text(copy(1))
    run(file)
    file.write_text(copy(1, "The harbour of Saltmere shut again on Tuesday, a day after it was opened to boats."))
    assert "--update takes it over: 1" in run(file)
    assert "would be updated: 1" in run(file, update=True, dry_run=True)
    assert "updated: 1" in run(file, update=True)
    assert "shut again" in Article.objects.get().body


@pytest.mark.django_db
def test_section_and_model(folder):
    section = Section.objects.create(name="Town", slug="town")
    run(folder / "0.txt", section="town", model="demo_site.article")
    assert Article.objects.get().section == section


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"format": "fax"}, "--format: fax is not known. Known: "),
        ({"section": "sport"}, "there is no section sport. Known: none"),
        ({"model": "auth.User"}, "auth.User takes no imports. Known: demo_site.Article"),
        ({"report": "/nowhere/at/all.json"}, "there is no folder /nowhere/at"),
    ],
)
def test_wrong_options_are_told(folder, options, says):
    from pathlib import Path

    if "report" in options:
        options = {"report": Path(options["report"])}
    with pytest.raises(CommandError, match=says):
        run(folder, **options)


@pytest.mark.django_db
def test_a_path_that_is_none(tmp_path):
    with pytest.raises(CommandError, match="no such file or folder"):
        run(tmp_path / "nothing*.txt")


def test_help_teaches():
    said = Command().create_parser("manage.py", "newsmarkup_import").format_help()
    for words in ("--dry-run", "kill -9", "incoming/", "--update", "Nothing is published"):
        assert words in said


# -- killed ----------------------------------------------------------------------------------------------------------

ARTICLES = 60


class Runs(Scratch):
    def start(self, job, argument=""):
        command = [sys.executable, "-m", "tests.imports_worker", job, str(argument)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_each_article_is_saved_once(scratch, tmp_path):  # noqa: F811
    runs = Runs.__new__(Runs)
    runs.env = {**scratch.env, "DJANGO_SETTINGS_MODULE": "demo_site.settings"}
    code = "import django; django.setup(); from demo_site.models import Article; Article.objects.all().delete()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=runs.env, check=True)
    before = runs.run("read")
    folder = tmp_path / "wire"
    folder.mkdir()
    for n in range(ARTICLES):
        (folder / f"{n:03}.txt").write_text(copy(n))
    assert run_and_kill(runs, folder) >= 3
    after = runs.run("read")
    assert after["headlines"] == [f"Harbour {n:03}" for n in range(ARTICLES)]
    assert set(after["versions"]) == {1}
    assert after["origins"] == ARTICLES
    assert after["bylines"] - before["bylines"] == ARTICLES
    assert after["people"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_save_each_article_once(scratch, tmp_path):  # noqa: F811
    runs = Runs.__new__(Runs)
    runs.env = {**scratch.env, "DJANGO_SETTINGS_MODULE": "demo_site.settings"}
    folder = tmp_path / "wire"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:03}.txt").write_text(copy(n))
    both = [runs.start("run", folder) for _ in range(2)]
    assert [process.communicate(timeout=120) and process.returncode for process in both] == [0, 0]
    after = runs.run("read")
    assert (after["origins"], after["people"]) == (20, 1)
    assert [h for h in after["headlines"] if h.startswith("Harbour 0")] == [f"Harbour {n:03}" for n in range(20)]


def run_and_kill(runs, folder):
    """Start, kill, start again until one gets through; how often it was killed half-way."""
    chance, killed = random.Random(7), 0
    for _ in range(60):
        process = runs.start("run", folder)
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        code = process.wait(timeout=60)
        process.stdout.close()
        assert code in (0, -signal.SIGKILL)
        if code == 0:
            return killed
    raise AssertionError("it never got through")

"""`python -m newsmarkup suggest`: what it reads, shows and says. All samples are made up."""

import io
import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsmarkup.__main__ import main
from newsmarkup.errors import NewsmarkupError
from newsmarkup.suggesting.language import guess
from newsmarkup.suggesting.pasted import NotText, article, decode, is_html, read
from newsmarkup.suggesting.show import show
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text
from newsmarkup.suggesting.wrapping import Pen
from tests.growth import assert_linear

ARTICLE = """\
Harbour opens after a year of repairs

By Jane Roe

SALTMERE, England (AP) — The harbour of Saltmere opened again on Monday after a year, and the ferry left at dawn.

“We have waited long enough,” said Mayor Ada Holm, who had come with her family. The repairs cost more than planned.

Sign up for our newsletter
"""
PAGE = """<!doctype html><html lang="de-AT"><head><title>x</title></head><body>
<nav><p>Startseite</p></nav><article><h1>Hafen öffnet wieder</h1><p>Von Jana Roth</p>
<p>Der Hafen von Salzheim ist am Montag wieder geöffnet worden. „Wir haben lange gewartet“, sagte Ada Holm.</p>
<aside class="teaser"><p>Noch mehr vom Meer</p></aside><script>alert("x")</script></article>
<footer><p>Impressum</p></footer></body></html>"""


@pytest.fixture
def file(tmp_path):
    def write(content, name="article.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def run(capsys, monkeypatch):
    def run(*arguments, stdin=None):
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        try:
            status = main(["suggest", *arguments])
        except SystemExit as stopped:
            status = stopped.code
        out, err = capsys.readouterr()
        return status, out, err

    return run


# -- what is shown


def test_the_view_marks_what_it_suggests_and_says_why(run, file):
    status, out, _ = run(file(ARTICLE), "--width", "100")
    assert status == 0
    assert "⟦Harbour opens after a year of repairs⟧1" in out
    assert re.search(r"⟦“We have waited long enough,”⟧\d said Mayor Ada Holm", out)
    assert re.search(r"Quotation · \d+ % · Ada Holm", out)
    for word in ("Headline", "Byline", "Dateline", "Not body", "Suggested: ", "with a speaker"):
        assert word in out


def test_every_word_of_the_article_is_shown(run, file):
    _, out, _ = run(file(ARTICLE))
    assert all(word in out for word in ARTICLE.split())


def test_colours_only_where_asked_for_when_nobody_looks(run, file):
    name = file(ARTICLE)
    plain, coloured = run(name)[1], run(name, "--color", "always")[1]
    assert "\x1b" not in plain
    assert "\x1b[36" in coloured
    words = re.sub("\x1b\\[[0-9;]*m", "", coloured)
    assert words.split("⟦words⟧")[0] == plain.split("⟦words⟧")[0]  # below it stands what colours mean


@pytest.mark.parametrize(
    ("environment", "colour", "expected"),
    [
        ({}, "auto", True),
        ({"NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": ""}, "auto", True),
        ({"TERM": "dumb"}, "auto", False),
        ({}, "never", False),
        ({"NO_COLOR": "1"}, "always", True),
    ],
)
def test_colours_on_a_terminal(run, file, monkeypatch, environment, colour, expected):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert ("\x1b" in run(file(ARTICLE), "--color", colour)[1]) is expected


def test_no_line_is_wider_than_asked(run, file):
    words = "港は月曜日に再開した。" * 20 + "\n\n" + "a" * 300 + " b " * 100
    _, out, _ = run(file(words), "--width", "50")
    wide = [sum(2 if "\u2e80" < c < "\uffef" else 1 for c in line) for line in out.splitlines()[2:]]
    assert max(wide) <= 50


def test_nothing_in_a_file_steers_the_terminal(run, file):
    _, out, _ = run(file("The harbour\x1b[2J\x07 is open again.\u202e evil\n\n" + ARTICLE), "--color", "always")
    assert "\x1b[2J" not in out and "\x07" not in out and "\u202e" not in out


def test_an_output_that_knows_no_brackets_gets_others(file):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "newsmarkup", "suggest", file(ARTICLE)]
    out = subprocess.run(command, capture_output=True, env=environment, check=True).stdout
    assert b"[[Harbour opens" in out


def test_only_what_is_sure_enough(run, file):
    data = json.loads(run(file(ARTICLE), "--json", "--least", "95")[1])
    assert data["suggestions"] and min(one["confidence"] for one in data["suggestions"]) >= 0.95


def test_a_text_in_which_nothing_is_found(run, file):
    assert "Nothing to suggest" in run(file("One line."))[1]


# -- the data


def test_json_holds_everything(run, file):
    status, out, _ = run(file(ARTICLE), "--json")
    data = json.loads(out)
    assert status == 0 and data["text"] == ARTICLE and data["language"] == "en"
    assert {one["kind"] for one in data["suggestions"]} >= {"headline", "byline", "dateline", "quotation", "furniture"}
    for one in data["suggestions"]:
        assert set(one) == {
            *("key", "kind", "spans", "text", "confidence", "reason", "speaker", "mention", "cue", "quotes", "credit")
        }
        assert " ".join(data["text"][s["start"] : s["end"]] for s in one["spans"]) == one["text"]
        for span in one["spans"]:
            block = data["blocks"][span["block"]]
            assert block["start"] <= span["start"] < span["end"] <= block["end"]
    quotation = next(one for one in data["suggestions"] if one["kind"] == "quotation")
    assert quotation["speaker"]["name"] == "Ada Holm"


def test_json_of_a_body_says_what_is_tagged(run, file):
    body = '<p><q data-id="q1">“We have waited,”</q> said Ada Holm.</p><p>“Long enough,” she said.</p>'
    data = json.loads(run(file(body), "--json", "--language", "en")[1])
    assert [one["role"] for one in data["tagged"]] == ["quotation"]
    assert all("We have waited" not in one["text"] for one in data["suggestions"])


# -- what is read


def test_standard_input(run):
    assert run("-", stdin=ARTICLE)[0] == 0


def test_html_is_known_by_its_content(run, file):
    data = json.loads(
        run(file("<p>The harbour is open.</p><figure><figcaption>Boats</figcaption></figure>"), "--json")[1]
    )
    assert [block["kind"] for block in data["blocks"]] == ["p", "figcaption"]


@pytest.mark.parametrize("text", ["The sign said <open>.", "a < b and c > d", "Use <p> for a paragraph.", "<3"])
def test_text_with_angle_brackets_is_no_html(text):
    assert not is_html(text)


def test_of_a_page_the_article_is_read(run, file):
    data = json.loads(run(file(PAGE), "--json")[1])
    assert data["language"] == "de-AT"
    assert "Startseite" not in data["text"] and "Impressum" not in data["text"] and "mehr vom Meer" not in data["text"]
    assert ("headline", "Hafen öffnet wieder") in {(one["kind"], one["text"]) for one in data["suggestions"]}


@pytest.mark.parametrize("tag", ["article", "main", "body"])
def test_a_page_may_lack_an_article(tag):
    inner, language, headline = article(f"<html><{tag}><h1>A</h1><p>The harbour is open.</p></{tag}></html>")
    assert ("The harbour is open." in inner, language, headline) == (True, "", "A")


def test_the_language_said_wins_over_the_guess(run, file):
    assert json.loads(run(file(ARTICLE), "--json", "--language", "fr")[1])["language"] == "fr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The harbour of the town was open and they said that it is good for them."),
        ("de", "Der Hafen der Stadt ist wieder offen, und das ist auch gut für die Leute."),
        ("fr", "Le port de la ville est ouvert et les gens sont contents dans une rue."),
        ("es", "El puerto de la ciudad está abierto y los barcos son de la gente que vive en ella."),
        ("it", "Il porto della città è aperto e la gente che vive nel centro non è contenta."),
        ("pt", "O porto da cidade não está aberto e os barcos que são do povo ficam em terra."),
        ("nl", "De haven van de stad is weer open en dat is ook goed voor het dorp."),
        ("sv", "Hamnen i staden är öppen och det är bra för de som inte har en båt."),
        ("da", "Havnen i byen er åben, og det er godt for dem, som ikke har en båd, blev der sagt."),
        ("pl", "Port w mieście jest otwarty i to się nie zmieni, bo na to czekali przez rok."),
        ("cs", "Přístav ve městě je otevřený a lidé se na to těší, že by se to podle nich mohlo."),
        ("ru", "Порт в городе открылся, и это хорошо, потому что мы ждали."),
        ("uk", "Порт у місті відкрився, і це добре, бо ми чекали цілий рік її."),
        ("el", "Το λιμάνι της πόλης άνοιξε ξανά."),
        ("tr", "Şehrin limanı bir yıl sonra açıldı ve bu çok iyi oldu, dedi."),
        ("ar", "الميناء مفتوح من جديد بعد عام."),
        ("he", "הנמל נפתח מחדש אחרי שנה."),
        ("ja", "港は一年ぶりに再開した。"),
        ("zh", "港口一年后重新开放。"),
        ("ko", "항구가 일 년 만에 다시 열렸다."),
        ("", "1234 — 5678"),
        ("", "xyzzy plugh"),
    ],
)
def test_the_language_is_guessed(language, text):
    assert guess(text) == language


def test_utf16_and_named_encodings(run, file):
    assert run(file(ARTICLE.encode("utf-16"), "wide.txt"))[0] == 0
    assert "Größe" in run(file("Die Größe".encode("cp1252"), "old.txt"), "--encoding", "cp1252")[1]


# -- what can't be read


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"Gr\xf6\xdfe", "is not UTF-8: byte 0xF6 at position 2"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "office document"),
        (b"text\0with\0nulls", "binary"),
        (b"<!doctype html><html><body><script>x</script></body></html>", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_mend(run, file, content, said):
    status, out, err = run(file(content, "odd.bin"))
    assert (status, out) == (2, "")
    assert said in err and "Traceback" not in err and err.count("\n") == 1


@pytest.mark.parametrize("options", [["--json"], []])
def test_a_file_that_is_not_there(run, options):
    status, out, err = run("no-such-file.txt", *options)
    assert (status, out) == (2, "") and "There is no file 'no-such-file.txt'" in err


def test_a_folder(run, tmp_path):
    status, _, err = run(str(tmp_path))
    assert status == 2 and "is a folder" in err


def test_html_that_is_too_long(run, file):
    status, _, err = run(file("<p>" + "word " * 200_000 + "</p>"))
    assert status == 2 and "1,000,0" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--language", "english!"], "'english!' is no language tag"),
        (["--least", "200"], "'200' is no percentage"),
        (["--width", "7"], "'7' is no width"),
        (["--encoding", "undefined"], "is not undefined"),
        (["--encoding", "klingon"], "No encoding is called 'klingon'"),
        (["--color", "red"], "invalid choice: 'red'"),
        (["--colr"], "unrecognized arguments"),
    ],
)
def test_options_that_cannot_be_used(run, file, options, said):
    status, _, err = run(file(ARTICLE), *options)
    assert status == 2 and said in err


def test_help_teaches_by_example(run):
    status, out, _ = run("--help")
    assert status == 0
    for word in ("examples:", "python -m newsmarkup suggest article.txt", "--json", "NO_COLOR", "Exit status"):
        assert word in out


def test_no_command_says_which_there_are(capsys):
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2 and "COMMAND" in capsys.readouterr().err


def test_it_runs_without_django(file):
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from newsmarkup.__main__ import main\n"
        f"sys.exit(main(['suggest', {file(PAGE)!r}, '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") and json.loads(done.stdout)["suggestions"]


def test_a_reader_that_has_seen_enough_is_no_error(file):
    command = f"{sys.executable} -m newsmarkup suggest {file(ARTICLE * 300)} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stderr == ""


# -- always


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_shown(text):
    try:
        pasted = read(text)
    except NotText:
        return
    lines = [*show(pasted.text, suggest(pasted.text, pasted.headline), Pen(True, 40))]
    assert lines


TAGS = "<p> </p> <article> <h1>Head</h1> <aside class=pull> <blockquote> <table> <td> <!doctype html> <html lang=xx> <body> </html> "
TAGS += "<figure> <figcaption> <script> <!-- --> < > & &#0; <main> <header> words, “Go,” By"


@given(st.lists(st.sampled_from(TAGS.split(" ")) | st.text(max_size=5), max_size=30).map(" ".join))
def test_any_html_can_be_read_and_shown(text):
    try:
        pasted = read(text)
    except NewsmarkupError:
        return
    assert "".join(show(pasted.text, suggest(pasted.text, pasted.headline), Pen(width=40)))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(raw):
    try:
        said = decode(raw, "x")
    except NotText as refused:
        said = str(refused)
    assert said.strip("\ufeff")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12))
def test_suggestions_may_overlap_in_any_way(pairs):
    text = Text.plain("The harbour of Saltmere is open.\n\nThe ferry left at dawn.", "en")
    found = []
    for a, b in pairs:
        start, end = sorted((min(a, len(text.text)), min(b, len(text.text))))
        if start < end:
            span = Span(start, end)
            found.append(Suggestion("quotation", (span,), text[span], 0.5, "Given.", Speaker("person", "Ada"), span))
    out = "\n".join(show(text, found, Pen(width=60)))
    assert "The harbour of Saltmere is open." in " ".join(re.sub(r"⟦|⟧\d+", "", out).split())


def test_time_to_show_grows_with_the_text_and_no_faster():
    def prepare(count):
        text = Text.plain("“Go,” said Ada. " * count, "en")
        spans = [Span(n * 16, n * 16 + 5) for n in range(count)]
        found = [Suggestion("quotation", (s,), text[s], 0.9, "Given.", Speaker("person", "Ada"), s) for s in spans]
        return lambda: list(show(text, found, Pen(True)))

    assert_linear(prepare, 2_000, 8_000)


@pytest.mark.shared
def test_the_seed_is_shown_as_a_whole(run, shared):
    name = str(shared / "seed/article.txt")
    status, out, _ = run(name)
    gold = json.loads((shared / "seed/article-gold.json").read_text())
    assert status == 0 and f"⟦{gold['headline']}⟧1" in out
    data = json.loads(run(name, "--json")[1])
    assert {one["kind"] for one in data["suggestions"]} >= {"headline", "quotation", "furniture", "caption", "credit"}

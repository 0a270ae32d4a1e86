"""The command line: `python -m newsmarkup suggest FILE`, `python -m newsmarkup inspect FILE…`. Needs no Django."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsmarkup import __version__
from newsmarkup.errors import NewsmarkupError
from newsmarkup.suggesting.wrapping import Pen

_SUGGEST = """\
Reads an article, plain text or HTML, and proposes its tags: quotations and who
speaks them, captions and credits, pull quotes, headline, deck, byline and
dateline, and the lines that are no part of the body. Nothing is changed.
"""
_EXAMPLES = """\
examples:
  python -m newsmarkup suggest article.txt
  python -m newsmarkup suggest page.html --language de
  pbpaste | python -m newsmarkup suggest -
  python -m newsmarkup suggest article.txt --json | jq '.suggestions[].speaker.name'
  python -m newsmarkup suggest article.txt --least 90      only what is nearly sure

A file that holds HTML is known by its content; of a whole page its <article>
is read, else <main>, else the body. Colours appear on a terminal unless
NO_COLOR is set. Exit status: 0 done, 2 the file or an option can't be used.
"""
_INSPECT = """\
Judges the JSON-LD of a page: what it says of its article, what is missing, and
what is wrong, by the rules of Google's and schema.org's documentation and those
of this house. Any page will do. Nothing is fetched and nothing is changed.
"""
_INSPECT_EXAMPLES = """\
examples:
  python -m newsmarkup inspect page.html
  python -m newsmarkup inspect *.html --json | jq '.[].problems[].code'
  curl -s https://paper.example/story | python -m newsmarkup inspect -

A file is a page, or JSON-LD alone. Without the extra newsmarkup[check] types
and properties are not looked up. Exit status: 0 no errors, 1 some, 2 a file or
an option can't be used.
"""


def parser() -> argparse.ArgumentParser:
    out = argparse.ArgumentParser(
        prog="python -m newsmarkup", description="newsmarkup on the command line.", allow_abbrev=False
    )
    out.add_argument("--version", action="version", version=f"newsmarkup {__version__}")
    commands = out.add_subparsers(dest="command", metavar="COMMAND", required=True)
    one = commands.add_parser(
        "suggest",
        help="propose tags for an article",
        description=_SUGGEST,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    one.add_argument("file", metavar="FILE", help="a text or HTML file; - reads standard input")
    one.add_argument("--language", metavar="TAG", type=_language, help="BCP 47, as en or pt-BR; else guessed")
    one.add_argument("--encoding", metavar="NAME", default="", help="of the file; else UTF-8")
    one.add_argument(
        "--least", metavar="PERCENT", type=_percent, default=0.0, help="leave out what is less sure (0-100)"
    )
    one.add_argument("--json", action="store_true", help="print the data: text, blocks, and all of each suggestion")
    _view(one)
    one.set_defaults(run=_suggest)
    one = commands.add_parser(
        "inspect",
        help="judge the JSON-LD of a page",
        description=_INSPECT,
        epilog=_INSPECT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    one.add_argument("files", metavar="FILE", nargs="+", help="an HTML or JSON file; - reads standard input")
    one.add_argument("--encoding", metavar="NAME", default="", help="of the files; else UTF-8")
    one.add_argument("--json", action="store_true", help="print the data: a list with an object for each file")
    _view(one)
    one.set_defaults(run=_inspect)
    return out


def _view(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--color", "--colour", choices=("auto", "always", "never"), default="auto", help="default: auto"
    )
    command.add_argument(
        "--width", metavar="COLUMNS", type=_columns, default=0, help="of the view; else the terminal's"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except NewsmarkupError as error:
        print(f"newsmarkup: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # its reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _suggest(options: argparse.Namespace) -> int:
    from newsmarkup.suggesting.data import as_data
    from newsmarkup.suggesting.pasted import decode, read
    from newsmarkup.suggesting.show import show
    from newsmarkup.suggesting.suggest import suggest

    name = _name(options.file)
    pasted = read(decode(_bytes(options.file), name, options.encoding), options.language or "")
    text = pasted.text
    found = [one for one in suggest(text, pasted.headline) if one.confidence >= options.least]
    if options.json:
        _utf8()
        print(json.dumps(as_data(text, found, file=name), ensure_ascii=False, indent=1))
        return 0
    pen = _pen(options)
    words = len(text.text.split())
    title = f"{name} · {text.language or 'language unknown'} · {len(text.blocks)} blocks, {words:,} words"
    for line in show(text, found, pen, title):
        print(line)
    return 0


def _inspect(options: argparse.Namespace) -> int:
    from newsmarkup.inspecting import NotPage, inspect
    from newsmarkup.inspecting.show import show
    from newsmarkup.suggesting.pasted import decode

    data: list[dict[str, Any]] = []
    status = 0
    for file in options.files:
        name = _name(file)
        try:
            inspection = inspect(decode(_bytes(file), name, options.encoding))
        except NotPage as error:
            raise NotPage(f"{name}: {error}") from None
        status = max(status, int(inspection.has_errors))
        if options.json:
            data.append({"file": name, **inspection.as_data()})
            continue
        if file is not options.files[0]:
            print()
        for line in show(inspection, name, _pen(options)):
            print(line)
    if options.json:
        _utf8()
        print(json.dumps(data, ensure_ascii=False, indent=1))
    return status


def _name(file: str) -> str:
    name = "standard input" if file == "-" else file
    return name if name.isprintable() else repr(name)


def _pen(options: argparse.Namespace) -> Pen:
    width = options.width or min(shutil.get_terminal_size((88, 24)).columns, 100)
    colour = options.color == "always" or (options.color == "auto" and _colours())
    return Pen(colour, max(width, 40), ("⟦", "⟧") if _utf8() else ("[[", "]]"))


def _bytes(file: str) -> bytes:
    from newsmarkup.suggesting.pasted import NotText

    if file == "-":
        if sys.stdin.isatty():
            print("Reading the article from the terminal; end with Ctrl-D.", file=sys.stderr)
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise NotText(f"There is no file {file!r} in {os.getcwd()}. Give its path, or - for standard input.") from None
    except IsADirectoryError:
        raise NotText(f"{file!r} is a folder. Give one file in it.") from None
    except (OSError, ValueError) as error:
        raise NotText(f"{file!r} can't be read: {getattr(error, 'strerror', None) or error}.") from None


def _utf8() -> bool:
    """Whether what is printed may hold any character; where it may not, what can't be shown becomes a question mark."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    if encoding.startswith("utf"):
        return True
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return False


def _colours() -> bool:
    """https://no-color.org: set and not empty means none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*", value):
        raise argparse.ArgumentTypeError(f"{value!r} is no language tag. Write it as en, de or pt-BR.")
    return value


def _percent(value: str) -> float:
    try:
        number = float(value.rstrip("% "))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{value!r} is no percentage. Write a number from 0 to 100.")
    return number / 100


def _columns(value: str) -> int:
    if not value.isdecimal() or not 40 <= int(value[:6]) <= 400:
        raise argparse.ArgumentTypeError(f"{value!r} is no width. Write a number from 40 to 400.")
    return int(value)


if __name__ == "__main__":
    sys.exit(main())

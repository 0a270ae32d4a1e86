"""What the JSON-LD adds to the time of an article's page.

One article page goes through Django's whole WSGI stack (middleware, URL, view, queries, template), with
{% newsmarkup_jsonld article %} in its head and without. Everything else is the same, and that is checked byte by byte
before the run. The two take turns: with, without; without, with; and so on.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import newsroom
from benchmarks.interleave import count, interleave

GOAL = 1.02


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.page_view",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"The last line is JSON: `ratio` is the page with JSON-LD / the page without (goal: {GOAL} or less); "
        "`low` and `high` bound it (95 %).",
    )
    parser.add_argument(
        "--rounds", type=count, default=800, help="rounds of one sample each (default: %(default)s, about 15 s)"
    )
    return parser.parse_args(argv)


def pages(story: Any) -> dict[str, Callable[[], bytes]]:
    """The two pages as calls that answer with the body of the response."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()

    def visit(template: str) -> bytes:
        status: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": story.get_absolute_url(), "QUERY_STRING": "", "SCRIPT_NAME": "",
            "SERVER_NAME": "courier.example", "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "courier.example", "HTTP_ACCEPT": "text/html", "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "benchmarks.template": template,
        }  # fmt: skip
        response: Any = application(environ, lambda line, headers, info=None: status.append(line))
        try:
            body = b"".join(response)
        finally:
            response.close()
        if status != ["200 OK"]:
            raise SystemExit(f"The page answered {status[0]}: {body[:300].decode(errors='replace')}")
        return body

    return {name: (lambda template=f"benchmarks/{name}.html": visit(template)) for name in ("with", "without")}


def check(both: dict[str, Callable[[], bytes]], story: Any) -> Iterator[str]:
    """What was found out about the two pages; raises SystemExit where they are not what they should be."""
    from newsmarkup.graph.jsonld import script
    from newsmarkup.publishing import ready

    first, again, without = both["with"](), both["with"](), both["without"]()
    fresh = type(story).objects.get(pk=story.pk)
    element = script(ready([fresh])[0].jsonld).encode()
    if not fresh.stamp or first != again or first.replace(element, b"", 1) != without or element in without:
        raise SystemExit("The two pages differ in more than the JSON-LD: see benchmarks/templates.")
    nodes = json.loads(fresh.jsonld)["@graph"]
    quotations = sum(node["@type"] == "Quotation" for node in nodes)
    if quotations != newsroom.QUOTATIONS:
        raise SystemExit(f"The graph has {quotations} quotations, the article {newsroom.QUOTATIONS}.")
    yield f"page: {len(without):,} bytes without, {len(first):,} with; {len(nodes)} nodes, {quotations} of them quotations"


def main(argv: list[str] | None = None) -> None:
    given = options(argv)
    newsroom.configure()
    story = newsroom.found()
    both = pages(story)
    for line in check(both, story):
        print(line)
    ratio = interleave({"page view": (both["with"], both["without"])}, given.rounds, label="page view")["page view"]
    print(
        f"with / without: {ratio} (median of {given.rounds} rounds, 95 % interval); "
        f"ratio of the medians {ratio.a / ratio.b:.4g}; goal {GOAL} or less"
    )
    figures = {"ratio": ratio.value, "low": ratio.low, "high": ratio.high}
    figures |= {"seconds_with": ratio.a, "seconds_without": ratio.b}
    print(json.dumps({name: round(value, 6) for name, value in figures.items()} | {"rounds": given.rounds}))


if __name__ == "__main__":
    main()

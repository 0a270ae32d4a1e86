"""JSON-LD that publishers really ship, and what was recorded as wrong with it: `inspect` says the same."""

import json

import pytest

from newsmarkup.inspecting import inspect

pytestmark = pytest.mark.shared

# What was recorded → our code, and the property of the article's node that it is about. A part of a name before `*` will do.
RECORDED = {
    "block: unparseable": ("broken-json", ""),
    "block: control-chars": ("json-control-character", ""),
    "block: extra-data": ("json-extra-data", ""),
    "block: cdata/comment-wrapped": ("json-wrapped", ""),
    "block: trailing-comma": ("json-trailing-comma", ""),
    "node has empty-valued properties": ("empty-value", "*"),
    "headline missing/empty": ("missing-headline", "headline"),
    "headline has leading/trailing space": ("space-around", "headline"),
    "headline differs from every h1": ("headline-not-h1", "headline"),
    "mainEntityOfPage missing": ("missing-page", "mainEntityOfPage"),
    "publisher missing": ("missing-publisher", "publisher"),
    "publisher without logo": ("publisher-without-logo", "publisher"),
    "author without @type": ("author-without-type", "author"),
    "author object without name": ("author-without-name", "author"),
    "author name in capitals": ("name-in-capitals", "author"),
    'author name carries "By/Von/Par"': ("by-in-name", "author"),
    "several people/affiliation in one author name": ("several-in-one-name", "author"),
    "outlet typed as Person author": ("outlet-as-person", "author"),
    "dateModified before datePublished": ("changed-before-published", "dateModified"),
    **{f"HTML entities in {name}": ("entity-in-text", name) for name in ("headline", "description", "articleBody")},
    **{f"HTML tags in {name}": ("html-in-text", name) for name in ("headline", "description", "articleBody")},
    "datePublished missing/empty": ("published-without-date", "datePublished"),
    "dateModified empty": ("empty-value", "dateModified"),
    **{f"{name} not ISO 8601": ("date-not-iso", name) for name in ("datePublished", "dateModified")},
    **{
        f"{name} ISO-like but malformed (space/secs)": ("date-not-iso", name)
        for name in ("datePublished", "dateModified")
    },
    **{f"{name} no timezone": ("date-without-zone", name) for name in ("datePublished", "dateModified")},
    **{f"{name} default value": ("date-default", name) for name in ("datePublished", "dateModified")},
}
NEEDS_PAGE = ("page:", "headline differs")  # can't be told from the block alone


def recorded(row):
    """What the row says, in our codes; what only the page can tell is left out."""
    kept = [issue for issue in row["issues"] if not issue.startswith(NEEDS_PAGE)]
    return {RECORDED[issue] for issue in kept} - {("empty-value", "dateModified")}


def ours(row):
    """The same of what `inspect` finds: in the article's node as it was recorded, in the block where it is no JSON."""
    node = inspect(json.dumps(row["jsonld"]) if row["jsonld"] else row["raw"]).problems
    block = [problem for problem in inspect(row["raw"]).problems if problem.code in JSON]
    known = set(RECORDED.values())
    out = {(problem.code, "") for problem in block}
    for problem in node if row["jsonld"] else ():
        first, _, rest = problem.where.partition(".")[2].partition(".")
        name = first.partition("[")[0]
        if problem.code == "empty-value" and not rest:
            out.add((problem.code, "*"))
        elif problem.code == "dangling-id" and name == "author":
            out |= {("author-without-type", name), ("author-without-name", name)}
        elif (problem.code, name) in known and (not rest or name in ("author", "publisher")):
            out.add((problem.code, name))
    return out


JSON = {code for code, _name in list(RECORDED.values())[:5]}


def rows(shared):
    lines = (shared / "corpora/pages/jsonld-in-the-wild.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def compare(some):
    """The rows on which both say the same, and what they disagree about."""
    differences = {row["file"]: ours(row) ^ recorded(row) for row in some}
    return [file for file, difference in differences.items() if not difference], differences


def test_inspect_says_what_was_recorded(shared):
    """Where it doesn't: an organization's name may be in capitals or have a comma; a block can't be read for two reasons."""
    some = rows(shared)
    same, differences = compare(some)
    assert len(some) > 80
    assert len(same) >= 0.95 * len(some), {file: difference for file, difference in differences.items() if difference}

"""The examples in the OpenAPI document, from a paper that doesn't exist."""

from __future__ import annotations

from typing import Any

from newsmarkup.document.trust import POLICIES

SITE = "https://courier.example"

_SECTION = {"name": "Politics", "slug": "politics", "url": f"{SITE}/sections/politics/"}
_PAPER = {"kind": "organization", "key": "saltmere-courier", "name": "The Saltmere Courier", "url": f"{SITE}/"}
_REPORTER = {
    "kind": "person",
    "key": "nora-ashdown",
    "name": "Nora Ashdown",
    "url": f"{SITE}/people/nora-ashdown/",
    "job_title": "Chief reporter",
}
_MAYOR = {"kind": "person", "key": "ada-holm", "name": "Ada Holm", "url": "", "job_title": "Mayor of Saltmere"}
_PHOTO = {
    "key": "harbour-dawn",
    "url": f"{SITE}/media/newsmarkup/photos/harbour-dawn.jpg",
    "width": 1600,
    "height": 900,
    "media_type": "image/jpeg",
    "alt": "Fishing boats in a harbour under a red morning sky.",
    "caption": "The inner harbour at dawn.",
    "creators": ["Ines Falk"],
    "creator_kind": "Person",
    "credit_line": "Ines Falk/The Saltmere Courier",
    "source": "The Saltmere Courier",
    "copyright_notice": "© 2026 Saltmere Courier Newspaper Company",
    "copyright_holder": "Saltmere Courier Newspaper Company",
    "license_url": f"{SITE}/pictures/terms",
    "acquire_license_url": f"{SITE}/pictures/buy",
    "digital_source_type": "DigitalCaptureDigitalSource",
}
_PAGE = f"{SITE}/articles/pool-stays-open/"
_ARTICLE = {
    "id": "17",
    "url": _PAGE,
    "kind": "NewsArticle",
    "headline": "The pool stays open",
    "alternative_headline": "",
    "slug": "pool-stays-open",
    "description": "The council keeps the swimming pool by one vote.",
    "section": _SECTION,
    "keywords": ["council", "swimming pool"],
    "dateline": "SALTMERE",
    "language": "en",
    "bylines": [{"role": "author", **_REPORTER}],
    "lead_photo": _PHOTO,
    "publisher": _PAPER,
    "source": None,
    "published_at": "2026-03-01T08:30:00Z",
    "modified_at": "2026-03-01T09:05:00Z",
    "coverage_start": None,
    "coverage_end": None,
    "access": "free",
    "word_count": 9,
    "body": {
        "complete": True,
        "html": '<p><q id="quote-open" data-id="open" data-speaker="person:ada-holm">“The pool stays open,”</q> '
        '<span data-role="attribution" data-id="by-open" data-for="open">Mayor Ada Holm</span> said on Sunday.</p>',
    },
    "passages": [
        {
            "role": "quotation",
            "id": "open",
            "text": "The pool stays open,",
            "parts": ["“The pool stays open,”"],
            "within": None,
            "speaker": _MAYOR,
            "alleged": False,
            "attributions": ["by-open"],
            "cite": None,
            "occasion": "Council meeting",
            "url": f"{_PAGE}#quote-open",
        },
        {
            "role": "attribution",
            "id": "by-open",
            "text": "Mayor Ada Holm",
            "parts": ["Mayor Ada Holm"],
            "within": None,
            "quotations": ["open"],
        },
    ],
    "photos": [],
    "corrections": [
        {"text": "The vote was on Sunday, not on Saturday.", "at": "2026-03-01T09:05:00Z", "author": _REPORTER}
    ],
    "updates": [],
    "claims": [],
    "media": [],
    "translations": [
        {"url": f"{SITE}/articles/das-bad-bleibt/", "headline": "Das Bad bleibt", "language": "de", "original": False}
    ],
}
_OF: dict[str, dict[str, Any]] = {
    "ArticleRecord": _ARTICLE,
    "PhotoRecord": _PHOTO,
    "SectionRecord": {**_SECTION, "description": "Council, courts and county."},
    "PersonRecord": {
        **_REPORTER,
        "honorific_prefix": "",
        "same_as": ["https://social.example/@noraashdown"],
        "affiliation": _PAPER,
        "image": None,
    },
    "OrganizationRecord": {
        **_PAPER,
        "type": "NewsMediaOrganization",
        "legal_name": "Saltmere Courier Newspaper Company",
        "same_as": ["https://social.example/@courier"],
        "logo": {"url": f"{SITE}/media/newsmarkup/logos/courier.png", "width": 600, "height": 120},
    },
    "QuotationRecord": {
        "id": "open",
        "url": f"{_PAGE}#quote-open",
        "text": "The pool stays open,",
        "speaker": _MAYOR,
        "alleged": False,
        "occasion": "council meeting",
        "cite": None,
        "language": "en",
        "position": 1,
        "article": {
            "id": "17",
            "url": _PAGE,
            "headline": "The pool stays open",
            "language": "en",
            "published_at": "2026-03-01T18:30:00Z",
        },
    },
    "Passage": _ARTICLE["passages"][0],
    "RootRecord": {
        **{
            name: f"{SITE}/api/{name}/"
            for name in ("articles", "changes", "quotations", "people", "organizations", "photos", "sections")
        },
        "schema": f"{SITE}/api/schema/",
        "docs": f"{SITE}/api/docs/",
    },
}


_LINE = {"url": _PAGE, "at": "2026-03-01T09:05:02Z"}
CHANGES: list[dict[str, Any]] = [
    {"event": "update", "id": "17", **_LINE, "cursor": "k3m9x2ab4c-1042", "article": _ARTICLE},
    {"event": "withdraw", "id": "16", **_LINE, "url": f"{SITE}/articles/ferry/", "cursor": "k3m9x2ab4c-1043"},
    {"event": "end", "cursor": "k3m9x2ab4c-1043", "more": False},
]


_WORKING = {
    **_ARTICLE,
    "status": "draft",
    "version": 12,
    "embargo_until": None,
    "translation_of": None,
    "backstory": "",
    "warnings": [],
}
_OF["WorkingCopy"] = _WORKING
_OF_AN_ENTRY: dict[str, Any] = {
    "created_at": "2026-02-28T08:00:00Z",
    "modified_at": "2026-03-01T08:30:00Z",
    "version": "c49f0a7de1b25f38",
    "warnings": [],
}
_FROM_A_FORM = {
    "alt": "Fishing boats in a harbour under a red morning sky.",
    "credit_line": "Ines Falk/The Saltmere Courier",
    "preset": "staff",
}
_OF |= {
    "WorkingPerson": {
        **_OF["PersonRecord"],
        "url": "/people/nora-ashdown/",
        "aliases": ["N. Ashdown"],
        "identifiers": ["ORCID 0000-0002-1825-0097"],
        "description": "",
        "employed": True,
        "knows_about": ["local politics"],
        **_OF_AN_ENTRY,
    },
    "WorkingOrganization": {
        **_OF["OrganizationRecord"],
        "url": "/",
        "aliases": ["Courier"],
        "identifiers": [],
        "description": "",
        **dict.fromkeys(
            (
                "contact_kind",
                "email",
                "telephone",
                "contact_url",
                "street",
                "postal_code",
                "locality",
                "region",
                "country",
            ),
            "",
        ),
        **dict.fromkeys(POLICIES, ""),
        "ethics_policy": "/ethics/",
        **_OF_AN_ENTRY,
    },
    "WorkingPhoto": {
        **_PHOTO,
        "preset": "staff",
        "taken": "2026-02-28",
        "place": "Saltmere",
        "focal_x": 50,
        "focal_y": 50,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "file_says": {"creators": ["Ines Falk"], "taken": "2026-02-28"},
        **_OF_AN_ENTRY,
        "warnings": [
            {
                "code": "filled",
                "severity": "notice",
                "message": "Filled in from the file, the credit line or the preset: creators, source, taken.",
                "mend": "Please check.",
            }
        ],
    },
    "WorkingSection": {
        **_OF["SectionRecord"],
        "url": "/sections/politics/",
        "position": 1,
        "version": _OF_AN_ENTRY["version"],
        "warnings": [],
    },
}
_REQUESTS: dict[str, dict[str, Any]] = {
    "PersonInput": {
        "key": "nora-ashdown",
        "name": "Nora Ashdown",
        "job_title": "Chief reporter",
        "affiliation": "saltmere-courier",
    },
    "OrganizationInput": {"key": "saltmere-courier", "name": "The Saltmere Courier", "type": "NewsMediaOrganization"},
    "PhotoInput": {"credit_line": "Ines Falk/The Saltmere Courier", "taken": "2026-02-28"},
    "PhotoForm": _FROM_A_FORM,
    "NewPhotoForm": {"file": "the bytes of harbour-dawn.jpg", "key": "harbour-dawn", **_FROM_A_FORM},
    "SectionInput": {"name": "Politics", "slug": "politics", "position": 1},
    "PassageInput": {
        "role": "quotation",
        "selector": {"exact": "“The pool stays open,”", "suffix": "Mayor"},
        "speaker": {"kind": "person", "key": "ada-holm"},
        "occasion": "council meeting",
    },
    "PassageChange": {"speaker": {"kind": "person", "key": "ada-holm"}, "alleged": False},
    "WithdrawInput": {"reason": "The council asks for a correction."},
    "PublishInput": {"embargo_until": "2026-03-02T05:00:00Z", "accept_warnings": True},
    "ArticleInput": {
        "headline": "The pool stays open",
        "section": "politics",
        "language": "en",
        "keywords": ["council", "swimming pool"],
        "bylines": [{"kind": "person", "key": "nora-ashdown"}],
        "body": {"html": "<p>“The pool stays open,” Mayor Ada Holm said on Sunday.</p>"},
    },
}


def request(shape: type) -> dict[str, Any] | None:
    return _REQUESTS.get(shape.__name__)


def of(shape: type) -> dict[str, Any]:
    return _OF[shape.__name__]


def jsonld(*, many: bool) -> dict[str, Any]:
    """Shortened: the article, a quotation, its speaker; of a list the list, too."""
    graph: list[dict[str, Any]] = [
        {
            "@type": "NewsArticle",
            "@id": f"{_PAGE}#article",
            "headline": _ARTICLE["headline"],
            "datePublished": _ARTICLE["published_at"],
            "mentions": {"@id": f"{SITE}/#person-ada-holm"},
        },
        {
            "@type": "Quotation",
            "@id": f"{_PAGE}#quote-open",
            "text": "The pool stays open,",
            "creator": {"@id": f"{SITE}/#person-ada-holm"},
            "isPartOf": {"@id": f"{_PAGE}#article"},
        },
        {"@type": "Person", "@id": f"{SITE}/#person-ada-holm", "name": "Ada Holm", "jobTitle": "Mayor of Saltmere"},
    ]
    if many:
        article = {"@id": f"{_PAGE}#article"}
        item = {"@type": "ListItem", "position": 1, "name": _ARTICLE["headline"], "item": article}
        listed = {"@type": "ItemList", "@id": f"{SITE}/api/articles/", "numberOfItems": 1, "itemListElement": [item]}
        graph.insert(0, listed)
    return {"@context": "https://schema.org", "@graph": graph}

"""What is refused, as examples in the OpenAPI document, and each status in words."""

from __future__ import annotations

from typing import Any

BAD_PARAMETER = {
    "detail": "There is no parameter 'sektion' here. Did you mean section? Known: section, author, language, "
    "changed_since, page_size, cursor, format.",
    "code": "unknown_parameter",
}
NOT_FOUND = {"detail": "There is no public article with the id '404'.", "code": "not_found"}
NOT_ACCEPTABLE = {
    "detail": "Accept: 'application/xml' asks for no type that is known here. Known: application/json (?format=json), "
    "text/html (?format=api).",
    "code": "not_acceptable",
}

GONE = {
    "detail": "changed_since='k3m9x2ab4c-1042' is a cursor of before the log of changes was rebuilt: leave it out and "
    "replace what you have.",
    "code": "gone",
}
_INVALID = {
    "detail": "bylines.0.key: There is no person with the key 'nora-ashdwon'. Add it to the registry first.",
    "code": "invalid",
    "errors": [
        {
            "code": "unknown_key",
            "severity": "error",
            "message": "There is no person with the key 'nora-ashdwon'.",
            "mend": "Add it to the registry first.",
            "field": "bylines.0.key",
        }
    ],
}
HELD = {
    "detail": 'Not published: 1 warning. To publish all the same, send {"accept_warnings": true}, or the digest of what you '
    "agree to.",
    "code": "held",
    "errors": [
        {
            "code": "no-speaker",
            "severity": "warning",
            "message": "Nobody is named as the speaker of “The pool stays open,”.",
            "mend": "Set the speaker.",
            "field": "body",
            "passage": "open",
        }
    ],
    "digest": "5d41402abc4b2a76",
}
OF_WRITING: dict[int, dict[str, Any]] = {
    400: _INVALID,
    401: {
        "detail": "Sign in to read and write what is not public: Authorization: Token …, or a session.",
        "code": "not_authenticated",
    },
    403: {
        "detail": "nora has no permission to change article: ask whoever runs the newsroom.",
        "code": "permission_denied",
    },
    405: {
        "detail": "This newsroom's articles are written where they come from: this API only reads what is public.",
        "code": "not_offered",
    },
    406: NOT_ACCEPTABLE,
    409: {
        "detail": "A request with this Idempotency-Key is being carried out. Send it again to get its answer.",
        "code": "in_progress",
    },
    422: {
        "detail": "This Idempotency-Key was used for another request (method, address or body differ). Take a new key for "
        "a new request; send the same request again to get its answer again.",
        "code": "key_reused",
    },
    429: {"detail": "Request was throttled. Expected available in 20 seconds.", "code": "throttled"},
    503: {"detail": "The database was busy. Nothing was changed: send it again.", "code": "busy"},
}


def no_such(what: str, by: str = "key") -> dict[str, Any]:
    return {"detail": f"There is no {what} with the {by} 'nowhere'.", "code": "not_found"}


def in_use(name: str) -> dict[str, Any]:
    said = f"Nothing was deleted: {name} is named or shown in “The pool stays open” (17). Take it out there first."
    return {"detail": said, "code": "in_use"}


SAID = {
    400: "What was sent is malformed, or can't be written.",
    401: "Nobody is signed in.",
    403: "Who is signed in may not do this.",
    404: "There is none.",
    405: "Not possible here.",
    406: "No known format was asked for.",
    409: "Something stands against it.",
    412: "It is at another version: somebody wrote it since.",
    413: "Too large.",
    415: "No JSON.",
    422: "The Idempotency-Key belongs to another request.",
    428: "It isn't said which version this changes.",
    429: "Too many requests: Retry-After says when.",
    503: "The database was busy; nothing was changed.",
}
NOT_WRITABLE = {"detail": "There is no article with the id '404'.", "code": "not_found"}
TOO_LARGE = {"detail": "The body has 17,000,000 bytes; at most 16,000,000 are taken.", "code": "too_large"}
UNKNOWN_TYPE = {
    "detail": "Content-Type: 'text/plain' can't be read here: send JSON, as application/json.",
    "code": "unsupported_media_type",
}
STALE = {
    "detail": "It is at version 13 now: nothing was changed. Read it again (?context=edit), repeat the change, and send it "
    "with the new ETag.",
    "code": "stale_version",
}
CONDITION_REQUIRED = {
    "detail": 'Say which version you change: If-Match: "VERSION", with the ETag of the working copy that you read '
    "(?context=edit), so that nobody's work is overwritten; If-Match: * changes any.",
    "code": "precondition_required",
}

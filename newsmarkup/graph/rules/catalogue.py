"""Every rule: its code, how bad it is, who asks for it, and what it is about in a few words."""

from __future__ import annotations

from dataclasses import dataclass

from newsmarkup.document.problem import Severity

HOUSE = "house"
_GOOGLE = "https://developers.google.com/search/docs/appearance/structured-data/"
ARTICLE = _GOOGLE + "article"
IMAGE = _GOOGLE + "image-license-metadata"
PAYWALL = _GOOGLE + "paywalled-content"
BREADCRUMB = _GOOGLE + "breadcrumb"
SPEAKABLE = _GOOGLE + "speakable"
CLAIM = _GOOGLE + "factcheck"
VIDEO = _GOOGLE + "video"
PROFILE = _GOOGLE + "profile-page"
POLICIES = _GOOGLE + "sd-policies"
SCHEMA = "https://schema.org/docs/datamodel.html"
LIVE = "https://schema.org/LiveBlogPosting"
QUOTATION = "https://schema.org/Quotation"
CORRECTION = "https://schema.org/CorrectionComment"
JSONLD = "https://www.w3.org/TR/json-ld11/"
JSON = "https://www.rfc-editor.org/rfc/rfc8259"
HTML = "https://html.spec.whatwg.org/multipage/scripting.html"


@dataclass(frozen=True, slots=True)
class Rule:
    """`source` is the address of the page that asks for it, or "house"; `about` says what is wrong, for lists."""

    code: str
    severity: Severity
    source: str
    about: str


_ALL = (
    # The article's facts
    Rule("missing-headline", "error", ARTICLE, "no headline"),
    Rule("long-headline", "warning", ARTICLE, "headline of more than 110 characters"),
    Rule("headline-not-h1", "warning", POLICIES, "headline unlike every h1 of the page"),
    Rule("missing-body", "warning", HOUSE, "no text"),
    Rule("missing-description", "warning", HOUSE, "no description"),
    Rule("missing-section", "warning", HOUSE, "in no section"),
    Rule("missing-lead", "notice", ARTICLE, "no lead picture"),
    Rule("missing-page", "notice", HOUSE, "mainEntityOfPage is missing"),
    Rule("other-page", "warning", POLICIES, "its address is not the page's canonical one"),
    Rule("article-twice", "warning", HOUSE, "the same article declared more than once"),
    Rule("several-articles", "warning", HOUSE, "several articles with different headlines on one page"),
    Rule("unreadable", "error", HOUSE, "the article can't be read"),
    # Publishing
    Rule("published-without-date", "error", ARTICLE, "published, but when?"),
    Rule("missing-modified", "notice", ARTICLE, "dateModified is missing"),
    Rule("changed-before-published", "error", HOUSE, "the last change is before the publication"),
    Rule("embargo-past", "notice", HOUSE, "the embargo is over"),
    Rule("embargo-holds", "notice", HOUSE, "published, but readers don't see it yet"),
    # People and organizations
    Rule("missing-author", "warning", ARTICLE, "no author"),
    Rule("author-as-text", "warning", ARTICLE, "an author is a text instead of a Person or an Organization"),
    Rule("author-without-type", "warning", ARTICLE, "an author has no @type"),
    Rule("author-without-name", "warning", ARTICLE, "an author has no name"),
    Rule("author-no-agent", "error", ARTICLE, "an author is neither a person nor an organization"),
    Rule("author-without-url", "notice", ARTICLE, "an author has no page"),
    Rule("several-in-one-name", "warning", ARTICLE, "several people, or an outlet, in one name"),
    Rule("by-in-name", "warning", ARTICLE, "“By” in a name"),
    Rule("name-in-capitals", "notice", HOUSE, "a name in capitals"),
    Rule("outlet-as-person", "warning", ARTICLE, "the outlet typed as Person"),
    Rule("newsroom-as-person", "warning", ARTICLE, "the newsroom or an agency typed as Person"),
    Rule("person-without-name", "warning", SCHEMA, "a Person without a name"),
    Rule("missing-publisher", "warning", HOUSE, "no publisher"),
    Rule("publisher-without-name", "warning", HOUSE, "the publisher has no name"),
    Rule("publisher-without-logo", "notice", HOUSE, "the publisher has no logo"),
    Rule("publisher-url-is-article", "warning", HOUSE, "the publisher's address is the article's"),
    Rule("profile-without-person", "error", PROFILE, "a profile page that says of nobody"),
    # Quotations and pull quotes
    Rule("quotation-without-speaker", "warning", HOUSE, "nobody is named, not even “anonymous”"),
    Rule("speaker-unknown", "error", HOUSE, "the speaker is not in the registry any more"),
    Rule("speaker-no-agent", "error", QUOTATION, "a quotation is spoken by something that can't speak"),
    Rule("quotation-without-text", "error", QUOTATION, "a Quotation without its words"),
    Rule("attribution-alone", "warning", HOUSE, "an attribution joined to no quotation"),
    Rule("pullquote-long", "warning", HOUSE, "a pull quote of more than 120 characters"),
    Rule("pullquote-not-in-text", "warning", HOUSE, "its words are not in the text"),
    Rule("pullquote-other-speaker", "error", HOUSE, "another speaker than that of the quotation it repeats"),
    # Pictures and films
    Rule("picture-without-alt", "warning", HOUSE, "no alt text"),
    Rule("picture-without-credit", "warning", IMAGE, "no credit"),
    Rule("picture-without-license", "notice", IMAGE, "no link to the licence"),
    Rule("picture-without-url", "error", IMAGE, "an ImageObject without an address"),
    Rule("picture-unknown", "warning", HOUSE, "not a photo of the registry"),
    Rule("caption-without-picture", "warning", HOUSE, "a caption alone"),
    Rule("video-incomplete", "error", VIDEO, "a video without name, thumbnail or upload date"),
    # Kinds of article
    Rule("liveblog-without-update", "warning", LIVE, "a live blog without updates"),
    Rule("update-incomplete", "warning", LIVE, "an update without headline, time or text"),
    Rule("coverage-ends-early", "error", LIVE, "the coverage ends before it begins, or before an update"),
    Rule("claim-incomplete", "error", CLAIM, "a ClaimReview without claim, rating or address"),
    Rule("claim-rating-range", "error", CLAIM, "a rating outside its scale"),
    Rule("correction-without-text", "error", CORRECTION, "a correction that doesn't say what is right"),
    Rule("translation-same-language", "warning", HOUSE, "a translation in the article's own language"),
    Rule("breadcrumb-short", "error", BREADCRUMB, "a breadcrumb of fewer than two steps"),
    Rule("breadcrumb-incomplete", "error", BREADCRUMB, "a step without position, name or item"),
    # Paywall, speakable
    Rule("paywall-not-said", "notice", PAYWALL, "not free, and nothing says which part is paid for"),
    Rule("paywall-part-free", "warning", PAYWALL, "not free, but its paid part is said to be"),
    Rule("paywall-selector", "error", PAYWALL, "the paid part is not named by a class"),
    Rule("paywall-selector-absent", "error", PAYWALL, "the page has no element of the paid part"),
    Rule("speakable-absent", "warning", SPEAKABLE, "the page has no element of what may be read aloud"),
    # Values
    Rule("html-in-text", "error", POLICIES, "HTML tags in a text"),
    Rule("entity-in-text", "error", POLICIES, "HTML entities in a text"),
    Rule("space-around", "notice", HOUSE, "space before or behind a text"),
    Rule("empty-value", "notice", HOUSE, "a property without a value"),
    Rule("boolean-as-text", "warning", SCHEMA, "true or false as a text"),
    Rule("relative-url", "error", ARTICLE, "an address without https:// and host"),
    Rule("date-not-iso", "error", ARTICLE, "a date that is not ISO 8601"),
    Rule("date-without-zone", "warning", ARTICLE, "a time without its zone"),
    Rule("date-default", "error", HOUSE, "a date that a program puts where it knows none"),
    Rule("no-language-tag", "warning", SCHEMA, "a language that is no tag"),
    # Nodes and the vocabulary
    Rule("dangling-id", "error", JSONLD, "a reference to a node that is not on the page"),
    Rule("clashing-id", "error", JSONLD, "one @id with different types"),
    Rule("relative-id", "error", JSONLD, "an @id that is not absolute"),
    Rule("missing-type", "warning", SCHEMA, "a node without @type"),
    Rule("unknown-type", "error", SCHEMA, "a type that schema.org doesn't have"),
    Rule("unknown-property", "error", SCHEMA, "a property that schema.org doesn't have"),
    Rule("wrong-case", "error", SCHEMA, "a name spelled with the wrong capitals"),
    Rule("wrong-domain", "warning", SCHEMA, "a property that its type doesn't have"),
    Rule("wrong-range", "warning", SCHEMA, "a value that its property doesn't take"),
    Rule("unknown-member", "error", SCHEMA, "a value that its enumeration doesn't have"),
    Rule("retired-name", "notice", SCHEMA, "a name that schema.org has replaced"),
    # The newsroom's own extensions
    Rule("extension-failed", "warning", HOUSE, "a function that adds properties failed"),
    Rule("extension-refused", "warning", HOUSE, "a function that adds properties returned what can't be added"),
    # The block
    Rule("no-jsonld", "error", POLICIES, "the page has no JSON-LD"),
    Rule("no-article", "notice", POLICIES, "the page's JSON-LD has no article"),
    Rule("other-context", "error", JSONLD, "@context is not schema.org"),
    Rule("broken-json", "error", JSON, "the block is no JSON"),
    Rule("json-control-character", "error", JSON, "a line break or control character inside a text"),
    Rule("json-trailing-comma", "error", JSON, "a comma before a closing bracket"),
    Rule("json-extra-data", "error", JSON, "something behind the end of the JSON"),
    Rule("json-wrapped", "error", HTML, "the JSON stands in a comment or in CDATA"),
    Rule("json-twice-named", "warning", JSON, "one object names a property twice"),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}

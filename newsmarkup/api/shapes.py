"""The shapes of what the API answers, for the OpenAPI document. Nothing is serialized with them: articles are stored as
they go out (`newsmarkup.exporting.record`). The tests hold one against the other."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.serializers import BooleanField, CharField, DateTimeField, IntegerField, ListField, Serializer

from newsmarkup.api.inputs import Choice
from newsmarkup.models import Access, Kind, Organization, Status


def text(help_text: str, **options: Any) -> CharField:
    return CharField(help_text=help_text, **options)


def texts(help_text: str, **options: Any) -> ListField:
    return ListField(child=CharField(), help_text=help_text, **options)


class Problem(Serializer[Any]):
    detail = text("What is wrong, what would be right, and the mend.")
    code = text("The kind of problem, for programs.")


class Wrong(Serializer[Any]):
    """One thing that is wrong, or not as it should be."""

    code = text("The kind of problem, for programs.")
    severity = serializers.ChoiceField(["error", "warning", "notice"])
    message = text("In a sentence.")
    mend = text("What to do.", required=False)
    field = text("The field; of one in a list with its place: bylines.1.key.", required=False)
    passage = text("The id of the passage.", required=False)
    line = IntegerField(required=False, help_text="The line of what was sent.")


class Refusal(Problem):
    errors = Wrong(
        many=True, required=False, help_text="Everything that is wrong with what was sent, each with its place."
    )


class HeldBack(Refusal):
    digest = text("Of these problems: who sends it agrees to them.", required=False)


class SectionOf(Serializer[Any]):
    name = text("As readers know it.")
    slug = text("As the filter section takes it.")
    url = text("Its page; empty where it has none.")


class SectionRecord(SectionOf):
    description = text("What it is about.")


class Agent(Serializer[Any]):
    kind = text("person or organization.")
    key = text("The key in the registry; null for one who is not in it.", allow_null=True)
    name = text("The name, without titles.")
    url = text("The profile page; may be empty.")
    job_title = text("Of a person; may be empty.", required=False)


class Speaker(Agent):
    """Of an anonymous source the kind alone."""

    kind = text("person, organization or anonymous.")
    key = text("The key in the registry; null for one who is not in it.", allow_null=True, required=False)
    name = text("The name, without titles.", required=False)
    url = text("The profile page; may be empty.", required=False)


class BylineRecord(Agent):
    role = serializers.ChoiceField(["author", "editor", "contributor"])


class PhotoRecord(Serializer[Any]):
    key = text("The key in the registry; empty for a picture that is not in it.")
    url = text("The file.")
    width = IntegerField(allow_null=True, help_text="In pixels.")
    height = IntegerField(allow_null=True, help_text="In pixels.")
    media_type = text("Such as image/jpeg; empty if not known.")
    alt = text("What the picture shows, for those who can't see it.")
    caption = text("The photo's own caption; an article may have another.")
    creators = texts("Names.")
    creator_kind = serializers.ChoiceField(["Person", "Organization"])
    credit_line = text("As printed beside the picture.")
    source = text("Where it came from.")
    copyright_notice = text("As the holder wants it said.")
    copyright_holder = text("A name.")
    license_url = text("What may be done with it.")
    acquire_license_url = text("Where to ask for more.")
    digital_source_type = text("A schema.org IPTCDigitalSourceEnumeration member; empty if not known.")


class OfTheFile(Serializer[Any]):
    """What a picture's file says of itself: IPTC IIM, XMP, Exif."""

    caption = text("IPTC Description.", required=False)
    alt = text("IPTC Alt Text.", required=False)
    creators = texts("IPTC Creator.", required=False)
    credit_line = text("IPTC Credit Line.", required=False)
    source = text("IPTC Source.", required=False)
    copyright_notice = text("IPTC Copyright Notice.", required=False)
    copyright_holder = text("PLUS Copyright Owner.", required=False)
    license_url = text("IPTC Web Statement of Rights.", required=False)
    acquire_license_url = text("PLUS Licensor URL.", required=False)
    taken = text("IPTC Date Created.", required=False)
    place = text("IPTC Location Created.", required=False)
    digital_source_type = text("IPTC Digital Source Type, by schema.org's name.", required=False)


class Logo(Serializer[Any]):
    url = text("The file.")
    width = IntegerField(allow_null=True, help_text="In pixels.")
    height = IntegerField(allow_null=True, help_text="In pixels.")


class PersonRecord(Serializer[Any]):
    kind = text("person.")
    key = text("The key, which never changes.")
    name = text("The name, without titles.")
    url = text("The profile page; may be empty.")
    job_title = text("May be empty.")
    honorific_prefix = text("The title before the name; may be empty.")
    same_as = texts("Addresses that say who this is.")
    affiliation = Agent(allow_null=True)
    image = PhotoRecord(allow_null=True)


class OrganizationRecord(Serializer[Any]):
    kind = text("organization.")
    key = text("The key, which never changes.")
    name = text("The name.")
    url = text("Its page; may be empty.")
    type = serializers.ChoiceField(Organization.Kind.values, help_text="A schema.org type.")
    legal_name = text("May be empty.")
    same_as = texts("Addresses that say which organization this is.")
    logo = Logo(allow_null=True)


class Passage(Serializer[Any]):
    """A tagged piece of the text. Which of the fields behind `within` there are depends on the role."""

    role = text("quotation, pullquote, attribution, caption, credit, or a role of the newsroom's own.")
    id = text("Stays the same as long as the passage does.")
    text = CharField(help_text="Its words as plain text; of a quotation without the outer quotation marks.")
    parts = texts("The same as it stands in the article: one part for each element.")
    within = CharField(allow_null=True, help_text="The id of the passage around it.")
    speaker = Speaker(required=False, allow_null=True, help_text="Of a quotation or pull quote; null if nobody said.")
    alleged = BooleanField(required=False, help_text="Words put into the speaker's mouth by others.")
    cite = CharField(
        required=False, allow_null=True, help_text="Of a quotation: the address of the document it is taken from."
    )
    occasion = CharField(
        required=False, allow_null=True, help_text="Of a quotation: what it was said at, such as a press conference."
    )
    attributions = texts("The ids of the attributions that name the speaker.", required=False)
    url = CharField(required=False, help_text="Of a quotation: its place on the page.")
    quotations = texts("Of an attribution: the ids of the quotations it names the speaker of.", required=False)
    photo = CharField(required=False, allow_null=True, help_text="Of a caption or credit: the photo's key.")


class BodyRecord(Serializer[Any]):
    complete = BooleanField(help_text="false: only the open part of an article whose rest is withheld.")
    html = text("Canonical HTML.")


class Correction(Serializer[Any]):
    text = text("What was wrong and what is right.")
    at = DateTimeField(allow_null=True)
    author = Agent(allow_null=True)


class Update(Serializer[Any]):
    """An entry of a live blog."""

    url = text("Its place on the page.")
    headline = text("Its own.")
    at = DateTimeField(allow_null=True)
    author = Agent(allow_null=True)
    html = text("Canonical HTML.")
    passages = Passage(many=True)


class Claim(Serializer[Any]):
    """A claim that the article checks."""

    url = text("Its place on the page.")
    quotation = text("The id of the passage that makes it; may be empty.")
    claimant = Agent(allow_null=True)
    claimed_on = serializers.DateField(allow_null=True)
    appearance_url = text("Where it was made; may be empty.")
    rating = IntegerField(allow_null=True, help_text="Between worst and best.")
    rating_name = text("The rating in words.")
    best = IntegerField(help_text="The rating of what is true.")
    worst = IntegerField(help_text="The rating of what is false.")
    text = CharField(help_text="The claim.")


class Media(Serializer[Any]):
    """A film or a recording."""

    url = text("Its place on the page.")
    kind = serializers.ChoiceField(["VideoObject", "AudioObject"])
    name = text("Its title.")
    description = text("May be empty.")
    thumbnail = PhotoRecord(allow_null=True)
    uploaded_at = DateTimeField(allow_null=True)
    duration = text("ISO 8601, such as PT2M30S.", allow_null=True)
    content_url = text("The file; may be empty.")
    embed_url = text("A player's page; may be empty.")


class Translation(Serializer[Any]):
    url = text("The page.")
    headline = text("As on that page.")
    language = text("A BCP 47 tag.")
    original = BooleanField(help_text="true: this article was translated from it.")


class ArticleRecord(Serializer[Any]):
    id = text("As in the address.")
    url = text("The page.")
    kind = Choice(Kind.values, help_text="A schema.org type.")
    headline = text("As on the page.")
    alternative_headline = text("May be empty.")
    slug = text("May be empty.")
    description = text("One or two sentences; may be empty.")
    section = SectionOf(allow_null=True)
    keywords = texts("In the newsroom's order.")
    dateline = text("Where it was written; may be empty.")
    language = text("A BCP 47 tag.")
    bylines = BylineRecord(many=True)
    lead_photo = PhotoRecord(allow_null=True)
    publisher = Agent(allow_null=True)
    source = Agent(allow_null=True, help_text="The agency whose copy this is.")
    published_at = DateTimeField(allow_null=True)
    modified_at = DateTimeField(allow_null=True, help_text="The last editorial change.")
    coverage_start = DateTimeField(allow_null=True, help_text="Of a live blog.")
    coverage_end = DateTimeField(allow_null=True, help_text="Of a live blog that is over.")
    access = serializers.ChoiceField(["free", "paywalled"])
    word_count = IntegerField(help_text="Of the whole article.")
    body = BodyRecord()
    passages = Passage(many=True)
    photos = PhotoRecord(many=True, help_text="Those in the text, each once.")
    corrections = Correction(many=True, help_text="The oldest first.")
    updates = Update(many=True, help_text="Of a live blog that everyone may read, the newest first.")
    claims = Claim(many=True, help_text="Those the article checks, if everyone may read it.")
    media = Media(many=True, help_text="Films and recordings, if everyone may see them.")
    translations = Translation(many=True, help_text="The same article in other languages.")


class ChangeRecord(Serializer[Any]):
    event = serializers.ChoiceField(
        ["publish", "update", "withdraw", "end", "error"],
        help_text="end is the last line of a whole stream, error of one that broke off.",
    )
    id = text("The article's, as in its address.", required=False)
    url = text("Its page; of a withdrawn one where that was.", required=False)
    at = DateTimeField(required=False, help_text="When it was entered in the log, soon after it happened.")
    cursor = text("changed_since goes on behind this line.", required=False)
    more = BooleanField(required=False, help_text="At the end: whether limit left something out.")
    detail = text("Of an error: what to do.", required=False)
    article = ArticleRecord(required=False, help_text="With publish and update, or as another format.")


class UpdateOfWorking(Update):
    key = text("Names it when it is written back.")


class WorkingCopy(ArticleRecord):
    """An article as those see it who write it: its record, whole whoever may read it, and what readers don't see."""

    access = Choice(Access.values)
    updates = UpdateOfWorking(many=True, help_text="Of a live blog, the newest first.")
    modified_at = DateTimeField(allow_null=True, help_text="The last editorial change, if an editor said it.")
    status = Choice(Status.values)
    version = IntegerField(help_text="Counts every write; the ETag is made of it.")
    embargo_until = DateTimeField(allow_null=True, help_text="Until then it is not public.")
    translation_of = text("The id of the article that it was translated from.", allow_null=True)
    backstory = text("How the story came about.")
    copyright_holder = Agent(allow_null=True, required=False)
    copyright_year = IntegerField(allow_null=True, required=False)
    copyright_notice = text("As the holder wants it said.", required=False)
    credit_text = text("How others must credit this text.", required=False)
    license_url = text("What may be done with it.", required=False)
    usage_url = text("The terms of use.", required=False)
    print_edition = text("Where it stood in print.", required=False)
    print_section = text("Where it stood in print.", required=False)
    print_page = text("Where it stood in print.", required=False)
    print_column = text("Where it stood in print.", required=False)
    warnings = Wrong(
        many=True,
        required=False,
        help_text="Of a write: what was changed on the way in; of what is public, its errors.",
    )


class ArticleOf(Serializer[Any]):
    id = text("As in the address of the article here.")
    url = text("The page.")
    headline = text("The headline.")
    language = text("A BCP 47 tag.")
    published_at = serializers.DateTimeField(allow_null=True, help_text="When it became public.")


class QuotationRecord(Serializer[Any]):
    id = text("The passage's, as in the article's record.")
    url = text("The very sentence.")
    text = CharField(help_text="The words, without the outer quotation marks.")
    speaker = Speaker(allow_null=True, help_text="null if nobody said who.")
    alleged = BooleanField(help_text="Words put into the speaker's mouth by others.")
    occasion = CharField(allow_null=True, help_text="What it was said at.")
    cite = CharField(allow_null=True, help_text="The address of the document it is taken from.")
    language = CharField(help_text="A BCP 47 tag.")
    position = IntegerField(help_text="Counted from 1 in its article.")
    article = ArticleOf()


class RootRecord(Serializer[Any]):
    articles = text("The published articles, newest first.")
    changes = text("What happened to them, for those who keep a copy.")
    quotations = text("Who said what in them.")
    people = text("Who writes and speaks in them.")
    organizations = text("Who publishes, speaks or employs.")
    photos = text("The pictures they show.")
    sections = text("The departments of the paper.")
    schema = text("The OpenAPI document.")
    docs = text("The same for people.")


def page_of(shape: type[Serializer[Any]]) -> type[Serializer[Any]]:
    """A page of these: `next`, `previous`, `results`."""
    fields = {
        "next": text("The page behind this one; null at the end.", allow_null=True),
        "previous": text("The page before this one; null at the beginning.", allow_null=True),
        "results": shape(many=True),
    }
    return type(f"{shape.__name__}Page", (Serializer,), fields)


JSONLD = {
    "type": "object",
    "description": "schema.org as JSON-LD: one node an @id; every reference leads to a node of the graph.",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"type": "string", "enum": ["https://schema.org"]},
        "@graph": {"type": "array", "items": {"type": "object", "required": ["@type"], "additionalProperties": True}},
    },
}

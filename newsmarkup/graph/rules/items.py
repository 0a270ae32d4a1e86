"""Items: every node of some JSON-LD in its place, and what the nodes of one @id say together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ARTICLES = frozenset(
    "Article NewsArticle AdvertiserContentArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle "
    "OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle SatiricalArticle Report ScholarlyArticle TechArticle "
    "SocialMediaPosting BlogPosting LiveBlogPosting DiscussionForumPosting".split()
)
_ORGANIZATION = (
    "Organization",
    "NGO",
    "Party",
    "Team",
    "Group",
    "Office",
    "University",
    "School",
    "Consortium",
    "Airline",
    "LibrarySystem",
    "Cooperative",
    "Corporation",
    "Business",
    "Agency",
    "Station",
    "Periodical",
    "Newspaper",
)
# Properties that name other articles than the one the page is about.
_ASIDE = frozenset(
    "liveBlogUpdate hasPart itemListElement item isBasedOn citation mentions about relatedLink workTranslation "
    "translationOfWork subjectOf associatedArticle blogPost significantLink appearance itemReviewed mainEntityOfPage".split()
)
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")
_NO_PROPERTIES = frozenset(("@context", "@reverse"))


class Item:
    """A node where it stands: under the property `name` of the item `above`, or alone.

    `types` are its own, without their prefix; `kinds` and `get` also hear what other nodes of the same @id say.
    """

    __slots__ = ("above", "also", "data", "id", "index", "is_reference", "kinds", "name", "types")

    def __init__(self, data: dict[str, Any], above: Item | None, name: str, index: int | None) -> None:
        self.data, self.above, self.name, self.index = data, above, name, index
        self.types: tuple[str, ...] = _types(data)
        self.kinds: tuple[str, ...] = self.types
        id = data.get("@id")
        self.id: str = id if isinstance(id, str) else ""
        self.also: tuple[Item, ...] = ()  # the others of the same @id that say something
        self.is_reference = len(data) == 1 and "@id" in data

    @property
    def is_article(self) -> bool:
        return not ARTICLES.isdisjoint(self.kinds)

    @property
    def is_aside(self) -> bool:
        """Whether it, or a reference to it, stands where other articles are named."""
        places = {one.name for one in (self, *self.also)}
        if "mainEntity" in places:
            return False
        if not _ASIDE.isdisjoint(places):
            return True
        return self.above is not None and self.above.is_article

    @property
    def is_person(self) -> bool:
        return "Person" in self.kinds or "person" in self.kinds  # whose spelling another rule tells

    @property
    def is_agent(self) -> bool:
        return self.is_person or any(kind.endswith(_ORGANIZATION) for kind in self.kinds)

    def get(self, name: str) -> Any:
        """The value of a property; None where no node of this @id has it."""
        value = self.data.get(name)
        if value is None and self.also:
            return next((one.data[name] for one in self.also if one.data.get(name) is not None), None)
        return value

    def texts(self, name: str) -> list[str]:
        """Its values that are texts."""
        return [value for value in values(self.get(name)) if isinstance(value, str)]

    def has(self, *names: str) -> bool:
        """Whether one of the properties says anything."""
        return any(not is_empty(self.get(name)) for name in names)

    def path(self, name: str = "", index: int | None = None) -> str:
        """`NewsArticle.author[2].name`: list places count from 1, as people do."""
        own = "/".join(self.types) or "node"
        if self.above is not None and self.name:
            own = f"{self.above.path(self.name, self.index)}"
        elif "#" in self.id:
            own += self.id[self.id.index("#") :]
        if not name:
            return own
        return f"{own}.{name}" + ("" if index is None else f"[{index + 1}]")


class Items:
    """All items of some documents, in the order of the text."""

    def __init__(self, documents: Any) -> None:
        self._all: list[Item] = []
        self._of: dict[int, Item] = {}
        self.terms: set[str] = set()  # names that a @context defines itself
        for document in values(documents):
            self._walk(document, None, "", None)
        self.declared: dict[str, list[Item]] = {}
        references: dict[str, list[Item]] = {}
        for item in self._all:
            if item.id:
                (references if item.is_reference else self.declared).setdefault(item.id, []).append(item)
        for id, items in self.declared.items():
            together = (*items, *references.get(id, ()))
            if len(together) > 1:
                kinds = tuple(dict.fromkeys(kind for item in items for kind in item.types))
                for item in together:
                    item.kinds = kinds
                    item.also = tuple(other for other in together if other is not item)
        self.dangling = [item for id, items in references.items() if id not in self.declared for item in items]
        self._say = [item for item in self._all if not item.is_reference]

    def __iter__(self) -> Iterator[Item]:
        """The items that say something: references stand for what they refer to."""
        return iter(self._say)

    def __len__(self) -> int:
        return len(self._say)

    def under(self, item: Item, name: str) -> list[Item | str]:
        """The values of a property: items (that hear what a reference refers to) and texts; the rest left out."""
        out: list[Item | str] = []
        for value in values(item.get(name)):
            found = self._of.get(id(value)) if isinstance(value, dict) else value
            if isinstance(found, (Item, str)):
                out.append(found)
        return out

    def at(self, data: dict[str, Any]) -> Item | None:
        """The item of this object, which must be one of the documents' own."""
        return self._of.get(id(data))

    def items(self, item: Item, name: str) -> list[Item]:
        return [one for one in self.under(item, name) if isinstance(one, Item)]

    def _walk(self, data: Any, above: Item | None, name: str, index: int | None) -> None:
        if isinstance(data, list):
            for n, value in enumerate(data):
                if isinstance(value, (dict, list)):
                    self._walk(value, above, name, n if len(data) > 1 else None)
        elif isinstance(data, dict):
            if "@value" in data:
                return
            if "@list" in data or "@set" in data:
                self._walk(values(data), above, name, index)
                return
            if len(data) == 1 and "@id" in data:  # a reference: most of all there are
                self._of[id(data)] = reference = Item(data, above, name, index)
                self._all.append(reference)
                return
            item = above
            if data.keys() - {"@context", "@graph"} or "@graph" not in data:
                item = Item(data, above, name, index)
                self._all.append(item)
                self._of[id(data)] = item
            for context in values(data.get("@context")):
                if isinstance(context, dict):
                    self.terms.update(context)
            for key, value in data.items():
                if isinstance(value, (dict, list)) and key not in _NO_PROPERTIES:
                    if key == "@graph" or key == "@included":
                        self._walk(value, None, "", None)
                    else:
                        self._walk(value, item, key, None)


def values(value: Any) -> list[Any]:
    """The values of a property: none, one, or those of a list or set; of value objects what they hold."""
    if type(value) is dict and value.keys() & {"@list", "@set", "@value"}:
        value = value.get("@list", value.get("@set", value.get("@value")))
    if value is None:
        return []
    if type(value) is list:
        return [one.get("@value") if type(one) is dict and "@value" in one else one for one in value]
    return [value]


def is_empty(value: Any) -> bool:
    """None, "", [] and {}, and what holds only those; False and 0 are values."""
    if value is None or value == "" or value == [] or value == {}:
        return True
    return isinstance(value, str) and not value.strip()


def bare(name: str) -> str:
    """The name of a type or member without schema.org's prefix."""
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def _types(data: dict[str, Any]) -> tuple[str, ...]:
    given = data.get("@type")
    if type(given) is str:
        return (bare(given),)
    return tuple(bare(one) for one in given if isinstance(one, str)) if isinstance(given, list) else ()

"""Word documents (.docx, ECMA-376 Office Open XML): text with its styles, links, lists, pictures and captions.

Through mammoth (BSD, released every few months): it reads documents by the meaning of their styles and gives headings,
lists, links, notes, comments and pictures with their alt texts as clean HTML; python-docx gives runs and leaves all of that
to us. It fetches nothing and is handed nothing unbounded: `package` looks at the archive first.

What Word has and articles don't (tables, notes, comments, tracked changes …) is said in a Problem, with its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from lxml import etree, html

from newsmarkup.document.article import Article, Byline, Person, Picture
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing.base import NOWHERE, Imported, Importer, embedded, register
from newsmarkup.importing.heading import heading
from newsmarkup.importing.package import Package, Properties
from newsmarkup.importing.tagging import captioned, tagged
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.byline import is_name
from newsmarkup.suggesting.language import guess
from newsmarkup.suggesting.lexicon import lexicon

# Word's own styles by their names, which stay English in every language of Word.
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => aside.pullquote > p:fresh
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => strong
u => u
strike => s
"""
# What mammoth says of styles that change no word, and of picture formats, which are judged when pictures are stored.
_HARMLESS = (
    "Unrecognised paragraph style",
    "Unrecognised run style",
    "was referenced but not defined",
    "Image of type",
)
_MOST_TOLD = 300  # characters of what was left out that a problem repeats


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """One article. Raises `ImportRefused` for what is no document, or would unpack to more than is read."""
    package = Package.of(data)
    return (_Document(package, data).imported(url),)


@dataclass
class _Document:
    package: Package
    data: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def imported(self, url: str) -> Imported:
        root = self._html()
        text = root.text_content()
        properties = self.package.properties
        language = guess(text) or properties.language.split("-")[0]
        title = self._take(root, ".//h1[@class='title']") or self._only_heading(root)
        deck = self._take(root, ".//p[@class='subtitle']")
        for aside in root.iter("aside"):
            aside.set("data-role", "pullquote")
        self._captions(root, language)
        self._tables(root)
        self._notes(root)
        self.problems += self.package.problems
        try:
            cleaned = clean("".join(html.tostring(child, encoding="unicode") for child in root))
        except BodyRefused as refused:
            raise ImportRefused(*refused.problems) from refused
        self._check_words(text)
        found = heading(cleaned.body, language, title)
        facts: dict[str, Any] = {"headline": title, "alternative_headline": deck} | found.facts
        facts["headline"] = title or facts["headline"]
        facts["alternative_headline"] = deck or facts["alternative_headline"]
        if not facts["headline"] and properties.title:
            facts["headline"] = properties.title
            said = f"The headline “{properties.title}” is the title in Word's properties."
            self.problems.append(Problem("headline-of-properties", said, "Look whether it is.", field="headline"))
        if "bylines" not in facts and is_name(properties.author, lexicon("en")):
            facts["bylines"] = (Byline(Person("", properties.author)),)
            said = f"The byline is the author in Word's properties: {properties.author}."
            self.problems.append(
                Problem("byline-of-properties", said, "Look whether it is.", "notice", field="bylines")
            )
        if properties.created:
            said = f"The date is when the document was begun: {properties.created:%Y-%m-%d %H:%M}."
            self.problems.append(
                Problem("date-of-properties", said, "Look whether it is.", "notice", field="published_at")
            )
        if properties.description:
            said = "What Word's properties say as a comment was left out."
            self._lost("comment-of-properties", said, "", properties.description, "notice")
        article = Article("", url, "", tagged(found.body, language, facts["headline"]), NOWHERE, language=language)
        if not article.body.blocks and not facts["headline"]:
            problem = Problem("empty", "The document holds no text.", "Send one that holds an article.", "error")
            raise ImportRefused(problem)
        article = replace(article, pictures=self.pictures, **self._said(properties), **facts)
        return Imported(article, (*self.problems, *cleaned.problems, *found.problems), self.files)

    def _said(self, properties: Properties) -> dict[str, Any]:
        return {"keywords": properties.keywords, "published": properties.created}

    def _html(self) -> Any:
        try:
            import mammoth
        except ImportError:
            said = "Word documents can't be read here: mammoth is not installed."
            raise ImportRefused(Problem("not-installed", said, "pip install newsmarkup[docx]", "error")) from None

        def picture(image: Any) -> dict[str, str]:
            with image.open() as stream:
                data = stream.read()
            key, address = embedded(data)
            self.files[key] = data
            self.pictures[key] = Picture(key, "", media_type=image.content_type or "", alt=image.alt_text or "")
            return {"src": address, "data-photo": key}

        try:
            result = mammoth.convert_to_html(
                BytesIO(self.data), style_map=STYLES, convert_image=mammoth.images.img_element(picture),
                include_embedded_style_map=False, external_file_access=False,
            )  # fmt: skip
        except RecursionError:
            raise ImportRefused(_broken("it is nested too deep")) from None
        except Exception as error:  # what a damaged document makes it raise is not said anywhere
            raise ImportRefused(_broken(str(error) or type(error).__name__)) from error
        for message in dict.fromkeys(str(one.message) for one in result.messages):
            if "external image" in message:
                self._lost("external-picture", "A picture is not in the document but somewhere else: it was left out.",
                           "Add it as a photo.", message)  # fmt: skip
            elif not any(words in message for words in _HARMLESS):
                self._lost("word", "Word's file has something that can't be read.", "", message, "notice")
        return html.fragment_fromstring(result.value, create_parent="div")

    def _lost(self, code: str, said: str, mend: str, words: str, severity: str = "warning") -> None:
        words = " ".join(words.split())
        told = words if len(words) <= _MOST_TOLD else f"{words[:_MOST_TOLD]} …"
        self.problems.append(Problem(code, f"{said} “{told}”" if told else said, mend, severity))  # type: ignore[arg-type]

    def _check_words(self, text: str) -> None:
        """Whatever it was that hid them, no word is left out in silence."""
        read = "".join(text.split())
        lost = [words for words in self.package.words if "".join(words.split()) not in read]
        if lost:
            said = "Words of the document were not read."
            self._lost("lost-words", said, "Look for them in Word.", " ".join(lost))

    # -- what is no text -------------------------------------------------------------------------------------------

    def _take(self, root: Any, path: str) -> str:
        """The words of the first element of this path, which goes; others stay."""
        for element in root.findall(path)[:1]:
            words = " ".join(element.text_content().split())
            if words and element.find(".//img") is None:
                element.drop_tree()
                return words
        return ""

    def _only_heading(self, root: Any) -> str:
        """A single heading of the highest level that begins the document."""
        first = next((one for one in root if one.text_content().strip()), None)
        if first is None or first.tag != "h1" or len(root.findall(".//h1")) > 1:
            return ""
        return self._take(root, ".//h1")

    def _captions(self, root: Any, language: str) -> None:
        """A paragraph in the style of captions belongs to the picture above it, else below it."""
        for paragraph in root.findall(".//p[@class='caption']"):
            beside = (paragraph.getprevious(), paragraph.getnext())
            shown = next((p for p in beside if p is not None and p.tag == "p" and p.find(".//img") is not None), None)
            words = " ".join(paragraph.text_content().split())
            if shown is None or not words:
                continue
            figure = etree.Element("figure")
            figure.append(next(shown.iter("img")))
            figure.append(_element(captioned(words, language)))
            shown.getparent().replace(shown, figure)
            paragraph.drop_tree()

    def _tables(self, root: Any) -> None:
        """A row becomes a paragraph: its words stay, with bars between the cells."""
        for table in root.findall(".//table"):
            if table.getparent() is None:
                continue
            rows = [
                [" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in table.iter("tr")
            ]
            pictures = list(table.iter("img"))
            for cells in rows:
                paragraph = etree.Element("p")
                paragraph.text = " | ".join(filter(None, cells))
                table.addprevious(paragraph)
            for picture in pictures:
                table.addprevious(picture)
            table.drop_tree()
            self._lost("table", f"A table of {len(rows)} rows was taken apart: each row is a paragraph.",
                       "Write it as a list or a sentence.", " / ".join(" | ".join(cells) for cells in rows[:3]))  # fmt: skip

    def _notes(self, root: Any) -> None:
        """Footnotes and endnotes are told, and their numbers go from the text."""
        for item in [li for li in root.iter("li") if str(li.get("id", "")).startswith(("footnote-", "endnote-"))]:
            words = " ".join(item.text_content().replace("↑", "").split())
            self._lost("footnote", "A footnote was left out.", "Put it into the text if readers need it.", words)
            item.drop_tree()
        for link in [a for a in root.iter("a") if str(a.get("id", "")).startswith(("footnote-ref", "endnote-ref"))]:
            parent = link.getparent()
            (parent if parent.tag == "sup" else link).drop_tree()
        for empty in [
            one for one in root.findall("ol") if not one.text_content().strip() and one.find(".//img") is None
        ]:
            empty.drop_tree()


def _element(node: Any) -> Any:
    out = etree.Element(node.name, dict(node.attrs))
    last = None
    for child in node.children:
        if isinstance(child, str):
            if last is None:
                out.text = (out.text or "") + child
            else:
                last.tail = (last.tail or "") + child
        else:
            last = _element(child)
            out.append(last)
    return out


def _broken(why: str) -> Problem:
    return Problem(
        "not-a-document", f"The document can't be read: {why}.", "Open it in Word and save it again.", "error"
    )


def _recognised(head: bytes) -> bool:
    """A ZIP archive that names a part of Word's near its beginning, as all programs that write such files do."""
    return head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types].xml" in head)


DOCX = register(
    Importer(
        "docx", "Word document",
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",), ("docx",), _recognised, read,
    )
)  # fmt: skip

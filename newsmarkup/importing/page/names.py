"""Names: the people in a text that names them: "By JANE ROE and John Doe, Staff Writers", "Roe, Jane", an address.

`suggesting.byline` knows the words of twenty languages; here is what metadata and pages do besides.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from newsmarkup.suggesting import byline as line
from newsmarkup.suggesting.furniture import template
from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.wirewords import agencies, jobs

WHEN = re.compile(
    r"\s*(?:[|•·,–—-]|\bon\b(?:\s[^\W\d_]{3,9},)?|\bam\b|\ble\b)?\s*(?:\d{1,2}[:.]\d\d|\d{1,2}\.?\s[^\W\d]{3,}\.?\s\d{4}|"
    r"[^\W\d]{3,9}\.?\s\d{1,2},\s\d{4}|\d{4}-\d\d|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:published|updated|posted)(?!\s+by)|last modified|publié|veröffentlicht|"
    r"aktualisiert).*$",
    re.IGNORECASE | re.DOTALL,
)
BY = re.compile(
    r"^(?:(?:written|posted|story|report(?:ed|ing)?|words|text|texte|texto|testo|tekst|written and photographed|"
    r"analysis|opinion|commentary|review|interview|column|essay|perspective|guest post|compiled)\s+)?"
    r"(?:by|von|por|par|di|door|av|af|przez|od|autore?s?|autorin(?:nen)?|auteure?s?|author|oleh|piše|írta|szerző|bởi|de|text[eo]?(?=:))[:\s]\s*",
    re.IGNORECASE,
)
PLACE = re.compile(r"\s+(?:in|à|aus|i|en|em|w|v|в)\s+[A-ZÀ-ÝЀ-Я][\w\s.'’-]{2,30}$")
_BETWEEN = re.compile(
    r"\s*(?:[;|/•·\n]|,(?!\s*(?:jr|sr|ph\.?d|md|esq|ii|iii)\b)|、|，|・|\s[–—-]\s|\s&\s|"
    r"\s(?:and|und|et|y|e|och|og|en|и|та|ve|ja|oraz|i|a|és|και|和|與|dan|và|con|with)\s)\s*",
    re.IGNORECASE,
)
_SMALL_AND = re.compile(r"\s(?:y|e|i|a|en|ve|ja|és|și|och|og|und|et|und|и|і|та)\s")
_OWNER = re.compile(r"^\w+(?:\s\w+)?['’]s\s(?=[A-Z]\w+\s[A-Z])")  # "The Post's Jane Roe"
BEATS = frozenset(
    """
    political politics business sports sport health science education environment technology tech economics legal crime home
    foreign world national city news features arts culture entertainment travel food senior chief deputy assistant associate
    managing executive special digital data investigative
    """.split()
)
_JUNIOR = re.compile(r"\s(?:Jr|Sr)$")
_MARKS = ' \t\n\xa0.,;:|/–—-•·*@"“”'
_LONGEST = 150
_PRINTED = 200  # characters of a byline
# Who signs where nobody in particular does.
_OFFICES = frozenset(
    "redaktion redacción redaccion redacció redação redacao redazione rédaction redactie redakcja redakce redaksjonen "
    "toimitus newsroom staff редакция редакція 편집국 編集部 编辑部".split()
)
_NO_NAME = re.compile(r"[?!:;…<>{}=@？！：；，。]|\d\d")
_SMALL = frozenset("van von de da del der den di du dos la le el al bin of the and for van't".split())


def names(text: str, words: Lexicon | None = None) -> list[str]:
    """The names in a text that should be one name; none for an address or a sentence."""
    words = words or lexicon("en")
    read = line.read(text.strip(), words)
    if read is not None and read.announced:
        return [whole(one.speaker.name, text) for one in read.writers]
    text = WHEN.sub("", _OWNER.sub("", BY.sub("", text.strip()))).strip(_MARKS.replace(".", ""))
    if "://" in text:
        one = of_address(text)
        return [one] if one else []
    if not text or len(text) > _LONGEST or "@" in text or text.endswith((".com", ".php")):
        return [text] if 0 < len(text) < 60 and "@" not in text else []
    if ";" in text:
        return [name for part in text.split(";") for name in names(part, words)]
    parts = text.split(",")
    if len(parts) == 2 and all(len(one.split()) == 1 for one in parts) and "." not in text:
        return [f"{parts[1].strip()} {parts[0].strip()}"]  # "Roe, Jane"
    both = _SMALL_AND.split(text)
    if len(both) > 1 and "," not in text and all(line.is_name(one, words) for one in both):
        return both
    read = line.read(f"By {text}", lexicon("en"))
    if read is not None and read.announced:
        return [whole(one.speaker.name, text) for one in read.writers]
    pieces = [PLACE.sub("", one).strip(_MARKS.replace(".", "")) for one in _BETWEEN.split(text)]
    return [one for one in pieces if 1 < len(one) < 60 and not re.search(r"\d{3}", one)]


def whole(name: str, text: str) -> str:
    """A name with its "Jr.", and without what its bearer writes about: "Jane Roe Political" Editor."""
    tokens = name.split()
    while len(tokens) > 2 and tokens[-1].casefold() in BEATS and not text.strip().endswith(name):
        tokens.pop()
    name = " ".join(tokens)
    return f"{name}." if _JUNIOR.search(name) and f"{name}." in text else name


def of_address(address: str) -> str:
    """ "Jane Roe" of https://merrow.example/authors/jane-roe; "" where the address is no person's."""
    try:
        parts = [unquote(part) for part in urlsplit(address).path.split("/") if part]
    except ValueError:
        return ""
    if len(parts) < 2 or not re.search(
        r"auth?or|auteur|profil|people|person|staff|by|contribut|journalist|reporter|writer|redakt", parts[-2], re.I
    ):
        return ""
    slug = re.sub(r"\.\w{2,5}$|[-_]?\d+$", "", parts[-1])
    pieces = re.split(r"[-_+.]", slug)
    return (
        " ".join(piece.title() for piece in pieces) if 2 <= len(pieces) <= 4 and all(map(str.isalpha, pieces)) else ""
    )


def printed(text: str, words: Lexicon, sure: bool) -> list[str]:
    """The names in a line that should be a byline. `sure`: its element says that it is one."""
    text = WHEN.sub("", text).strip(" ,;|•·–—-")
    if not 1 < len(text) <= _PRINTED or template(text, words) is not None:  # "Sign in"
        return []
    if text.casefold() in _OFFICES:
        return [text]
    bare = BY.sub("", text)
    if (where := PLACE.search(bare)) and bare[: where.start()].casefold() in agencies(words.language):
        return [bare[: where.start()]]
    for read in (line.read(text, words), line.read(f"By {bare}", lexicon("en"))):
        names = [whole(one.speaker.name, bare) for one in read.writers] if read is not None else []
        if names and not any(BY.match(f"{name} ") for name in names) and all(plausible(name, words) for name in names):
            return names
    return [bare] if sure and len(bare) <= 50 and not BY.match(f"{bare} ") and plausible(bare, words) else []


def plausible(name: str, words: Lexicon) -> bool:
    """Whether it may be a name where its element says it is one: a pen name, an office."""
    if name.casefold() in agencies(words.language) or line.is_name(name, words):
        return True
    tokens = [token for token in name.split() if token.casefold() not in _SMALL]
    known = jobs(words.language) | jobs("en") | BEATS
    if len(name.split()) > 5 or _NO_NAME.search(name) or all(token.casefold() in known for token in tokens):
        return False
    return bool(tokens) and all(not token[0].islower() for token in tokens)

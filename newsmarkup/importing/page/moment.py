"""Moment: a point in time as pages write it: ISO 8601 and its misspellings, RFC 5322, seconds since 1970, or for readers.

The names of the months come from Unicode's CLDR, through Babel, where it is installed; those of English are known always.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_EARLIEST, _LATEST = 1990, 2100
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"
    r"(?:(?:T|\s|,|\s-)\s*(?P<hour>\d\d?)[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?)?"
    r"\s*(?P<zone>Z|(?:GMT|UTC)?\s?[+-]\d\d:?\d\d|\(?[A-Z]{2,5}\)?)?",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\d{4}[-/.]?\d\d|1\d{9}")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?")
_SECONDS = re.compile(r"(1\d{9})(\d{3})?(?:\.\d+)?")
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?P<sign>[:.hH]|\s?Uhr\s?|時)(?P<minute>[0-5]\d)(?:分|[:.](?P<second>[0-5]\d))?(?![\d/])"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?|[AP]\.?M\b\.?|오전|오후|午前|午後|上午|下午)?|"
    r"(?<![\d:.])(?P<hour12>1[0-2]|0?[1-9])\s?(?P<half12>[ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?<![A-Za-z])(?:(?:GMT|UTC)?\s?(?P<offset>[+−-]\d{1,2}:?(?:\d\d)?)(?!\d)|(?P<name>[A-Z]{2,5})(?![A-Za-z]))"
)
_YEAR = re.compile(r"(?<![\d.,:])(?P<year>(?:19|20)\d\d)(?![\d:])")
_EAST = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日일]")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.,:/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/-])")
_DAY = re.compile(r"(?<![\d:./])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?![\d:])", re.IGNORECASE)
_HOUR = re.compile(r"\s?(?:[:h]\d|h\b|Uhr|[ap]\.?m\b)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:\s\d{1,2}(?!\d))?")
_HAMZA = str.maketrans("أإآ", "ااا")  # left out as often as written
_LONGEST = 250  # characters in which a date is looked for

# What news pages print; where an abbreviation has two meanings, the one that news pages print more often.
_OFFSETS = {  # minutes
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180, "SAST": 120, "WAT": 60, "CAT": 120, "EAT":
    180, "GST": 240, "PKT": 300, "NPT": 345, "BDT": 360, "WIB": 420, "ICT": 420, "HKT": 480, "SGT": 480, "MYT":
    480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "AEDT": 660, "NZST": 720,
    "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480,
    "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210, "NDT": -150,
    "BRT": -180, "ART": -180, "CLT": -240, "COT": -300, "PET": -300,
}  # fmt: skip
_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_ENGLISH = "january february march april may june july august september october november december".split()


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` has a zone only where the page says it. `timed`: it says more than the day."""

    at: datetime
    timed: bool

    @property
    def zoned(self) -> bool:
        return self.at.tzinfo is not None

    @property
    def exact(self) -> bool:
        return self.timed and self.zoned


def moment(text: str, language: str = "en") -> Moment | None:
    """The first date in a text with its time. None where there is none, or one of a database's zero dates."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text or len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    if _MACHINE.match(text) and (found := _machine(text)):
        return found
    return _words(text, language)


def _machine(text: str) -> Moment | None:
    if match := _SECONDS.fullmatch(text):
        return _checked(datetime.fromtimestamp(int(match[1]), UTC), True)
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return _made(
            int(year), int(month), int(day), (int(hour), int(minute), int(second or 0)) if hour else None, zone or ""
        )
    if (match := _ISO.match(text)) is None:
        return None
    clock = None
    if match["hour"]:
        clock = _clock(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), match["half"] or "")
    return _made(int(match["year"]), int(match["month"]), int(match["day"]), clock, match["zone"] or "")


def _words(text: str, language: str) -> Moment | None:
    found = _date(text, language)
    if found is None:
        return None
    day, (start, end) = found
    text = f"{text[:start]}\n{text[end:]}"  # 14.05.2025 is no time
    clock, zone = None, ""
    if match := _TIME.search(text):
        hour, minute = match["hour"] or match["hour12"], match["minute"] or "0"
        clock = _clock(int(hour), int(minute), int(match["second"] or 0), match["half"] or match["half12"] or "")
        after = (one["offset"] or one["name"] for one in _ZONE.finditer(text, match.end()))
        zone = next((one for one in after if not one.isalpha() or one in _OFFSETS or one in _ZONES), "")
    return _made(*day, clock, zone)


def _date(text: str, language: str) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
    """(year, month, day), and where it stands."""
    for pattern in (_EAST, _YEAR_FIRST):
        if match := pattern.search(text):
            return (int(match["year"]), int(match["month"]), int(match["day"])), match.span()
    named = _named(text, language)
    if named is not None:
        return named, (0, 0)
    if match := _NUMBERS.search(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        americas = match[2] == "/" and language.lower() in ("en", "en-us", "en-ph", "")
        if second > 12 or (americas and first <= 12):
            first, second = second, first
        return (year, second, first), match.span()
    return None


def _named(text: str, language: str) -> tuple[int, int, int] | None:
    """A date with the name of its month."""
    year = _YEAR.search(text)
    if year is None:
        return None
    for names in dict.fromkeys((language.lower().split("-")[0], "en")):
        months = _months(names)
        for match in _WORD.finditer(text.casefold()):
            month = months.get(_plain(match[0])) or months.get(_plain(match[0].split()[0]))
            if month is None:
                continue
            days = {
                min(abs(one.start() - match.end()), abs(match.start() - one.end())): int(one[1])
                for one in _DAY.finditer(text)
                if not year.start() <= one.start() < year.end() and not _HOUR.match(text, one.end())
            }
            if days:
                return int(year["year"]), month, days[min(days)]
    return None


@lru_cache(64)
def _months(language: str) -> dict[str, int]:
    found = (
        {name: at for at, name in enumerate(_ENGLISH, 1)}
        | {name[:3]: at for at, name in enumerate(_ENGLISH, 1)}
        | {"sept": 9}
    )
    if language in ("en", ""):
        return found
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        return found
    try:
        locale = Locale.parse("nb" if language == "no" else language)
    except (UnknownLocaleError, ValueError):
        return found
    for names in (
        locale.months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")
    ):
        found |= {_plain(name): at for at, name in names.items() if not name.strip(".").isdigit()}
    return found


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip(" .").translate(_HAMZA)


def _clock(hour: int, minute: int, second: int, half: str) -> tuple[int, int, int]:
    half = half.casefold()
    if half[:1] == "p" or half in ("오후", "午後", "下午"):
        hour = hour if hour >= 12 else hour + 12
    elif hour == 12 and half:
        hour = 0
    return hour, minute, second


def _made(year: int, month: int, day: int, clock: tuple[int, int, int] | None, zone: str) -> Moment | None:
    try:
        at = datetime.combine(date(year, month, day), time(*clock) if clock else time())
        return _checked(at.replace(tzinfo=_zone(zone, at)) if clock else at, clock is not None)
    except (ValueError, OverflowError):
        return None


def _zone(zone: str, at: datetime) -> tzinfo | None:
    name = zone.strip(" ()").upper()
    if name in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[name])) if _OFFSETS[name] else UTC
    if name in _ZONES:
        offset = ZoneInfo(_ZONES[name]).utcoffset(at)
        return timezone(offset) if offset is not None else None
    if match := re.fullmatch(r"(?:GMT|UTC)?\s?([+−-])(\d{1,2}):?(\d\d)?", name):
        ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(ahead if match[1] == "+" else -ahead)
    return None


def _checked(at: datetime, timed: bool) -> Moment | None:
    return Moment(at, timed) if _EARLIEST <= at.year < _LATEST and (at.month, at.day, at.year) != (1, 1, 1970) else None

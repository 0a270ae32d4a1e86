"""Semitic word order, Arabic and Hebrew: the verb, its subject, the quotation; or the quotation, the verb, the subject.

وقال طارق البحراوي: «…»  ·  "…", אמרה נועה ברקאי  ·  נועה ברקאי אמרה: "…"

Source of the rules: האקדמיה ללשון העברית, כללי הפיסוק, on מירכאות and נקודתיים; WALS, features 81A and 82A, on Arabic and
Hebrew (verb and subject).
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.beside import Beside, Named, either
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.semiticnames import Names, Token, tokens
from newsmarkup.suggesting.suggestion import Span

_STOP = re.compile(r"[.!?؟\n](?:\s|$)")
_BY = "לדברי"  # "according to", with the ending of a pronoun


class Semitic:
    def __init__(self, words: Lexicon) -> None:
        self._names = Names(words)
        self._maybe = words.words("cue", "maybe")
        self._according = re.compile(rf"(?<!\w)ו?(?:{either(words.words('cue', 'according'))})\s+")

    def beside(self, source: str, before: Span, after: Span) -> Beside | None:
        head = source[before.start : before.end]
        return self._behind(source[after.start : after.end], after.start) or self._ahead(head, before.start)

    def _behind(self, tail: str, at: int) -> Beside | None:
        """The verb right behind the quotation, then its subject, or nobody: "…", אמרה."""
        found, said = tokens(tail), self._names.said
        if not found or found[0][0] not in said or re.search(r"[^\s,،]", tail[: found[0][1]]):
            return None
        word, begin, end = found[0]
        if word[0] == "و" and word[1:] in said:
            return None  # Arabic joins the next clause with و: «…»، وكتبت … attributes what follows
        who = self._names.after(tail, found, 1, at)
        if who or _STOP.match(tail, end) or end == len(tail):
            return Beside("after", Span(at + begin, at + end), who)
        return None

    def _ahead(self, head: str, at: int) -> Beside | None:
        """The verb, "according to" or a colon before the quotation, within its sentence."""
        names = self._names
        start = max((match.end() for match in _STOP.finditer(head)), default=0)
        found = tokens(head, start)
        colon = head.rstrip().endswith(":")
        works = any(word.lstrip("בלהו") in names.works or word in names.works for word, _, _ in found[-2:])
        cues = [k for k, (word, _, _) in enumerate(found) if word in names.said]
        if cues and (colon or not works):
            cue, who = self._subject(head, found, cues, at)
            tight = head.rstrip().endswith((":", ",", "،")) or found[-1][0] in names.small
            return Beside("before", cue, who, sure=1.0 if tight else 0.8)
        by = next((one for one in found[-3:] if one[0] in names.pronouns and one[0].startswith(_BY)), None)
        if by:
            place = Span(at + by[1], at + by[2])
            return Beside("before", place, Named("pronoun", names.pronouns[by[0]], place), sure=0.9)
        for match in reversed(list(self._according.finditer(head, start))):
            who = names.after(head, tokens(head, match.end()), 0, at)
            if who:
                return Beside("before", Span(at + match.start(), at + match.end() - 1), who, sure=0.9)
        if works:
            return Beside("none", speech=False)
        maybe = [k for k, (word, _, _) in enumerate(found) if word in self._maybe]
        if maybe:
            cue, who = self._subject(head, found, maybe, at)
            return Beside("before", cue, who, sure=0.75) if who else None
        if colon:
            # What the sentence is about says it: ראש העיר יונתן אלמור זהיר.
            who = names.after(head, found, 0, at, longest=2)
            return Beside("before", None, who, sure=0.75) if who else None
        return None

    def _subject(self, head: str, found: list[Token], cues: list[int], at: int) -> tuple[Span, Named | None]:
        """The last of the verbs that has its subject behind it; else the last of all, with who stands before it."""
        for k in reversed(cues):
            who = self._names.after(head, found, k + 1, at)
            if who:
                break
        else:
            k = cues[-1]
            who = self._names.before(head, found, k, at)
        return Span(at + found[k][1], at + found[k][2]), who

"""Korean word order: the speaker, the quotation, the ending 고 or 라고 and the verb: X 씨는 “…”고 말했다.

Source of the rules: 국립국어원, 한글 맞춤법 (2014), 문장 부호, on 큰따옴표 and 작은따옴표; and on the quotative
particles 라고, 고 and 며.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.beside import Beside, Named, either, pronouns
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span


class Korean:
    def __init__(self, words: Lexicon) -> None:
        said = either(words.words("cue", "said"))
        self._pronouns = pronouns(words)
        self._after = re.compile(
            rf"(?:(?:이?라)?[고며면]서?|이?라는|등(?:이라)?고)[^.\n“”\"‘’]{{0,40}}?(?P<cue>{said})"
        )
        self._loose = re.compile(
            rf"\s+(?P<who>[^.\n“”\"‘’]{{2,30}}?)(?:은|는|이|가|도)\s[^.\n“”\"‘’]{{0,30}}?(?P<cue>{said})"
        )
        self._of = re.compile(
            rf"\s*(?P<who>[^.\n“”\"‘’]{{2,30}}?)의 (?P<cue>{either(words.words('cue', 'nouns'))})(?:이다|이었다|다|였다)"
        )
        # “…”는 입장을 내놨다: a position, whatever the verb.
        self._position = re.compile(rf"(?:이?라)?는\s(?:{either(words.words('cue', 'nouns'))})[을를이]\s")
        self._and = re.compile(r"(?:이?라)?(?:며|면서)\s")
        self._no = re.compile(
            rf"(?:이?라고?)\s?(?:{either(words.words('cue', 'maybe'))}|[불부]\w)"
            r"|[은는이가을를의에와과로도]\b|이?라는|이?란\b|\s"
        )
        self._topic = re.compile(
            r"(?<![가-힣A-Za-z·])(?P<who>[가-힣A-Za-z·][가-힣A-Za-z· ]{0,30}?)"
            r"(?P<mark>에 따르면|에 의하면|은|는|이|가|도)(?=[\s,])"
        )
        self._suffix = re.compile(rf"(?:^|(?<=[\s가-힣]))(?:{either(words.words('name', 'suffixes'))})$")
        self._noun = re.compile(rf"(?:{either(words.words('person', 'nouns'))})$")
        self._org = re.compile(
            rf"(?:{either(words.words('organization', 'names') | words.words('organization', 'nouns'))})$"
        )
        described = f"(?:{either(words.words('person', 'nouns') | words.words('name', 'suffixes'))})"
        qualified = f"(?:(?:{either(words.words('person', 'qualifiers'))}) ?)*"
        # What someone is, before the name: 수석 기술자 한가람 씨.
        self._before = re.compile(rf"(?<![가-힣])(?P<title>{qualified}[가-힣]*{described}),? $")
        surnames = "".join(words.listed("name", "surnames"))
        self._name = re.compile(
            rf"(?<![가-힣])(?:[{surnames}][가-힣]{{1,2}}|[{surnames}]|[가-힣]{{2,8}}·[가-힣·]{{2,12}})$"
            if surnames
            else r"(?!)"
        )

    def beside(self, source: str, before: Span, after: Span) -> Beside | None:
        head, tail = source[before.start : before.end], source[after.start : after.end]
        match = self._after.match(tail)
        if match and not self._no_verb(tail):
            cue = Span(after.start + match.start("cue"), after.start + match.end("cue"))
            inside = self._subject(tail[: match.start("cue")], after.start)
            if inside:
                return Beside("after", cue, inside)
            return Beside("around", cue, self._subject(head, before.start))
        match = self._and.match(tail)
        if match:
            return Beside("around", None, self._subject(head, before.start), sure=0.85)
        according = self._according(head, before.start)
        if according:
            return Beside("before", None, according, sure=0.85)
        match = self._loose.match(tail)
        if match:
            who = self._who(match["who"], after.start + match.start("who"))
            if who:
                return Beside("after", Span(after.start + match.start("cue"), after.start + match.end("cue")), who)
        if self._position.match(tail):
            subject = self._subject(head, before.start)
            return Beside("around", None, subject, sure=0.85) if subject else None
        match = self._of.match(tail)
        who = self._who(match["who"], after.start + match.start("who")) if match else None
        if match and who:
            return Beside("after", Span(after.start + match.start("cue"), after.start + match.end("cue")), who)
        if self._no.match(tail):
            return Beside("none", speech=False)
        return None

    def _no_verb(self, tail: str) -> bool:
        return bool(re.match(r"이?라고\s?(?:불|부르|이름|명명|칭)", tail))

    def _according(self, head: str, at: int) -> Named | None:
        start = max(head.rfind(". "), head.rfind("\n")) + 1
        for match in self._topic.finditer(head, start):
            if match["mark"] in ("에 따르면", "에 의하면"):
                return self._who(match["who"], at + match.start("who"))
        return None

    def _subject(self, head: str, at: int) -> Named | None:
        start = max(head.rfind(". "), head.rfind("\n")) + 1
        found: Named | None = None
        for match in self._topic.finditer(head, start):
            who = self._who(match["who"], at + match.start("who"))
            if who and (found is None or match["mark"] in "은는"):
                found = who
        return found

    def _who(self, words: str, at: int) -> Named | None:
        lead = len(words) - len(words.lstrip())
        start = words.rfind(" ", 0, len(words)) + 1
        last = words[start:]
        for one, kind in self._pronouns.items():
            if last == one or last + "는" == one or last + "은" == one or last + "가" == one:
                return Named("pronoun", kind, Span(at + start, at + len(words)))
        suffix = self._suffix.search(words)
        noun = self._noun.search(words)
        if suffix:
            stem = words[: suffix.start()].rstrip()
            name = self._name.search(stem)
            if name:
                before = self._before.search(words, 0, name.start())
                title = before["title"] if before else ""
                return Named(
                    "person",
                    name[0],
                    Span(at + name.start(), at + len(words)),
                    title if suffix[0] in ("씨", "님", "군", "양") else suffix[0],
                )
        if noun:
            return Named("noun", last, Span(at + start, at + len(words)))
        if self._org.search(words):
            # The name of a company may be written as two words: 가나 주식회사.
            if last in ("주식회사", "회사", "그룹", "협회", "측") and start > 1:
                start = words.rfind(" ", 0, start - 1) + 1
            return Named("org", words[max(start, lead) :], Span(at + max(start, lead), at + len(words)))
        name = self._name.search(words)
        if name and len(name[0]) > 2:
            return Named("person", name[0], Span(at + name.start(), at + len(words)))
        return None

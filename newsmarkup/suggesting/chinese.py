"""Chinese word order: 市长郭某说：“…”；“…”郭某说；郭某称，关闭是“…”。 Simplified and traditional.

Source of the rules: GB/T 15834—2011, 标点符号用法, on 引号 and 冒号; the order subject, adjuncts, verb of a news sentence.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.beside import Beside, Named, either, pronouns
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span

_STOP = "。！？!?；;\n“”「」『』"
# Between a subject and its verb: where, to whom and when it is said.
_ADJUNCT = re.compile(
    r"(?:在.{0,14}?[中上里裡时時会會]|(?:对|對|向|接受).{0,10}?(?:记者|記者|媒体|媒體|采访时|採訪時)?|[也还還则則又再均都曾]|"
    r"随后|隨後|同时|同時|明确|明確|公开|公開|纷纷|紛紛|一致|再次|[今昨当當]天|(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]|\d+[月日号號]|"
    r"[,，])$"
)
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+$")
_ARTICLE = re.compile(r"(?:一[位名个些]|[该这那]?[位名个]|数[位名]|多[位名])")
_BORDER = re.compile(r"[，,、：:\s的]")


class Chinese:
    def __init__(self, words: Lexicon) -> None:
        said, maybe = words.words("cue", "said"), words.words("cue", "maybe")
        self._said = re.compile(either(said))
        self._after = re.compile(
            rf"[，,、\s]*(?P<who>[^{_STOP}，,：:]{{1,24}}?)(?P<cue>{either(said)})(?![\u4e00-\u9fff]{{6}})"
        )
        self._works = re.compile(
            rf"(?:{either(words.words('quotation', 'works') | maybe)})(?:了|是|做|作|为|着)?[，,\s]?$"
        )
        self._pronouns = pronouns(words)
        self._pronoun = re.compile(f"(?:{either(frozenset(self._pronouns))})$")
        titles = words.words("name", "suffixes")
        self._title = re.compile(f"(?:{either(titles)})$")
        self._titles = re.compile(f"(?:{either(titles | words.words('person', 'nouns'))})$")
        surnames = "".join(words.listed("name", "surnames"))
        self._name = re.compile(rf"[{surnames}][\u4e00-\u9fff]{{1,2}}$" if surnames else r"(?!)")
        self._noun = re.compile(rf"(?:{either(words.words('person', 'nouns'))})$")
        # With a title before it a name needs no known surname.
        self._titled = re.compile(rf"(?P<title>{either(titles)})(?P<name>[\u4e00-\u9fff]{{2,3}})$")
        self._org = re.compile(
            rf"(?:{either(words.words('organization', 'names') | words.words('organization', 'nouns'))})$"
        )
        self._according = re.compile(
            rf"(?:{either(words.words('cue', 'according'))})(?P<who>[^{_STOP}，,]{{2,20}}?)"
            rf"(?P<cue>介绍|透露|说|称|的说法)?[，,](?P<rest>[^{_STOP}]{{0,30}})$"
        )

    def beside(self, source: str, before: Span, after: Span) -> Beside | None:
        head = source[before.start : before.end]
        cut = max(head.rfind(mark) for mark in _STOP) + 1
        clause, at = head[cut:], before.start + cut
        works = self._works.search(clause)
        match = self._according.search(clause)
        if match:
            who = self._who(clause[: match.end("who")], at, match.start("who"))
            if who:
                return Beside("before", Span(at + match.start(), at + match.start("who")), who, sure=0.85)
        cues = list(self._said.finditer(clause))
        if not works or (cues and cues[-1].end() == works.end()):
            for cue in reversed(cues):
                gap = clause[cue.end() :]
                if len(gap) > 20 or (len(gap) > 1 and gap[-1] in "，,"):
                    continue
                who = self._who(clause[: cue.start()], at, 0)
                if who or not clause[: cue.start()].strip("，, ") or gap.strip("道了着 ") in ("：", ":", "，", ","):
                    return Beside(
                        "before", Span(at + cue.start(), at + cue.end()), who, sure=1.0 if len(gap) < 2 else 0.85
                    )
        tail = source[after.start : after.end]
        match = self._after.match(tail)
        if match:
            who = self._who(match["who"], after.start + match.start("who"), 0)
            if who:
                return Beside("after", Span(after.start + match.start("cue"), after.start + match.end("cue")), who)
        if works:
            return Beside("none", speech=False)
        return None

    def _who(self, words: str, at: int, floor: int) -> Named | None:
        """Who is named at the end of `words`, which stand at `at`; not before `floor`."""
        end = len(words)
        for _ in range(4):
            match = _ADJUNCT.search(words, floor, end)
            if not match or match.end() != end:
                break
            end = match.start()
        words = words[:end]
        match = self._pronoun.search(words, floor)
        if match:
            return Named("pronoun", self._pronouns[match[0]], Span(at + match.start(), at + end))
        title = self._title.search(words, floor)
        if title:
            name = self._name.search(words, floor, title.start())
            if name:
                return Named("person", name[0], Span(at + name.start(), at + name.end()), title[0])
        foreign = _FOREIGN.search(words, floor)
        if foreign:
            return self._foreign(foreign, at)
        noun = self._noun.search(words, floor)
        if noun:
            start = max((match.end() for match in _BORDER.finditer(words, floor, noun.start())), default=floor)
            count = _ARTICLE.match(words, start)
            start = count.end() if count and count.end() < noun.end() else start
            return Named("noun", words[start:end], Span(at + start, at + end))
        if self._org.search(words, floor):
            start = max((match.end() for match in _BORDER.finditer(words, floor, end)), default=floor)
            return Named("org", words[start:end], Span(at + start, at + end))
        name = self._name.search(words, floor)
        if name:
            described = self._titles.search(words, floor, name.start())
            return Named("person", name[0], Span(at + name.start(), at + end), described[0] if described else "")
        titled = self._titled.search(words, floor)
        if titled:
            return Named("person", titled["name"], Span(at + titled.start("name"), at + end), titled["title"])
        return None

    def _foreign(self, match: re.Match[str], at: int) -> Named:
        """A foreign name; what stands before it without a border may be its title: 外长谢尔盖·某某."""
        words, start = match[0], 0
        first = words.split("·")[0]
        for length in range(len(first) - 1, 0, -1):
            if self._titles.search(first, 0, length):
                start = length
                break
        return Named("person", words[start:], Span(at + match.start() + start, at + match.end()), words[:start])

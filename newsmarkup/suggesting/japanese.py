"""Japanese word order: the speaker, the quotation, the particle と and the verb: X氏は「…」と述べた。

Source of the rules: 文化庁, くぎり符号の使ひ方〔句読法〕, on 「」 and 『』. The topic (は) of a news sentence is who
speaks; によると names whose words they are.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.beside import Beside, Named, either, pronouns
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span

_BRACKETS = re.compile(r"[（(][^（()）]{1,20}[）)]$")  # an age or a party behind a name


class Japanese:
    def __init__(self, words: Lexicon) -> None:
        said = either(words.words("cue", "said"))
        topic = r"[^。！？\n「」『』、]"
        suffixes, nouns = words.words("name", "suffixes"), words.words("person", "nouns")
        self._pronouns = pronouns(words)
        # と…述べた, with who says it between; などと, として.
        self._after = re.compile(
            rf"(?:など)?(?:と|とも|って)(?:(?P<who>{topic}{{1,20}}?)(?:は|が|も))?[^。\n「」『』]{{0,24}}?(?P<cue>{said})"
        )
        self._named = re.compile(r"(?:と|って)(?:呼|題|名付|称|いう|いった)")
        self._next = re.compile(
            rf"[。、]?\s*(?P<who>{topic}{{1,20}}?)(?:は|が)[^。\n「」『』]{{0,24}}?(?:こう|そう|次のように)(?P<cue>{said})"
        )
        # Without a verb: と水無瀬さん。 With one that no list has, where a person or an organisation is the topic.
        self._verbless = re.compile(rf"と、?(?P<who>{topic}{{1,16}}?(?:{either(suffixes)}))(?=[。「]|$)")
        self._other = re.compile(rf"(?:など)?とも?、?{topic}{{1,12}}(?:。|[しえてみき]、|$)")
        self._hearsay = re.compile(r"(?:だ|な)?という[。\n]|(?:だ|な)?とのこと")
        self._no = re.compile(
            rf"(?:と|って)(?:{either(words.words('cue', 'maybe'))})|(?:という|といった|と題|なる|は|が|を|に|の|で|も|や|・)"
        )
        self._suffix = re.compile(f"(?:{either(suffixes)})$")
        self._noun = re.compile(f"(?:{either(nouns)})$")
        self._org = re.compile(
            rf"(?:{either(words.words('organization', 'names') | words.words('organization', 'nouns'))})$"
        )
        long = {noun for noun in nouns if len(noun) > 1}
        # What someone is, before the name: 県の主任技師、白波瀬氏; 設計士の鳥井さん; 主任技師白波瀬氏.
        self._before = re.compile(rf"(?P<title>[々ー\u30a1-\u30fa\u3400-\u9fff]*(?:{either(long)}))[の、・]?$")
        self._leading = re.compile(rf"[\u3400-\u9fff]*(?:{either(long)})(?=[\u3400-\u9fff]{{2}})")
        self._name = re.compile(r"[々\u3400-\u9fff]{1,6}[ぁ-ん]{0,6}$|[\u30a1-\u30faー]+(?:・[\u30a1-\u30faー]+)*$")

    def beside(self, source: str, before: Span, after: Span) -> Beside | None:
        head, tail = source[before.start : before.end], source[after.start : after.end]
        by = re.search(r"によ(?:ると|れば)、?$", head)
        if by and tail.startswith("という。"):
            who = self._subject(head, before.start)
            return Beside("before", None, who, sure=0.8) if who else None
        if self._named.match(tail):
            return Beside("none", speech=False)
        match = self._after.match(tail)
        if match:
            cue = Span(after.start + match.start("cue"), after.start + match.end("cue"))
            who = self._who(match["who"], after.start + match.start("who")) if match["who"] else None
            if who:
                return Beside("after", cue, who)
            return Beside("around", cue, self._subject(head, before.start))
        if self._hearsay.match(tail):
            who = self._subject(head, before.start)
            return Beside("before", None, who, sure=0.8) if who else None
        match = self._next.match(tail)
        if match:
            who = self._who(match["who"], after.start + match.start("who"))
            return Beside("after", Span(after.start + match.start("cue"), after.start + match.end("cue")), who)
        if self._no.match(tail):
            return Beside("none", speech=False)
        match = self._verbless.match(tail)
        if match:
            return Beside("after", None, self._who(match["who"], after.start + match.start("who")), sure=0.9)
        if self._other.match(tail):
            subject = self._subject(head, before.start)
            return Beside("before", None, subject, sure=0.8) if subject else None
        return None

    def _subject(self, head: str, at: int) -> Named | None:
        """The topic of the sentence that the quotation stands in."""
        start = max(head.rfind(mark) for mark in "。！？\n") + 1
        found: Named | None = None
        for match in re.finditer(r"によると|によれば|は|が|も", head[start:]):
            a = max(head.rfind(mark, 0, start + match.start()) for mark in "。、！？\n「」『』") + 1
            who = self._who(_BRACKETS.sub("", head[a : start + match.start()]), at + a)
            described = self._before.search(head, start, a) if who and who.kind == "person" else None
            if who and described:
                who.title = who.title or described["title"]
            if who and (match[0] in ("は", "によると", "によれば") or found is None):
                found = who
        return found

    def _who(self, words: str, at: int) -> Named | None:
        kind = next((self._pronouns[one] for one in self._pronouns if words.endswith(one)), None)
        if kind:
            length = max(len(one) for one in self._pronouns if words.endswith(one))
            return Named("pronoun", kind, Span(at + len(words) - length, at + len(words)))
        cut = words.rfind("の") + 1
        noun, suffix = self._noun.search(words, cut), self._suffix.search(words, cut)
        if suffix and suffix.start() > cut:
            name = self._name.search(words, cut, suffix.start())
            if name and not (noun and noun.start() <= name.start()):
                described = self._before.search(words, 0, cut)
                title = described["title"] if described else ""
                leading = self._leading.match(name[0])
                first = name.start() + (leading.end() if leading else 0)
                title = leading[0] if leading else title
                return Named(
                    "person",
                    words[first : suffix.start()],
                    Span(at + first, at + len(words)),
                    title if suffix[0] in "氏さん君" else suffix[0],
                )
        if noun:
            return Named("noun", words[cut:], Span(at + cut, at + len(words)))
        if self._org.search(words, cut):
            return Named("org", words[cut:], Span(at + cut, at + len(words)))
        return None

"""Turkish word order: the speaker, the quotation, the verb: X, “…” dedi. “…” diyen X, …

Source of the rules: Türk Dil Kurumu, Yazım Kılavuzu, on tırnak işareti and kesme işareti (the apostrophe parts endings from
names).
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.beside import Beside, Named, either, pronouns
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span


class Turkish:
    def __init__(self, words: Lexicon) -> None:
        said = words.words("cue", "said")
        nouns = words.words("cue", "nouns")
        self._pronouns = pronouns(words)
        self._cue = re.compile(
            rf"[\s,]*(?:(?:diye|şeklinde|biçiminde|ol(?:duğunu|madığını|acağını)|{either(nouns)})\s+)?"
            rf"(?P<cue>{either(said)}|(?:{either(nouns)})\s+(?:{either(words.words('cue', 'light'))}))\b"
        )
        self._name = re.compile(r"(?:[A-ZÇĞİÖŞÜ][\wçğıöşü.-]*)(?:\s+(?:[A-ZÇĞİÖŞÜ][\wçğıöşü.-]*))*")
        self._nouns = re.compile(rf"\b(?:{either(words.words('person', 'nouns'))})\b", re.IGNORECASE)
        self._orgs = words.words("organization", "names")
        self._before = re.compile(rf"(?:\b(?:{either(said)})\s*[:：]|[:：])\s*$")
        persons = f"(?:{either(words.words('person', 'nouns'))})"
        qualified = f"(?:(?:{either(words.words('person', 'qualifiers') | words.words('organization', 'nouns'))})\\s+)?"
        # What someone is, before the name: il başmühendisi Defne Karasulu.
        self._described = re.compile(rf"(?<!\w)(?P<title>{qualified}{persons})\s+$", re.IGNORECASE)
        self._titles = words.words("name", "titles") | {word.capitalize() for word in words.words("person", "nouns")}
        # Kültür Bakanlığından yapılan açıklamada: the organisation in the ablative.
        self._issued = re.compile(
            r"(?P<who>(?:[A-ZÇĞİÖŞÜ][\wçğıöşü.-]*\s+)*[A-ZÇĞİÖŞÜ][\wçğıöşü.-]*?)['’]?(?:n?[dt][ae]n)\s+"
            r"(?P<cue>(?:yapılan|gelen|verilen)(?:\s+\w+)?\s+(?:açıklama|yanıt|bilgi)\w*)[,:]?\s*$"
        )
        self._according = re.compile(r"['’](?:y?[ae]|n[ae])\s+göre\b")
        self._works = re.compile(rf"\s*(?:{either(words.words('quotation', 'works'))})\b")
        self._no = re.compile(
            r"\s*(?:diye\s+(?:bilin|bilir|anıl|adlandır|çağ)|olarak\s+bilin|adlı|isimli|başlıklı|denilen|denen)"
        )
        self._maybe = re.compile(rf"\s*(?:olarak\s+)?(?P<cue>{either(words.words('cue', 'maybe'))})\b")
        self._never = words.words("name", "never")

    def beside(self, source: str, before: Span, after: Span) -> Beside | None:
        head, tail = source[before.start : before.end], source[after.start : after.end]
        if self._no.match(tail):
            return Beside("none", speech=False)
        issued = self._issued.search(head)
        if issued:
            named = Span(before.start + issued.start("who"), before.start + issued.end("who"))
            cue = Span(before.start + issued.start("cue"), before.start + issued.end("cue"))
            return Beside("before", cue, Named("org", issued["who"], named))
        match = self._cue.match(tail) or self._maybe.match(tail)
        if match:
            cue = Span(after.start + match.start("cue"), after.start + match.end("cue"))
            if tail[match.start("cue") : match.end("cue")].endswith(("yen", "en", "an")):
                # “…” diyen X: the participle stands before its subject.
                rest = re.match(r"\s+[^.\n“”\"]{0,60}", tail[match.end() :])
                who = self._who(rest[0], after.start + match.end()) if rest else None
                if who:
                    return Beside("after", cue, who)
            who = self._subject(head, before.start)
            if who is None:
                rest = re.match(r"\s+[A-ZÇĞİÖŞÜ][^.\n“”\",]{0,40}", tail[match.end() :])
                who = self._who(rest[0], after.start + match.end()) if rest else None
                return Beside("after" if who else "around", cue, who)
            return Beside("around", cue, who)
        if self._according.search(head):
            who = self._subject(head, before.start)
            if who:
                return Beside("before", None, who, sure=0.85)
        if self._before.search(head):
            return Beside("before", None, self._subject(head, before.start))
        if self._works.match(tail):
            return Beside("none", speech=False)
        return None

    def _subject(self, head: str, at: int) -> Named | None:
        start = max((match.end() for match in re.finditer(r"[.!?…]\s+(?=[A-ZÇĞİÖŞÜ“\"])", head)), default=0)
        return self._who(head[start:], at + start)

    def _who(self, words: str, at: int) -> Named | None:
        """The first name of several words or with a title; else the first name or noun for a person."""
        single: Named | None = None
        for match in self._name.finditer(words):
            parts = list(re.finditer(r"\S+", match[0]))
            while parts and (parts[0][0] in self._never or parts[0][0].lower() in self._pronouns):
                parts = parts[1:]
            if not parts:
                continue
            organization = any(part[0] in self._orgs for part in parts[1:])
            title = ""
            while (
                not organization
                and len(parts) > 1
                and (
                    parts[0][0] in self._titles
                    or parts[0][0].endswith(("Başkanı", "Bakanı"))
                    or (len(parts) > 2 and parts[1][0] in self._titles)
                )
            ):
                title = f"{title} {parts[0][0]}".strip()
                parts = parts[1:]
            a, b = match.start() + parts[0].start(), match.start() + parts[-1].end()
            name = words[a:b].rstrip(".")
            suffix = re.match(r"['’]\w+", words[b:])
            if suffix and not re.match(r"['’](?:y?[ae]|n[ae])\s+göre", words[b:]):
                continue
            before = self._described.search(words, 0, match.start()) if parts[0].start() == 0 else None
            title = title or (before["title"] if before and not organization else "")
            kind = "org" if organization else "person"
            if len(parts) == 1 and self._nouns.fullmatch(name):
                kind = "noun"
            found = Named(kind, name, Span(at + a, at + a + len(name)), title)
            if len(parts) > 1 or title:
                return found
            # A word with a capital because the sentence begins with it: Durakta bekleyen bir yolcu.
            opens = match.start() == 0 and not re.match(r"\s*(?:$|[,’'“\"]|(?:ise|da|de)\b)", words[b:])
            single = single or (None if opens else found)
        noun = self._nouns.search(words)
        if noun and single is None:
            return Named("noun", noun[0], Span(at + noun.start(), at + noun.end()))
        return single

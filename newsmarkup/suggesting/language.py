"""Language: which one a text is probably written in, by its letters and its commonest words.

Only the languages that have a lexicon are told apart; that is enough to choose one.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 4_000  # characters
_WORD = re.compile(r"[^\W\d_]+")
# Of scripts that one language here is written in; Japanese before Chinese: it has Chinese letters too.
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile(r"[\u05d0-\u05ea]"),
    "ar": re.compile(r"[\u0621-\u064a]"),
}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
# Short words that texts of one language are full of. A word of several languages speaks for each of them.
_COMMON = {
    "en": "the of and to in that is was for on with as he it by from at said are his her which have be this has not",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er",
    "fr": "le la les de des et en un une du que dans est pour qui sur au par pas plus avec ce il sont aux cette ne",
    "es": "el la los las de y en un una que del se por con para al es su lo no más como ha este pero sus le fue son",
    "it": "il la le di e in un una che per del della con non si è da al dei alla i gli ha sono nel anche delle più",
    "pt": "o a os as de e em um uma que do da dos das no na para com não por se ao é foi mais como pelo pela ser sua",
    "nl": "de het een en van in is op te dat voor met die niet zijn aan er om ook als door bij naar uit heeft maar",
    "sv": "och att det i en som är på av för med den till inte har de om ett han var men vi sig från så kan hon nu",
    "da": "og at det i en er som på af for med den til ikke har de om et han var men vi sig fra så kan hun der blev",
    "pl": "i w na z do się że nie to jest o za od przez po jak dla które który oraz jego są ale był był będzie tym",
    "cs": "a v se na je že s z do o i to ve k pro by za jsou podle od po který jeho které bylo jako ale tak byl však",
    "tr": "ve bir bu için ile da de olarak çok olan daha en sonra gibi kadar ne ise dedi var ancak değil o her iki",
}
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def guess(text: str) -> str:
    """A primary language subtag ("de"), or "" where nothing speaks for any."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return ""
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) > letters * (0.08 if language == "ja" else 0.4):
            return language
    if len(_CYRILLIC.findall(sample)) > letters * 0.4:
        return "uk" if len(_UKRAINIAN.findall(sample)) > len(_RUSSIAN.findall(sample)) else "ru"
    words = Counter(_WORD.findall(sample.casefold()))
    shares = {language: sum(words[word] for word in common) for language, common in _COMMON_WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= max(2, sum(words.values()) * 0.08) else ""

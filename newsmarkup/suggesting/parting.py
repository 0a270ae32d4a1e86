"""Parting: where words part in languages that write several as one: "l'avocate", "dit-elle", "Ankara'da".

French and Italian elide, French and Portuguese join pronouns to the verb, Turkish parts endings by an apostrophe. Sources:
Imprimerie nationale, Lexique des règles typographiques; Acordo Ortográfico (1990), base XVII; Türk Dil Kurumu, Yazım
Kılavuzu, on kesme işareti.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.lexicon import Lexicon

_WORD = r"[^\W\d_]+(?:{ahead}[{joints}][^\W_]+)*"
_REST = r"\d[\d.,:]*\w*|[^\w\s]|_+"
_INITIALS = r"(?:[A-Z]\.)+(?:[A-Z](?![a-z]))?"


def pattern(words: Lexicon) -> re.Pattern[str] | None:
    """What finds the tokens of a language; None where English ones will do. What a named group finds is no token.

    `[grammar] elided`: what an apostrophe parts from the next word; `clitics`: what a hyphen parts from the verb before;
    `suffixed`: endings stand behind an apostrophe; `perfect`: auxiliaries that make one tense with a verb of saying.
    """
    elided, clitics = words.listed("grammar", "elided"), words.listed("grammar", "clitics")
    suffixed, perfect = words.flag("grammar", "suffixed"), words.listed("grammar", "perfect")
    if not (elided or clitics or suffixed or perfect):
        return None
    options, ahead, joints = [_INITIALS], "", r"'’.&\-‑/"
    if elided:
        options.append(rf"(?<!\w)(?i:{_either(elided)})['’](?=\w)")
    if clitics:
        glue = rf"-(?:t-)?(?=(?:{_either(clitics)})\b)"
        options.append(rf"(?P<glue>(?<=\w){glue})")
        ahead = rf"(?!{glue})"
    if perfect:
        said = _either(words.listed("cue", "said"))
        options.insert(0, rf"(?P<auxiliary>(?<!\w)(?:{_either(perfect)})[ \u00a0](?=(?:{said})\b))")
    if suffixed:
        options.append(r"(?P<ending>(?<=\w)['’][^\W\d_]+)")
        joints = r".&\-‑/"
    options += [_WORD.format(ahead=ahead, joints=joints), _REST]
    return re.compile("|".join(options))


def _either(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))

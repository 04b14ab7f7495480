"""The language of a comment, and written languages to BCP 47 codes, and never a guess."""

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale

from copanalytics.bilingual import in_two
from copanalytics.folding import fold
from copanalytics.tongues import function_words, ranked, script, told_apart, words

SURE, SURE_OF_FEW = 1.0, 3.0
"""By how much, as logarithm, a language must be likelier than the next: of a text, and of one with
few words."""

FOREIGN = 6.0
"""By how much, as logarithm, a language that it cannot be may be likelier than the likeliest."""

FEWEST_WORDS, FEW = 2, 4
"""Words of the shortest comment whose language is told, and of a short one."""

DETECTED = ("en", "fr", "de", "es", "nl", "it", "pt", "cs", "pl", "ja", "ko")
"""The languages that a comment may be in, unless a session says so."""

NAMED = ("en", "fr", "de", "es", "nl", "it", "pt")
"""The languages in which a directory may name a language."""


def detect(text: str, among: Sequence[str] = DETECTED) -> str | None:
    """Return the BCP 47 code of a text's language; None when it is short or unsure.

    among: the languages that it may be. Of all languages that the detector knows, the likeliest
    must be one of these (so that others are refused), and well ahead among them.

    >>> detect("Merci beaucoup à tous"), detect("ok")
    ('fr', None)
    """
    said = words(text)
    written = script(text)
    if len(said) < FEWEST_WORDS or (not _is_sentence(text) and _is_name(said)):
        return None
    if written:
        return written if written in among else None
    if all(len(word) == 1 for word in said):  # initials: 'n.v.t.', 'k. A.'
        return None
    known = [code for code in among if code in told_apart()]
    found = _sure(said, known) if known else None
    return None if found and in_two(text, among) else found


def _sure(said: Sequence[str], among: Sequence[str]) -> str | None:
    likely, foreign = ranked(said, among)
    ahead = likely[0][1] - likely[1][1] if len(likely) > 1 else SURE_OF_FEW
    wanted = SURE_OF_FEW if len(said) <= FEW else SURE
    return likely[0][0] if ahead >= wanted and foreign <= FOREIGN else None


def _is_sentence(text: str) -> bool:
    """Whether it ends, or begins, as sentences do and names do not: 'Tolle Stimmung!'."""
    return text.strip()[-1:] in tuple(".!?…") or text.strip()[:1] in tuple("¡¿")


def _is_name(said: Sequence[str]) -> bool:
    """A few words, all with a capital and none a function word: 'Anna Smith'."""
    return len(said) <= FEW and all(word[0].isupper() for word in said) and not function_words(said)


def resolve(text: str | None) -> str | None:
    """Return the code of a written language name or code; None when unsure.

    >>> resolve("français"), resolve("Niederländisch"), resolve("en-GB"), resolve("Elvish")
    ('fr', 'nl', 'en', None)
    """
    folded = fold(text or "")
    code = re.split(r"[-_]", folded)[0]
    if re.fullmatch(r"[a-z]{2}([-_]\w+)?", folded) and code in Locale("en").languages:
        return code
    return _names().get(re.sub(r"\s*\(.*\)$", "", folded))


def name(code: str, locale: str = "en") -> str:
    """Return what a language is called in a language; the code itself if CLDR has no name."""
    return Locale.parse(locale, sep="-").languages.get(code, code)


@cache
def _names() -> dict[str, str]:
    return {
        fold(written): code
        for locale in NAMED
        for code, written in Locale(locale).languages.items()
        if len(code) == 2
    }

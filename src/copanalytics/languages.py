"""The language of a comment, and written languages to BCP 47 codes, and never a guess."""

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale

from copanalytics.folding import fold

SURE = 0.9
"""The least probability, among the languages that it may be, at which one is believed."""

FEWEST_WORDS = 3
"""Words of the shortest comment whose language is told at all."""

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
    words = re.findall(r"[^\W\d_]+", re.sub(r"https?://\S+|\S+@\S+", " ", text))
    if len(words) < FEWEST_WORDS:
        return None
    ranked = [(str(code), float(share)) for code, share in _detector().rank(" ".join(words))]
    likeliest, share = ranked[0]
    rivals = sum(share for code, share in ranked if code in among)
    return likeliest if likeliest in among and share >= SURE * rivals else None


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


@cache
def _detector():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

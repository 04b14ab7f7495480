"""Written countries to ISO 3166-1 codes, and never a guess."""

import re
from functools import cache

from babel import Locale

from copanalytics.folding import fold
from copanalytics.shipping import shipped

LOCALES = ("en", "fr", "de", "es", "nl", "it", "pt")
"""The languages whose country names are known (CLDR, through Babel)."""

NO_COUNTRY = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
"""Codes of CLDR that are no country of ISO 3166-1."""

SEVERAL = {
    "congo", "korea", "coree", "corea", "guinea", "guinee", "sudan", "soudan", "ireland", "irlande",
    "irland", "samoa", "virgin islands", "china", "chine", "cyprus", "timor", "netherlands",
}  # fmt: skip
"""Names, folded, that what stands in brackets behind them may make another country's."""


def resolve(text: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a written country; None when unsure.

    >>> resolve("Royaume-Uni"), resolve("The Netherlands"), resolve("NA"), resolve("Europe")
    ('GB', 'NL', 'NA', None)
    """
    written = (text or "").strip()
    if written in _codes():
        return written
    found = {_names().get(way) for way in _ways(fold(written))} - {None}
    return found.pop() if len(found) == 1 else None


def _ways(folded: str) -> list[str]:
    """The name itself; else what stands before and in brackets: 'Catalunya (España)'."""
    whole = folded.removeprefix("the ")
    parts = [part.strip() for part in re.split(r"[()]", whole)]
    return [whole] if whole in _names() or parts[0] in SEVERAL else parts


def name(code: str, locale: str = "en") -> str:
    """Return what a country is called in a language; the code itself if CLDR has no name."""
    return Locale.parse(locale, sep="-").territories.get(code, code)


@cache
def _codes() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2) - NO_COUNTRY


@cache
def _names() -> dict[str, str]:
    """Folded names to codes; a name that is two countries' is left out."""
    meant: dict[str, set[str]] = {}
    for locale in LOCALES:
        for code, written in Locale(locale).territories.items():
            if code in _codes():
                meant.setdefault(fold(written), set()).add(code)
    known = {written: next(iter(codes)) for written, codes in meant.items() if len(codes) == 1}
    return known | _aliases()


def _aliases() -> dict[str, str]:
    aliases = shipped("countries")
    return dict(zip(aliases["written"].map(fold), aliases["country"], strict=True))

"""Names of places in free text: a country or a city may tell who wrote, where few are of it."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from copanalytics.folding import fold

LOCALES = ("en", "fr", "de", "es", "it", "nl", "pt")
"""Languages in which cities and countries are known by name."""

WORDS = frozenset({
    "center", "christmas", "cocos", "dawson", "easter", "home", "knox", "midway", "oral", "phoenix",
    "resolute", "troll", "unknown", "us", "wake",
})  # fmt: skip
"""Names of places that are words too, folded; they stay."""

SHORTEST = 4
"""Letters of the shortest name of a place that is looked for."""

LONGEST = 5
"""Words of the longest name of a place that is looked for."""

WORD = re.compile(r"[^\W\d_]+")


def without_places(text: str, mask: str) -> str:
    """Return a text with the countries and large cities masked that it names with a capital.

    Cities are those of CLDR's time zones, some 400; a village is left for whoever reads it.

    >>> without_places("In New Zealand and Wien, a turkey", "…")
    'In … and …, a turkey'
    """
    words, kept, end = [*WORD.finditer(text)], [], 0
    for at, word in enumerate(words):
        if word.start() >= end and word[0][0].isupper() and (last := _last(text, words[at:])):
            kept += [text[end : word.start()], mask]
            end = last
    return "".join([*kept, text[end:]])


def _last(text: str, words: list[re.Match[str]]) -> int:
    """Where the longest name of a place ends that starts with the first word; 0 if none does."""
    start = words[0].start()
    ends = [word.end() for word in words[:LONGEST]]
    return next((end for end in reversed(ends) if _plain(text[start:end]) in known()), 0)


@cache
def known() -> frozenset[str]:
    """Return the names of countries and cities in the languages of LOCALES, folded."""
    locales = [Locale(name) for name in LOCALES]
    zones = {zone for zones in get_global("territory_zones").values() for zone in zones}
    cities = {zone.rpartition("/")[2] for zone in zones}
    cities |= {str(t["city"]) for each in locales for t in each.time_zones.values() if "city" in t}
    lands = {name for each in locales for code, name in each.territories.items() if code.isalpha()}
    names = {_plain(name) for name in (*cities, *lands)}
    return frozenset(name for name in names if len(name) >= SHORTEST) - WORDS


def _plain(name: str) -> str:
    return " ".join(WORD.findall(fold(name)))

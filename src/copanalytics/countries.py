"""Written countries to ISO 3166-1 codes, and never a guess."""

import re
from functools import lru_cache

from babel import Locale

from copanalytics.country_keys import LATIN, bag, bare, key
from copanalytics.country_names import bags, bares, codes, names, nations, refused
from copanalytics.country_typos import misspelt

SEVERAL = {
    "GN", "SD", "IE", "WS", "CN", "CY", "NL", "DE", "FR", "VN", "YE", "FM", "MK", "DM", "MF",
    "SX", "US", "GB",
}  # fmt: skip
"""Countries of which a name with 'North', 'Democratic' and the like behind it may be another's."""

ANOTHER = re.compile(
    r"\b(north|nord|norte|noord|south|sud|sur|zuid|east|ost|oost|est|west|ouest|oeste|dem|rep|pop|"
    r"antill|equat|ecuat|new|neu|nouv|fren|fran|brit|us|usa|uk|amer|dutch|part|former|"
    r"virg|outl|insel|isl|isol|eiland|ilh|øy)"
)
WHOLE = {"CN", "KR", "KP", "CG", "CD", "TW", "DO", "DM", "DE", "YE", "VN", "GE"}
"""Countries whose official names are known only whole: without 'Republic' it may be another."""

SOVEREIGN = {
    "CN": "HK MO", "US": "PR GU VI AS MP UM", "DK": "FO GL", "FI": "AX", "NO": "SJ",
    "FR": "RE GP MQ GF YT PM BL MF NC PF WF TF", "NL": "AW CW SX BQ", "NZ": "CK NU TK",
    "AU": "CC CX NF HM", "GB": "GG JE IM BM KY VG TC MS AI FK GI SH PN IO GS",
}  # fmt: skip
"""States that are written behind places of theirs which have a code of their own."""

STATES = {
    "AL", "AR", "AZ", "CA", "CO", "DE", "GA", "ID", "IL", "IN", "LA", "MA", "MD", "ME", "MN",
    "MO", "MS", "MT", "NC", "NE", "PA", "SC", "SD", "VA", "NL", "PE", "SK", "BC",
}  # fmt: skip
"""Codes that behind a town may be a state's or province's of the USA or Canada."""

BETWEEN = re.compile(r"[,;/|()\[\]:]|\s[-–—]\s|\n")
"""What stands between a place and its country."""


@lru_cache(maxsize=262_144)
def resolve(text: str | None) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a written country; None when unsure.

    Names in every language of CLDR and of iso-codes, official names in any order of words, codes
    and flags, places with their country behind them, and misspellings of one country alone; no
    region, no group of countries, no state of the past (see reference/no_countries.csv).

    >>> resolve("Royaume-Uni"), resolve("The Netherlands"), resolve("NA"), resolve("Europe")
    ('GB', 'NL', 'NA', None)
    >>> resolve("Korea, Dem. People's Rep."), resolve("Paris, France"), resolve("Untied States")
    ('KP', 'FR', 'US')
    """
    written = (text or "").strip()
    if not written or written in codes():
        return codes().get(written)
    if key(written) in refused():
        return None
    return _named(written) or _flag(written) or _by_parts(written) or misspelt(key(written))


def nation(text: str | None) -> str | None:
    """Return which nation of the United Kingdom a written country is; None if it says none.

    >>> nation("Schottland"), nation("Cardiff, Wales"), nation("UK")
    ('Scotland', 'Wales', None)
    """
    parts = [(text or "").strip(), *_parts(text or "")]
    found = {nations().get(part) or nations().get(key(part)) for part in parts} - {None}
    return found.pop() if len(found) == 1 and resolve(text) == "GB" else None


def name(code: str, locale: str = "en") -> str:
    """Return what a country is called in a language; the code itself if CLDR has no name."""
    return Locale.parse(locale, sep="-").territories.get(code, code)


def _named(written: str) -> str | None:
    """By the whole name, by its words in any order, or without what kind of place it is."""
    known = codes().get(written) or names().get(key(written))
    return known or bags().get(bag(written)) or _without_form(written)


def _without_form(written: str) -> str | None:
    words = bare(written)
    code = None
    if words != bag(written):
        code = bares().get(words) or names().get(" ".join(words))
    return None if code in WHOLE else code


def _flag(written: str) -> str | None:
    letters = [ord(letter) - 0x1F1E6 for letter in written]
    if len(letters) != 2 or not all(0 <= letter < 26 for letter in letters):
        return None
    return codes().get("".join(chr(65 + letter) for letter in letters))


def _parts(written: str) -> list[str]:
    return [part for part in map(_trimmed, BETWEEN.split(written)) if part]


def _trimmed(part: str) -> str:
    return part.strip(" .*-")


def _by_parts(written: str) -> str | None:
    parts = _parts(written)
    found = [_part(part) for part in parts]
    known = list(dict.fromkeys(code for code in found if code))
    if not known or len(parts) == 1:
        return None
    if len(known) == 1:
        rest = " ".join(part for part, code in zip(parts, found, strict=True) if not code)
        return None if _may_be_another(known[0], rest) else known[0]
    return _within(known)


def _part(part: str) -> str | None:
    return None if part in STATES or key(part) in refused() else _named(part) or _flag(part)


def _may_be_another(code: str, rest: str) -> bool:
    if code in ("MF", "SX") or not LATIN.search(key(rest)):
        return bool(rest)
    return code in SEVERAL and bool(ANOTHER.search(key(rest)))


def _within(known: list[str]) -> str | None:
    """A place with the state that it belongs to behind it; and Georgia, of the USA."""
    place, state = known[0], known[-1]
    if len(known) > 2:
        return None
    if (place, state) == ("GE", "US"):
        return "US"
    return place if place in SOVEREIGN.get(state, "").split() else None

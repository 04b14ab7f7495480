"""The writings of a time: dates, 12-hour clocks and zones, in the languages that exports have."""

import re
from collections.abc import Mapping
from functools import cache

from copanalytics.folding import fold

LOCALES = ("en", "fr", "de", "es", "nl", "it", "pt", "pl")
"""Languages whose names of months are known (CLDR)."""

OFFSETS: Mapping[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "HNEC": 60, "HAEC": 120, "EET": 120, "EEST": 180, "MSK": 180, "SAST": 120,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
"""Minutes ahead of UTC of the zone names that exports write behind a time.

Names of several zones are left out: BST is British, Bangladesh and Bougainville time, IST Indian,
Irish and Israeli, CST American, Chinese and Cuban.
"""

MORNING = r"a\. ?m\.|am|a\.m|오전|午前|上午|da manhã"
EVENING = r"p\. ?m\.|pm|p\.m|오후|午後|下午|da tarde|da noite"
HALF = rf"(?:(?P<am{{0}}>{MORNING})|(?P<pm{{0}}>{EVENING}))"
ZONE = (
    r"\(?(?P<zone>Z|(?-i:[A-Z]{2,5})|(?=[+-]))"
    r"(?:(?P<sign>[+-])(?P<ahead>[0-9]{1,2})(?::?(?P<beside>[0-9]{2}))?)?\)?"
)
CLOCK = (
    rf"(?:{HALF.format(1)} ?)?(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})"
    rf"(?:[:.](?P<second>[0-9]{{2}})(?:[.,][0-9]+)?)?(?: ?{HALF.format(2)})?(?: ?{ZONE})?"
)
GLUE = r"(?:[,T ]|à|às|um|at|alle|a las)*"
MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
NUMBERS = (
    r"(?:(?P<a>[0-9]{1,2}|[0-9]{4})(?P<by>[./-]) ?(?P<b>[0-9]{1,2})(?P=by) ?"
    r"(?P<c>[0-9]{4}|[0-9]{1,2})\.?"
    r"|(?P<year>[0-9]{4})[년年] ?(?P<months>[0-9]{1,2})[월月] ?(?P<days>[0-9]{1,2})[일日])"
)
PATTERNS = tuple(
    re.compile(rf"{date}{GLUE}{CLOCK}", re.IGNORECASE)
    for date in (
        NUMBERS,
        rf"{MONTH} (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})",
        rf"(?P<day>[0-9]{{1,2}})\.?[ -](?:de )?{MONTH}[ -](?:de )?(?P<year>[0-9]{{4}})",
    )
)
"""A date in numbers, or with the name of a month before or behind the day; and a time of day."""

CLOCK_ALONE = re.compile(CLOCK, re.IGNORECASE)
HEADING_ZONE = re.compile(
    rf"^(?P<heading>.*?)\s*\((?P<told>(?:{'|'.join(OFFSETS)})(?:[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?)?)\)$"
)


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its folded name and short name, in every language.

    >>> months()["mars"], months()["mai"], months()["dez"]
    (3, 5, 12)
    """
    from babel.dates import get_month_names

    return {
        fold(name).rstrip("."): number
        for locale in LOCALES
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    }


def tidy(text: str) -> str:
    """Return a cell without what exporters put around a time, its blanks made plain.

    That is Excel's guard, an apostrophe before a number, marks of writing direction, and blanks
    that do not break.

    >>> tidy('="2021-06-14 17:00:00"'), tidy("'10:00\u202fAM\u200e")
    ('2021-06-14 17:00:00', '10:00 AM')
    """
    plain = " ".join(text.replace("\u200e", "").replace("\u200f", "").split())
    if plain.startswith('="') and plain.endswith('"'):
        return plain[2:-1]
    return plain[1:] if plain[:1] == "'" and plain[1:2].isdigit() else plain


def offset(name: str, ahead: int = 0) -> int | None:
    """Return how many minutes a zone is ahead of UTC: those of its name and `ahead` more.

    `GMT+1` is one hour ahead (POSIX, and so pandas, reads it as behind). None if not known.

    >>> offset("CEST"), offset("GMT", 60), offset("", -330), offset("XYZ")
    (120, 60, -330, None)
    """
    base = OFFSETS.get(name.upper()) if name else 0
    return None if base is None else base + ahead


def zone_in(heading: str) -> tuple[str, str]:
    """Return a heading without the time zone in brackets behind it, and that zone or nothing.

    >>> zone_in("First Join (UTC)"), zone_in("ID (UPN)")
    (('First Join', 'UTC'), ('ID (UPN)', ''))
    """
    found = HEADING_ZONE.match(heading.strip())
    return (found["heading"], found["told"]) if found else (heading, "")

"""The session that an answer to 'Which session did you attend?' names."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd
from babel import Locale

from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold

LANGUAGES = ("en", "fr", "de", "es", "nl", "it", "pt")
"""The languages in which a date in an answer may name its month."""

NUMBERS = re.compile(r"(?<!\d)(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?!\d)")
ORDERS = ((2, 1, 0), (2, 0, 1))
"""Where year, month and day stand, days first and months first."""

Day = tuple[int | None, int, int]
"""Year if it is told, month and day."""


@dataclass(frozen=True)
class Choices:
    """The sessions that a form may be about.

    sessions: table of settings.read_sessions. said: an answer, folded, to the session that the
    analyst says it means. otherwise: the session of a response that names none; empty if none is.
    """

    sessions: pd.DataFrame
    said: Mapping[str, str]
    otherwise: str = ""


def meant(answers: list[str], choices: Choices) -> dict[str, str]:
    """Return the session that each answer means: by its name, its title or its day.

    Numbers such as 3/7/2025 are days first or months first in all of the answers, whichever gives
    each of them a session.

    Raises: CopanalyticsError with the answers that fit none, or more than one.
    """
    ways = [{text: _fitting(text, choices, order) for text in answers} for order in ORDERS]
    whole = [way for way in ways if all(len(fits) == 1 for fits in way.values())]
    if not whole:
        fewest = min(ways, key=lambda way: sum(len(fits) != 1 for fits in way.values()))
        open_ = [text for text, fits in fewest.items() if len(fits) != 1]
        raise CopanalyticsError(
            f"its answers {', '.join(map(repr, open_))} fit no session, or several; say which in "
            "reference/session_names.csv (written,session)."
        )
    if whole[0] != whole[-1]:
        raise CopanalyticsError(
            f"the days in its answers, such as {answers[0]!r}, may be day or month first; say "
            "which session each means in reference/session_names.csv (written,session)."
        )
    return {text: min(fits) for text, fits in whole[0].items()}


def _fitting(text: str, choices: Choices, order: tuple[int, int, int]) -> set[str]:
    """The sessions that everything in an answer fits."""
    known = choices.sessions
    if fold(text) in choices.said:
        return {choices.said[fold(text)]} & set(known["session"])
    told = [_called(text, known, column) for column in ("session", "title")]
    days = _days(text, order)
    dated = {
        str(name)
        for name, day in zip(known["session"], known["folder"], strict=True)
        if any(_is_day(dt.date.fromisoformat(day), told_day) for told_day in days)
    }
    evidence = [names for names in told if names] + ([dated] if days else [])
    return set.intersection(*evidence) if evidence else set()


def _called(text: str, known: pd.DataFrame, column: str) -> set[str]:
    """The sessions whose name or title an answer has in it; of two, the one that has the other."""
    words = f" {_words(text)} "
    found = {
        str(name): f" {_words(called)} "
        for name, called in zip(known["session"], known[column], strict=True)
        if _words(called) and f" {_words(called)} " in words
    }
    longest = {
        name: called
        for name, called in found.items()
        if not any(called in other and called != other for other in found.values())
    }
    return set(longest)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _days(text: str, order: tuple[int, int, int]) -> list[Day]:
    """The days that a text names.

    >>> _days("le 5 février 2025", ORDERS[0]), _days("Feb 5th", ORDERS[0])
    ([(2025, 2, 5)], [(None, 2, 5)])
    >>> _days("03/07/2025", ORDERS[0]), _days("03/07/2025", ORDERS[1])
    ([(2025, 7, 3)], [(2025, 3, 7)])
    """
    days: list[Day] = []
    for written in NUMBERS.findall(text):
        parts = [int(number) for number in written]
        year, month, day = (0, 1, 2) if parts[0] > 31 else order
        days.append((_year(parts[year]), parts[month], parts[day]))
    words = re.findall(r"\d+|[^\W\d]+", fold(text))
    for at, word in enumerate(words):
        month = _months().get(word)
        beside = [*words[max(at - 3, 0) : at][::-1], *words[at + 1 : at + 4]]
        day = next((int(w) for w in beside if w.isdigit() and int(w) <= 31), None)
        if month and day:
            year = next((int(w) for w in beside if re.fullmatch(r"\d{4}", w)), None)
            days.append((year, month, day))
    return days


def _year(number: int) -> int:
    return number if number > 99 else 2000 + number


def _is_day(day: dt.date, told: Day) -> bool:
    return (told[0] or day.year, *told[1:]) == (day.year, day.month, day.day)


@cache
def _months() -> dict[str, int]:
    """The names of the months, folded, long and short."""
    return {
        fold(name).strip("."): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for form in ("format", "stand-alone")
        for number, name in Locale(language).months[form][width].items()
    }

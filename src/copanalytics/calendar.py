"""Quarters of a reporting year that may start in any month, and the time zones that there are."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from copanalytics.errors import CopanalyticsError

WRITTEN = (
    re.compile(r"(?P<year>\d{4})-?[Qq](?P<number>[1-4])"),
    re.compile(r"[Qq](?P<number>[1-4]) (?P<year>\d{4})(/\d{2}( \(.*\))?)?"),
)
"""How a quarter may be written: as files are named, and as reports say it."""


@cache
def zones() -> frozenset[str]:
    """Return the names of all time zones (IANA), such as Europe/London."""
    return frozenset(available_timezones())


def local_days(starts: Iterable[dt.datetime], places: Iterable[str]) -> list[dt.date]:
    """Return the day of each instant on the clock of its zone."""
    return [
        start.astimezone(ZoneInfo(zone)).date() for start, zone in zip(starts, places, strict=True)
    ]


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a reporting year.

    year: the calendar year in which the reporting year starts. number: 1 to 4.
    starts: the first month of the reporting year, 1 to 12.
    """

    year: int
    number: int
    starts: int = 1

    @classmethod
    def parse(cls, text: str, starts: int = 1) -> "Quarter":
        """Return the quarter written as '2025-Q1', or as 'Q4 2025/26' of a year from any month.

        Raises: CopanalyticsError when it is written otherwise.

        >>> Quarter.parse("2025-q4").first, Quarter.parse("Q4 2025/26", starts=4).first
        (datetime.date(2025, 10, 1), datetime.date(2026, 1, 1))
        """
        for form in WRITTEN:
            if found := form.fullmatch(text.strip()):
                return cls(int(found["year"]), int(found["number"]), starts)
        raise CopanalyticsError(f"{text!r} is no quarter; write it as 2025-Q1.")

    @classmethod
    def of(cls, day: dt.date, starts: int = 1) -> "Quarter":
        """Return the quarter that a day is in.

        >>> str(Quarter.of(dt.date(2026, 2, 5), starts=4))
        '2025-Q4'
        """
        months = day.year * 12 + day.month - starts
        return cls(months // 12, months % 12 // 3 + 1, starts)

    @property
    def first(self) -> dt.date:
        """The first day."""
        months = self.year * 12 + self.starts - 1 + (self.number - 1) * 3
        return dt.date(months // 12, months % 12 + 1, 1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        return (self.first + dt.timedelta(days=95)).replace(day=1) - dt.timedelta(days=1)

    def shifted(self, by: int) -> "Quarter":
        """Return the quarter so many quarters later; earlier where `by` is negative.

        >>> str(Quarter(2025, 1).shifted(-1)), str(Quarter(2025, 1).shifted(-4))
        ('2024-Q4', '2024-Q1')
        """
        place = self.year * 4 + self.number - 1 + by
        return Quarter(place // 4, place % 4 + 1, self.starts)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

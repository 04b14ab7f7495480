"""The platforms' words in every language, as data: reference/attendance_words.csv.

A further language of a known format is rows there, and no code.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from copanalytics.exports._clock import zone_in
from copanalytics.exports._content import Content
from copanalytics.exports._records import named
from copanalytics.folding import fold
from copanalytics.shipping import shipped

Words = Mapping[str, tuple[str, ...]]
"""What a word of a format means, to its words in all languages, folded."""


@cache
def words(format_: str) -> Words:
    """Return the words of a format by their meaning.

    >>> "hora de salida" in words("zoom")["left_at"]
    True
    """
    mine = shipped("attendance_words")
    mine = mine[mine["format"] == format_]
    groups = mine.groupby("meaning", sort=False)["word"]
    return {str(meaning): tuple(map(fold, group)) for meaning, group in groups}


def headed(source: Content, known: Words, needed: Sequence[str], within: int = 12) -> int | None:
    """Return the index of the first row that has a heading of each meaning in `needed`."""
    groups = [set(known[meaning]) for meaning in needed]
    for index, row in enumerate(source.rows[:within]):
        cells = {fold(zone_in(cell)[0]) for cell in row.cells}
        if all(cells & group for group in groups):
            return index
    return None


def meanings(headings: Sequence[str], known: Words) -> dict[int, str]:
    """Return what each heading means, by its position; a time zone behind it does not matter."""
    return named([zone_in(heading)[0] for heading in headings], known)


def with_zones(frame: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    """Return the frame with the zone that a column's heading states behind each of its times."""
    zones = {column: zone_in(heading)[1] for column, heading in headings.items()}
    stated = {
        column: frame[column].where(frame[column].str.strip().eq(""), frame[column] + f" {zone}")
        for column, zone in zones.items()
        if zone and column in frame
    }
    return frame.assign(**stated)


def means(texts: pd.Series, known: Sequence[str]) -> pd.Series:
    """Return whether each text is one of the words."""
    yes = {text for text in texts.unique() if fold(text) in known}
    return texts.isin(yes)

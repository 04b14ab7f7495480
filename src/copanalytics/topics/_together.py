"""Themes that the same respondents named, where that gives nobody away."""

from itertools import combinations

import pandas as pd

from copanalytics.edition import Edition
from copanalytics.feedback import naming
from copanalytics.topics._sides import Side, theme_name

MOST = 3
"""Pairs of themes told at the most."""


def together(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """Return, as one note, which themes most respondents named both of, under these prompts."""
    if any(side.basis == "sample" for side in asked):
        return ()
    say, smallest = edition.say, edition.community.settings.smallest_count
    themes = {str(theme) for side in asked for theme in side.people.dropna().index}
    comments = pd.concat([edition.comments(side.prompt) for side in asked])
    who = naming(comments, edition.community.codings)
    told = [
        say("{first} with {second}: {part}", first=theme_name(edition, first),
            second=theme_name(edition, second), part=say.part(n, len(who)))
        for (first, second), n in pairs(who[sorted(themes)], smallest)[:MOST]
    ]  # fmt: skip
    note = say("Named by the same respondents: {list}.", list="; ".join(told))
    return (note,) if told else ()


def pairs(who: pd.DataFrame, smallest: int) -> list[tuple[tuple[str, str], int]]:
    """Return pairs of themes with the number of respondents who named both, the most first.

    who: who names which theme. A pair is left out where it, or those who named only one of the two
    or neither, are from 1 to `smallest` - 1 people: they would follow from the themes' totals.

    >>> who = pd.DataFrame({"fees": [True] * 6 + [False] * 6, "law": [True] * 6 + [False] * 6})
    >>> pairs(who, 5), pairs(who, 7)
    ([(('fees', 'law'), 6)], [])
    """
    found = [((str(a), str(b)), _cells(who[a], who[b])) for a, b in combinations(who, 2)]
    told = [
        (pair, cells[0])
        for pair, cells in found
        if cells[0] >= smallest and not any(0 < n < smallest for n in cells)
    ]
    return sorted(told, key=lambda pair: -pair[1])


def _cells(a: pd.Series, b: pd.Series) -> list[int]:
    """How many named both, one, the other, and neither."""
    return [int(cell.sum()) for cell in (a & b, a & ~b, ~a & b, ~a & ~b)]

"""What headings of a known format mean: `reference/headings.csv`, one row a heading or title.

A further language for a known format is a row more in that file.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from copanalytics.folding import fold
from copanalytics.shipping import shipped


@cache
def headings(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return column to its headings, folded, of the format `name`."""
    every = shipped("headings")
    mine = every[every["format"] == name]
    folded = mine["heading"].map(fold).groupby(mine["column"], sort=False)
    return MappingProxyType({str(column): tuple(group) for column, group in folded})

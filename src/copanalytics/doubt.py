"""How many people there may be, when it is not sure who is who."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd


def _no_pairs() -> pd.DataFrame:
    return pd.DataFrame(columns=["person", "other", "basis"], dtype="str")


@dataclass(frozen=True)
class Doubt:
    """What is not sure of the people of a community, in pseudonyms alone.

    pairs: `person`, who may be `other`, and the `basis` of it in words without a name. several:
    how many may be behind a person's screen, where more than one. nameless: people who showed a
    device or a telephone number and no name: each may be somebody's second device.
    """

    pairs: pd.DataFrame = field(default_factory=_no_pairs)
    several: dict[str, int] = field(default_factory=dict)
    nameless: frozenset[str] = frozenset()

    @property
    def unsure(self) -> frozenset[str]:
        """The people who may be another, who are named by nothing, or are several."""
        return frozenset(self.pairs["person"]) | self.nameless | frozenset(self.several)


def people_range(present: Collection[str], doubt: Doubt) -> tuple[int, int]:
    """Return the smallest and the largest number of people that those present may be.

    Smallest: whoever may be somebody else present is (each of them one person only, so that an
    unsure 'J. Ash' never makes John and Jane one), and nobody without a name is a person more.
    Largest: all are different, and a screen with two names is two people. The count that is
    published lies between.

    >>> pairs = pd.DataFrame({"person": ["j", "j"], "other": ["john", "jane"], "basis": ""})
    >>> people_range(["john", "jane", "j", "phone", "screen"],
    ...              Doubt(pairs, {"screen": 2}, frozenset(["phone"])))
    (3, 6)
    """
    here = set(present)
    named = here - doubt.nameless
    among = doubt.pairs["person"].isin(named) & doubt.pairs["other"].isin(named)
    pairs = doubt.pairs.loc[among, ["person", "other"]]
    least = len(named) - _absorbed(list(pairs.itertuples(index=False, name=None)))
    more = sum(number - 1 for person, number in doubt.several.items() if person in here)
    return max(least, min(1, len(here))), len(here) + more


def _absorbed(pairs: list[tuple[str, str]]) -> int:
    """How many can be somebody else's second name, each once and none in a circle."""
    into: dict[str, str] = {}
    for person, other in pairs:
        end = other
        while end in into:
            end = into[end]
        if person not in into and end != person:
            into[person] = other
    return len(into)

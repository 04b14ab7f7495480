"""How far codings can be trusted: whether two people code alike, and the codebook like them."""

from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from copanalytics.agreement import CLEAR, POOLED, agreement, by_coders
from copanalytics.theme_shares import SAMPLE, Basis

FEWEST = 5
"""Comments to which either coder gave a theme, below which it is too few to call it unclear."""


@dataclass(frozen=True)
class Accuracy:
    """How far coders agree, by theme and for all together (`agreement`), missing where unknown.

    people: two people who decided about the same comments. codebook: the codebook, and who decided
    about comments drawn by chance.
    """

    people: pd.DataFrame | None = None
    codebook: pd.DataFrame | None = None

    def unclear(self, basis: Basis) -> frozenset[str]:
        """Return the themes whose number cannot be told, as its coders agree too little on them.

        Where people decided about every comment, the codebook's agreement is no matter.
        """
        with_codebook = [] if basis == "confirmed" else [self.codebook]
        tables = [table for table in (self.people, *with_codebook) if table is not None]
        return frozenset(theme for table in tables for theme in _poor(table))


def accuracy(coded: pd.DataFrame, decided: pd.DataFrame, codebook: pd.DataFrame) -> Accuracy:
    """Return how far people agree with one another, and the codebook with them.

    coded: comment, theme, coder, a row a decision of anybody. decided, codebook: comment, theme of
    the comments that were drawn by chance, as a person decided and as the codebook gives them. In
    all three a comment without a theme has the theme `none`. Fewer than SAMPLE comments say
    nothing. Of several pairs of people, the one with the most comments counts.

    >>> few = pd.DataFrame({"comment": ["a"], "theme": ["fees"], "coder": ["ann"]})
    >>> accuracy(few, few, few)
    Accuracy(people=None, codebook=None)
    """
    pairs = [table for table in by_coders(coded).values() if _enough(table)]
    people = max(pairs, key=_comments, default=None)
    with_codebook = agreement(decided, codebook) if len(decided) else None
    enough = with_codebook is not None and _enough(with_codebook)
    return Accuracy(people, with_codebook if enough else None)


def _comments(table: pd.DataFrame) -> float:
    return float(cast(Any, table.loc[POOLED, "comments"]))


def _enough(table: pd.DataFrame) -> bool:
    return bool(table["kappa"].notna()[POOLED]) and _comments(table) >= SAMPLE


def _poor(table: pd.DataFrame) -> list[str]:
    given = table["both"] + table["one"]
    poor = table[(table["kappa"] < CLEAR) & (given >= FEWEST)]
    return [str(theme) for theme in poor.index if theme != POOLED]

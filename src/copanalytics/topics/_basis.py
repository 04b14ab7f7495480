"""What the themes rest on, and how far their coding can be trusted, in words."""

import pandas as pd

from copanalytics.agreement import CLEAR, POOLED
from copanalytics.edition import Edition
from copanalytics.topics._sides import Side, by_side

GOOD = 0.8
"""Kappa from which coders are said to agree well (Krippendorff 2004, chapter 11)."""


def rests_on(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """Return, as one note, who gave the themes of these prompts, and how far coders agree."""
    if len({side.basis for side in asked}) == 1:
        told = (_basis(edition, asked),)
    else:
        told = by_side(edition, {s.said: _basis(edition, [s]) for s in reversed(asked)})
    return (" ".join([*told, *_trust(edition, asked)]),)


def _basis(edition: Edition, alike: list[Side]) -> str:
    """What sides of one basis rest on."""
    say, basis = edition.say, alike[0].basis
    if basis == "confirmed":
        return say("A person read every comment and decided on its themes.")
    parts = [say.part(side.checked, side.size) for side in reversed(alike)]
    if basis == "sample":
        return say("A person checked {list} respondents, drawn by chance; they correct the themes "
                   "that a codebook gives to the others.", list=say.listing(parts))  # fmt: skip
    if any(side.checked for side in alike):
        return say("A machine suggested the themes; too few were checked by a person ({list} "
                   "respondents).", list=say.listing(parts))  # fmt: skip
    return say("A machine suggested the themes, by a codebook of terms; not checked by a person.")


def _trust(edition: Edition, asked: list[Side]) -> list[str]:
    """How far people agree, where all was read; else, or if unknown, the codebook and people."""
    say, trust = edition.say, edition.accuracy
    all_read = all(side.basis == "confirmed" for side in asked)
    if all_read and trust.people is not None:
        return [say("Two people agree {how}.", how=_agreed(edition, trust.people))]
    if trust.codebook is not None:
        return [say("Codebook and analyst agree {how}.", how=_agreed(edition, trust.codebook))]
    return []


def _agreed(edition: Edition, table: pd.DataFrame) -> str:
    """How well, with kappa and its interval, and on how many comments."""
    say, row = edition.say, table.loc[[POOLED]].astype("float64")
    pooled = {str(column): float(row[column].iloc[0]) for column in row}
    kappa = pooled["kappa"]
    well = say("well") if kappa >= GOOD else say("fairly") if kappa >= CLEAR else say("poorly")
    low, high = (say.number(pooled[end], 2) for end in ("kappa_low", "kappa_high"))
    return say("{well} (kappa {kappa}, likely {low} to {high}; {n} comments)", well=well,
               kappa=say.number(kappa, 2), low=low, high=high,
               n=say.number(pooled["comments"]))  # fmt: skip

"""What the themes rest on, and how far their coding can be trusted, in words."""

import pandas as pd

from copanalytics.agreement import CLEAR, POOLED
from copanalytics.edition import Edition
from copanalytics.topics._sides import Side

GOOD = 0.8
"""Kappa from which coders are said to agree well (Krippendorff 2004, chapter 11)."""


def rests_on(edition: Edition, asked: list[Side]) -> tuple[str, ...]:
    """Return, as one note, who gave the themes of these prompts, and how far coders agree."""
    said = {side.said: _basis(edition, side) for side in reversed(asked)}
    told = list(dict.fromkeys(said.values()))
    if len(told) > 1:
        told = [edition.say("{side}: {told}", side=side, told=text) for side, text in said.items()]
    return (" ".join([*told, *_trust(edition)]),)


def _basis(edition: Edition, side: Side) -> str:
    say = edition.say
    if side.basis == "confirmed":
        return say("A person read every comment and decided on its themes.")
    if side.basis == "sample":
        return say("A person checked {part} respondents, drawn by chance; the codebook's themes of "
                   "the others are corrected by them.",
                   part=say.part(side.checked, side.size))  # fmt: skip
    return say("A machine suggested the themes, by a codebook of terms; not checked by a person.")


def _trust(edition: Edition) -> list[str]:
    """How far people agree with one another, and the codebook with them, where it is known."""
    say, trust = edition.say, edition.accuracy
    found = []
    if trust.people is not None:
        found.append(say("Two people who coded the same {n} comments agree {how}.",
                         **_agreed(edition, trust.people)))  # fmt: skip
    if trust.codebook is not None:
        found.append(say("Codebook and analyst agree {how}, on {n} comments drawn by chance.",
                         **_agreed(edition, trust.codebook)))  # fmt: skip
    return found


def _agreed(edition: Edition, table: pd.DataFrame) -> dict[str, str]:
    """How well, with kappa and its interval, and on how many comments."""
    say, row = edition.say, table.loc[[POOLED]].astype("float64")
    pooled = {str(column): float(row[column].iloc[0]) for column in row}
    kappa = pooled["kappa"]
    ends = [say.number(pooled[end], 2) for end in ("kappa", "kappa_low", "kappa_high")]
    well = say("well") if kappa >= GOOD else say("fairly") if kappa >= CLEAR else say("poorly")
    how = say("{well} (kappa {kappa}, likely {low} to {high})", well=well, kappa=ends[0],
              low=ends[1], high=ends[2])  # fmt: skip
    return {"how": how, "n": say.number(pooled["comments"])}

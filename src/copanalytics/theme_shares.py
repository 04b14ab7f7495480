"""How many respondents name each theme: as confirmed, as a sample corrects it, or unchecked."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from copanalytics.feedback import naming, voters
from copanalytics.shares import corrected_share
from copanalytics.statistics import interval

SAMPLE = 10
"""Respondents confirmed at random from which on they correct what the codebook gives."""

Basis = Literal["confirmed", "sample", "unchecked"]
"""What the numbers rest on: a person decided about every comment; about a random sample of the
respondents, large enough to correct the codebook; or about too few."""


@dataclass(frozen=True)
class ThemeShares:
    """Respondents by theme under one prompt.

    table: by theme, the most named first: people, low and high, the ends of the 95 % interval of
    their share; missing where unchecked. size: respondents. checked: those of them whose comments
    were all confirmed, for `sample` those drawn by chance.
    """

    table: pd.DataFrame
    size: int
    basis: Basis
    checked: int


def theme_shares(
    comments: pd.DataFrame, codings: pd.DataFrame, confirmed: pd.DataFrame, codebook: pd.DataFrame
) -> ThemeShares:
    """Return how many respondents name each theme, corrected by what is confirmed, with intervals.

    comments: those of one prompt. codings: comment, theme, a person's where one decided.
    confirmed: comment, random. codebook: comment, theme as the codebook alone gives them, without
    what it learned from the confirmed. Where all comments are confirmed the interval is Wilson's;
    else `corrected_share` with the respondents whose comments were all drawn by chance and
    confirmed, if there are SAMPLE of them, some in every session. A comment that was confirmed
    because it was uncertain says nothing of the others, and does not count as a sample.
    """
    named, known = naming(comments, codings), decided(comments, confirmed)
    if len(named) and known["confirmed"].all():
        return _counted(named, "confirmed", len(named))
    if _is_sample(comments, known["random"]):
        return _corrected(named, naming(comments, codebook), known["random"])
    return _counted(named, "unchecked", int(known["confirmed"].sum()))


def decided(comments: pd.DataFrame, confirmed: pd.DataFrame) -> pd.DataFrame:
    """Return, by respondent, whether all their comments were confirmed, and all drawn by chance.

    >>> comments = pd.DataFrame({"comment": ["a", "b", "c"], "person": "",
    ...                          "respondent": ["r1", "r1", "r2"]})
    >>> confirmed = pd.DataFrame({"comment": ["a", "b"], "random": [True, False]})
    >>> decided(comments, confirmed).to_dict("index")
    {'r1': {'confirmed': True, 'random': False}, 'r2': {'confirmed': False, 'random': False}}
    """
    drawn = confirmed.loc[confirmed["random"].astype("bool"), "comment"]
    flags = pd.DataFrame(
        {
            "confirmed": comments["comment"].isin(confirmed["comment"]),
            "random": comments["comment"].isin(drawn),
        }
    )
    return flags.groupby(voters(comments), sort=False).all()


def _is_sample(comments: pd.DataFrame, drawn: pd.Series) -> bool:
    """Whether enough were drawn, some in every session: else they may be of another kind."""
    among = voters(comments).isin(drawn.index[drawn])
    sessions = set(comments.loc[among, "session"])
    return int(drawn.sum()) >= SAMPLE and sessions == set(comments["session"])


def _counted(named: pd.DataFrame, basis: Basis, checked: int) -> ThemeShares:
    size, people = len(named), _ranked(named.sum())
    ends = [interval(int(n), size) if basis == "confirmed" else (None, None) for n in people]
    bounds = pd.DataFrame(ends, people.index, ["low", "high"], dtype="Float64")
    return ThemeShares(bounds.assign(people=people), size, basis, checked)


def _corrected(named: pd.DataFrame, machine: pd.DataFrame, drawn: pd.Series) -> ThemeShares:
    themes = sorted(set(named.columns) | set(machine.columns))
    right, given = (
        table.reindex(columns=themes, fill_value=False).to_numpy(bool) for table in (named, machine)
    )
    at = drawn.reindex(named.index).to_numpy(bool)
    found = [
        corrected_share(right[at, n], given[at, n], given[~at, n], larger=True)
        for n in range(len(themes))
    ]
    table = pd.DataFrame(found, themes, ["share", "low", "high"], dtype="Float64")
    people = _ranked((table["share"] * len(named)).round())
    bounds = table.loc[people.index, ["low", "high"]]
    return ThemeShares(bounds.assign(people=people), len(named), "sample", int(at.sum()))


def _ranked(people: pd.Series) -> pd.Series:
    whole = people[people > 0].astype("Int64")
    return whole.sort_values(ascending=False, kind="stable")

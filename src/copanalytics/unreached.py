"""Who of the directory has never come: for the analyst alone, never published.

A notebook lists them by pseudonym; `unreached` prints their names, to the terminal only.
"""

import textwrap
from pathlib import Path

import pandas as pd

from copanalytics.matching import WARNING, WIDTH, read_people
from copanalytics.presence import attended
from copanalytics.tidying import directory_names, people_tables

TOLD = ["person", "organisation", "country", "language", "status"]
"""What the list tells of a member."""

OTHERWISE = "One of them may have come under another name: see `copanalytics match`."


def never_came(members: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    """Return the members who attended no session of a series, a row a series and member.

    series, and person, organisation, country, language, status as the directory has them, in its
    order, whatever their kind of membership. here: one row an attendee, with `series` (see
    `Edition.attendees_so_far`); a series without attendees is left out.

    >>> members = pd.DataFrame({"person": ["p", "q"], "organisation": "X"}).reindex(columns=TOLD)
    >>> here = pd.DataFrame({"series": ["a", "a", "b"], "person": ["p", "z", "z"]})
    >>> never_came(members, here)[["series", "person"]].to_numpy().tolist()
    [['a', 'q'], ['b', 'p'], ['b', 'q']]
    """
    every = here[["series"]].drop_duplicates().merge(members[TOLD], how="cross")
    keys = ["series", "person"]
    came = pd.MultiIndex.from_frame(every[keys]).isin(pd.MultiIndex.from_frame(here[keys]))
    return every[~came].reset_index(drop=True)


def unreached(folder: Path) -> str:
    """Return the text of `unreached` for a folder: of each series, who has never come so far.

    Raises: CopanalyticsError with a line for every file that cannot be read.
    """
    found, who, _ = read_people(folder)
    tables, sessions = people_tables(found, who), found.sessions.set_index("session")
    held = sessions[sessions["status"] == "held"]
    here = attended(tables["attendance"], held).join(held["series"], on="session", how="inner")
    return as_text(tables["members"], here, directory_names(found, who))


def as_text(members: pd.DataFrame, here: pd.DataFrame, names: dict[str, str]) -> str:
    """Return a line a member below each series; names: what the directory calls each person."""
    if members.empty or here.empty:
        return "There is no member directory, or nobody came yet."
    listed, lines = never_came(members, here), [WARNING]
    if listed.empty:
        return "All members have come to every series."
    for series in here["series"].unique():
        mine = listed[listed["series"] == series]
        lines += ["", f"{series}: {len(mine)} of {len(members)} members have never come."]
        lines += [
            _indented(", ".join([names[person], *filter(None, told)]))
            for person, *told in mine[TOLD].fillna("").itertuples(index=False)
        ]
    return "\n".join([*lines, "", OTHERWISE])


def _indented(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="      ",
                         break_long_words=False)  # fmt: skip

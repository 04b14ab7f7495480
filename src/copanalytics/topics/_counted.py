"""Every count of people by country or language that a report tells, before it is protected.

A table here has a name that no other of the community's reports has: the quarter, what is counted,
and of which series. What is told of it is `edition.protected(table)`.
"""

from dataclasses import replace

import pandas as pd

from copanalytics.belonging import UNKNOWN, country_of, form_language, reach, spoken
from copanalytics.edition import Edition
from copanalytics.grids import Grid

Grids = dict[str, Grid]
"""Series to its table."""


def known_countries(edition: Edition) -> pd.Series:
    """Return the country of each person as known at the end of the quarter, by person."""
    community, so_far = edition.community, edition.sessions_so_far.index
    told = (
        table[table["session"].isin(so_far)]
        for table in (community.registrations, community.attendance)
    )
    return country_of(community.members, *told)


def preferred_languages(edition: Edition) -> pd.Series:
    """Return the preferred language of each member of whom the directory tells it, by person."""
    members = edition.community.members
    return members.dropna(subset="language").set_index("person")["language"]


def by_country(edition: Edition) -> Grids:
    """Return attendees of the quarter by country; of every country of the network, or reached."""
    known = known_countries(edition)
    places = {
        *edition.community.members["country"].dropna(),
        *edition.attendees_so_far["person"].map(known).dropna(),
    }
    return _each(f"{edition.quarter} countries", edition.attendees, known, places, named=True)


def by_language(edition: Edition) -> Grids:
    """Return attendees of the quarter by preferred language."""
    known = preferred_languages(edition)
    return _each(f"{edition.quarter} languages", edition.attendees, known, {*known, UNKNOWN})


def by_form(edition: Edition) -> Grids:
    """Return respondents of the quarter by the language of the form that they answered."""
    columns = ["session", "respondent", "question", "source"]
    community = edition.community
    ever = pd.concat([community.comments[columns], community.answers[columns]])
    asked = ever[ever["session"].isin(edition.sessions_so_far.index)]
    here = edition.of_quarter(asked)
    spoken = form_language(asked)
    every = {*spoken.dropna(), UNKNOWN}
    return _each(f"{edition.quarter} forms", _respondents(edition, here), spoken, every)


def by_writing(edition: Edition) -> Grids:
    """Return respondents of the quarter by the language that they wrote in."""
    ever = edition.community.comments
    comments = ever[ever["session"].isin(edition.sessions_so_far.index)]
    here = edition.of_quarter(comments)
    every = {*comments["language"].dropna(), UNKNOWN}
    return _each(f"{edition.quarter} writing", _respondents(edition, here), spoken(here), every)


def of_members(edition: Edition) -> Grids:
    """Return members by country, who came so far and who never; for the series of the quarter."""
    members = edition.community.members
    return {
        series: _two(f"{edition.quarter} members, {series}", members["country"],
                     members["person"].isin(here["person"]).rename("came"))
        for series, here in so_far(edition).items()
        if members["country"].notna().any()
    }  # fmt: skip


def who_came_again(edition: Edition) -> Grids:
    """Return attendees so far by preferred language, who came more than once and who once."""
    preferred, found = preferred_languages(edition), {}
    for series, here in so_far(edition).items():
        times = here["person"].value_counts(sort=False)
        spoken = times.index.to_series().map(preferred)
        if spoken.notna().any():
            again = (times > 1).rename("again")
            table = _two(f"{edition.quarter} again, {series}", spoken, again)
            every = table.counts.reindex(sorted(set(preferred)), fill_value=0)
            found[series] = replace(table, counts=every, named=False)
    return found


def so_far(edition: Edition) -> dict[str, pd.DataFrame]:
    """Return the attendees until the end of the quarter of each of its series."""
    here, own = edition.attendees_so_far, set(edition.sessions["series"])
    return {str(name): rows for name, rows in here.groupby("series", sort=False) if name in own}


def _respondents(edition: Edition, said: pd.DataFrame) -> pd.DataFrame:
    """One row a respondent of a session, as `person`, with its series."""
    here = said[["session", "respondent"]].drop_duplicates()
    people = here.rename(columns={"respondent": "person"})
    return people.assign(series=people["session"].map(edition.sessions["series"]))


def _each(  # noqa: PLR0913 - it takes what a table consists of
    what: str, here: pd.DataFrame, groups: pd.Series, every: set[str], named: bool = False
) -> Grids:
    """A table a series of who is here, by group; every: the groups that there may be."""
    found = {}
    for series, rows in here.groupby("series", sort=False):
        people = reach(rows, groups)
        index = sorted({*map(str, people.index), *every})
        counts = people.reindex(index, fill_value=0).to_frame("people")
        found[str(series)] = Grid(f"{what}, {series}", counts, named=named)
    return found


def _two(name: str, groups: pd.Series, those: pd.Series) -> Grid:
    """A table of those who are (as their name says), by group, and of those who are not."""
    counts = pd.crosstab(groups, those).reindex(columns=[True, False], fill_value=0)
    return Grid(name, counts.set_axis([str(those.name), f"not {those.name}"], axis=1), halves=True)

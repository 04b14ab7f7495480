"""People by group, each series by itself: what may be shown of them, as bars and a table."""

from typing import TypedDict

import pandas as pd

from copanalytics import charts, disclosure
from copanalytics.edition import Edition, Said
from copanalytics.section import Chart, Table

UNKNOWN = "unknown"
"""Stands for a country or language that nobody told, beside the codes."""

OTHER = "other"
"""Stands for the small counts together, beside the codes."""

Groups = dict[str, pd.Series]
"""Series to people by group, the small groups already added up."""


class Drawn(TypedDict):
    """What a section has of a chart."""

    chart: Chart | None
    table: Table | None


def reach(here: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """Return how many different people of each group attended, `unknown` for those in none.

    here: one row an attendee of a session. groups: group by person.

    >>> here = pd.DataFrame({"session": ["a", "b", "a"], "person": ["p", "p", "q"]})
    >>> reach(here, pd.Series({"p": "FR"})).to_dict()
    {'FR': 1, 'unknown': 1}
    """
    people = here["person"].drop_duplicates()
    return people.map(groups).fillna(UNKNOWN).value_counts(sort=False).sort_index()


def grouped(edition: Edition, here: pd.DataFrame, groups: pd.Series, named: bool = False) -> Groups:
    """Return people by group for each series, the small groups already added up, the main first.

    named: whether the names of all groups are told too.
    """
    smallest = edition.community.settings.smallest_count
    return {
        series: disclosure.merged(reach(rows, groups), OTHER, smallest, named)
        for series in edition.series
        if len(rows := here[here["series"] == series])
    }


def largest(edition: Edition, shown: Groups) -> list[tuple[str, str, str, str]]:
    """Return series, its largest group that is shown, how many are in it, and of how many."""
    say = edition.say
    found = []
    for series, counts in shown.items():
        named = counts.drop([OTHER, UNKNOWN], errors="ignore")
        if len(named):
            most = (str(named.index[0]), say.number(named.iloc[0]), say.number(counts.sum()))
            found.append((series, *most))
    return found


def listed(edition: Edition, answers: list[str]) -> Said:
    """Return the answers as headline and more; without any, that none can be given."""
    nothing = edition.say("No group can be shown without giving away a small one.")
    return edition.told(answers or [nothing])


def drawn(edition: Edition, shown: Groups, heading: str) -> Drawn:
    """Return chart and table of people by group and series; none where no group is shown."""
    say = edition.say
    if all(set(counts.index) <= {OTHER} for counts in shown.values()):
        return {"chart": None, "table": None}
    rows = [
        (series, _named(edition, str(code), len(counts)), int(n), int(counts.sum()))
        for series, counts in shown.items()
        for code, n in counts.items()
    ]
    items = [charts.Bar(label, float(n), say.number(n), series) for series, label, n, _ in rows]
    lines = [
        [label, series, say.number(n), say.share(n / size), edition.likely(n, size)]
        for series, label, n, size in rows
    ]
    table = edition.table(
        say("People by group and series, small groups together"),
        [heading, say("Series"), say("People"), say("Share"), say("Likely share")],
        lines,
    )
    told = say.listing([f"{item.group}, {item.label}: {item.text}" for item in items])
    alt = say("Bar chart of people. {items}.", items=told)
    return {"chart": Chart(charts.bars(items), alt), "table": table}


def _named(edition: Edition, code: str, groups: int) -> str:
    alone = code == OTHER and groups == 1
    return edition.say("All groups together") if alone else called(edition, code)


def called(edition: Edition, code: str) -> str:
    """Return a country (capitals) or language (small letters), or what stands for none of them."""
    say = edition.say
    if code == OTHER:
        return say("Others together")
    if code == UNKNOWN:
        return say("Not known")
    return say.country(code) if code.isupper() else say.tongue(code)


def added_up(edition: Edition) -> str:
    """Return the rule for small groups."""
    return edition.say(
        "Groups of fewer than {n} people are added up.",
        n=edition.say.number(edition.community.settings.smallest_count),
    )


def untold(edition: Edition, what: str) -> str:
    """Return that no session was held, or that no export tells the group of its attendees."""
    say, quarter = edition.say, edition.say.quarter(edition.quarter)
    return edition.nothing(
        say("No export tells the {what} of those who came from {quarter}.", what=what,
            quarter=quarter)
    )  # fmt: skip

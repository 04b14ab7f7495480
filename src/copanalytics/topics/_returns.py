"""Who came back, who was kept, who has never come, and on how few it rests."""

from functools import lru_cache
from math import ceil, floor

import numpy as np
import pandas as pd

from copanalytics.charts import Bar
from copanalytics.edition import FEWEST, Edition
from copanalytics.retention import LAPSE, cohorts, ever_reached, half, lapsed, returning
from copanalytics.section import Section, Table
from copanalytics.tables import named_rows
from copanalytics.topics._counted import known_countries

CORE = "core"
"""A word of the directory's status that marks the members whom a session is open to."""


def came_back(edition: Edition) -> Section:
    """Return how many attendees had been to an earlier session of the series."""
    say, sessions = edition.say, edition.sessions_so_far
    table = returning(edition.attendees_so_far, sessions)
    now = table.loc[[s for s in edition.sessions.index if s in table.index]]
    ever = table.dropna(subset="returning")
    question = say("Who came back?")
    if now["returning"].isna().all():
        first = say("The first session of a series has no earlier one to come back from.")
        return Section("came-back", question, first if len(now) else edition.no_attendance())
    told = [
        say("{session}: {part} had come before.",
            part=say.part(row["returning"], row["attendees"]), session=edition.called(session))
        for session, row in named_rows(now.dropna(subset="returning"))
    ]  # fmt: skip
    parts = [say.part(row["returning"], row["attendees"]) for _, row in named_rows(ever)]
    rule = say("Returning: attended an earlier session of the same series; new: did not.")
    title = say("share of attendees who had come before")
    return Section(
        "came-back",
        question,
        **edition.told(told),
        source=edition.source("attendance", rule),
        chart=edition.chart(ever["returning"] / ever["attendees"], parts, title, longest=1.0),
        table=_returning_table(edition, ever),
        notes=_lapsed(edition),
    )


def _returning_table(edition: Edition, ever: pd.DataFrame) -> Table:
    say = edition.say
    new = ever["attendees"] - ever["returning"]
    lines = [
        [edition.row(session), *say.numbers(row["attendees"], row["returning"], new[session]),
         say.share(row["returning"] / row["attendees"]),
         edition.likely(row["returning"], row["attendees"])]
        for session, row in named_rows(ever)
    ]  # fmt: skip
    headings = [say("Session"), say("Attendees listed"), say("Returning"), say("New"),
                say("Share returning"), say("Likely share")]  # fmt: skip
    return edition.table(say("New and returning attendees"), headings, lines)


def _lapsed(edition: Edition) -> tuple[str, ...]:
    """How many of those who ever came have stayed away from the last sessions of their series."""
    say, table = edition.say, lapsed(edition.attendees_so_far, edition.sessions_so_far)
    known = table.loc[table.index.isin(edition.sessions["series"])].dropna()
    return tuple(
        say("{series}: {part} people who ever came have lapsed: absent from its last {n} sessions "
            "({likely}).", series=series, part=say.part(row["lapsed"], row["ever"]),
            n=say.number(LAPSE), likely=edition.likely(row["lapsed"], row["ever"]))
        for series, row in named_rows(known)
    )  # fmt: skip


def kept(edition: Edition) -> Section:
    """Return, of those who came first to a session, how many came to the later ones."""
    say, days = edition.say, edition.sessions_so_far["day"]
    question = say("Of those who came first to a session, who came again?")
    table = _large_cohorts(edition)
    if table.empty:
        few = say("No earlier session brought enough new people to follow them.")
        return Section("kept", question, edition.nothing(few))
    latest = table.groupby("cohort", sort=False).tail(1).iloc[::-1]
    latest = latest.sort_values("series", key=lambda s: s.map(edition.series.index), kind="stable")
    told = [
        say("Of those new on {date}, {part} came on {latest} ({series}).",
            date=say.date(days[row["cohort"]]), part=say.part(row["people"], row["size"]),
            latest=say.date(days[row["session"]]), series=str(row["series"]))
        for _, row in latest.iterrows()
    ]  # fmt: skip
    bars = [
        Bar(say.date(days[row["session"]]), row["people"] / row["size"],
            say.part(row["people"], row["size"]),
            say("New on {date}, {series}", date=say.date(days[row["cohort"]]),
                series=str(row["series"])))
        for _, row in table.iterrows()
    ]  # fmt: skip
    rule = say("Only groups of at least {n} new people are followed.", n=say.number(FEWEST))
    return Section(
        "kept",
        question,
        **edition.told(told[:2]),
        source=edition.source("attendance", rule),
        chart=edition.bars(bars, say("share of new people who came again"), 1.0),
        table=_kept_table(edition, table),
    )


def _kept_table(edition: Edition, table: pd.DataFrame) -> Table:
    say, days = edition.say, edition.sessions_so_far["day"]
    lines = [
        [edition.row(str(row["cohort"])), say.date(days[row["session"]], "medium"),
         *say.numbers(row["size"], row["people"]), edition.likely(row["people"], row["size"])]
        for _, row in table.iterrows()
    ]  # fmt: skip
    headings = [say("First came to"), say("Later session"), say("People who first came then"),
                say("Of them came again"), say("Likely share")]  # fmt: skip
    caption = say("New people of each session, and who of them came again")
    return edition.table(caption, headings, lines)


def _large_cohorts(edition: Edition) -> pd.DataFrame:
    """A row a cohort and later session of the quarter's series, with the cohort's `size`."""
    sessions = edition.sessions_so_far
    table = cohorts(edition.attendees_so_far, sessions)
    own = table[table["cohort"] == table["session"]].set_index("cohort")["people"]
    sized = table.assign(size=table["cohort"].map(own))
    series = sized["series"].isin(edition.sessions["series"])
    later = sized["cohort"] != sized["session"]
    smallest = max(FEWEST, edition.community.settings.smallest_count)
    return sized[series & later & (sized["size"] >= smallest)]


def reached(edition: Edition) -> Section:
    """Return how much of the directory each series has ever reached, and how much never."""
    say = edition.say
    question = say("Who of the network has come, and who never?")
    rows = _directory(edition)
    if not rows:
        nothing = say("There is no member directory, or nobody came yet.")
        return Section("reached", question, edition.nothing(nothing))
    told = [
        _never_came(edition, series, row)
        for series, _, row in rows
        if row.name == "person"
    ]  # fmt: skip
    bars = [
        Bar(kind, row["reached"] / row["all"], say.part(row["reached"], row["all"]), series)
        for series, kind, row in rows
    ]
    rule = say("An organisation or country is reached once one of its members attended.")
    return Section(
        "reached",
        question,
        **edition.told(told),
        source=edition.source("attendance", rule),
        chart=edition.bars(bars, say("share of the network ever reached"), 1.0),
        table=_directory_table(edition, rows),
    )


def _never_came(edition: Edition, series: str, row: pd.Series) -> str:
    say, part = edition.say, edition.say.part(row["never"], row["all"])
    if not row["never"]:
        said = {"series": series, "n": say.number(row["all"])}
        if core_members(edition)[1]:
            return say("{series}: all {n} Core Members have come at least once.", **said)
        return say("{series}: all {n} members have come at least once.", **said)
    if core_members(edition)[1]:
        return say("{series}: {part} Core Members have never come.", series=series, part=part)
    return say("{series}: {part} members have never come.", series=series, part=part)


def _directory_table(edition: Edition, rows: list[tuple[str, str, pd.Series]]) -> Table:
    say = edition.say
    lines = [
        [kind, series, *say.numbers(row["all"], row["reached"], row["never"]),
         edition.likely(row["reached"], row["all"])]
        for series, kind, row in rows
    ]  # fmt: skip
    headings = [say("Of the directory"), say("Series"), say("All"), say("Ever came"),
                say("Never came"), say("Likely share")]  # fmt: skip
    return edition.table(say("The directory, reached and not, so far"), headings, lines)


def _directory(edition: Edition) -> list[tuple[str, str, pd.Series]]:
    """Series, what is counted, and how much of it is reached; for the series of the quarter."""
    say = edition.say
    members, core = core_members(edition)
    kinds = {"person": say("Core Members") if core else say("Members"),
             "organisation": say("Their organisations"),
             "country": say("Their countries")}  # fmt: skip
    here = edition.attendees_so_far
    return [
        (series, kinds[kind], row)
        for series in edition.series
        if len(mine := here[here["series"] == series])
        for kind, row in named_rows(ever_reached(members, mine))
        if row["all"]
    ]


def core_members(edition: Edition) -> tuple[pd.DataFrame, bool]:
    """Return the members whose status says 'core', and True; all members where none does."""
    members = edition.community.members
    core = members["status"].fillna("").str.casefold().str.contains(CORE, regex=False)
    return (members[core], True) if core.any() else (members, False)


def rests_on(edition: Edition) -> Section:
    """Return the smallest number of people, organisations, countries that make half of it."""
    say = edition.say
    question = say("On how few does half of the attendance rest?")
    rows = _halves(edition)
    if not rows:
        few = say("Too few people have come to say on how few it rests.")
        return Section("rests-on", question,
                       edition.no_attendance() if edition.attendees.empty else few)  # fmt: skip
    told = [
        say("{series}: half of the attendance rests on {part} people.", series=series,
            part=say.part(few, size))
        for series, kind, few, size in rows
        if kind == say("People")
    ]  # fmt: skip
    bars = [Bar(kind, few / size, say.part(few, size), series) for series, kind, few, size in rows]
    lines = [[kind, series, *say.numbers(few, size)] for series, kind, few, size in rows]
    headings = [say("Of whom or what"), say("Series"), say("Make half"), say("Ever attended")]
    rule = say("The smallest number that together make half of all attendance so far, of "
               "organisations half of their members'; the larger its share, the more evenly it is "
               "spread.")  # fmt: skip
    return Section(
        "rests-on",
        question,
        **edition.told(told),
        source=edition.source("attendance", rule),
        chart=edition.bars(bars, say("share that makes half of the attendance"), 0.5),
        table=edition.table(say("Who makes half of the attendance"), headings, lines),
    )


def _halves(edition: Edition) -> list[tuple[str, str, int, int]]:
    """Series, kind, how many make half, of how many; groups too few to say so left out."""
    say, members = edition.say, edition.community.members.set_index("person")
    kinds = {"person": say("People"), "organisation": say("Organisations"),
             "country": say("Countries")}  # fmt: skip
    here = edition.attendees_so_far
    known = here.join(members["organisation"], on="person")
    known = known.assign(country=known["person"].map(known_countries(edition)))
    found = []
    for series in edition.series:
        for column, kind in kinds.items():
            often = known.loc[known["series"] == series, column].dropna().value_counts()
            if len(often) >= FEWEST and (column == "person" or _hides_each(edition, often)):
                found.append((series, kind, half(often), len(often)))
    return found


def _hides_each(edition: Edition, often: pd.Series) -> bool:
    """Whether many numbers are possible for each group of those that make half, and several for
    each of the others, to whoever knows how many groups there are and how often they all came."""
    few = half(often)
    ends = _possible(len(often), few, int(often.sum()))
    left = [floor(high + SLACK) - ceil(low - SLACK) for low, high in ends]
    smallest = edition.community.settings.smallest_count
    return all(n >= smallest - 1 for n in left[:few]) and all(n >= 1 for n in left[few:])


SLACK = 1e-6
"""What a solver's number may be off."""


@lru_cache(maxsize=64)
def _possible(groups: int, few: int, total: int) -> list[tuple[float, float]]:
    """The least and the most that the group at each place may have, the largest first, where `few`
    of them and no fewer make half of the total (bounds by linear programming)."""
    from scipy.optimize import linprog

    descending = np.eye(groups, k=1)[:-1] - np.eye(groups)[:-1]
    place = np.arange(groups)
    at_least, below = -1.0 * (place < few), 1.0 * (place < few - 1)
    limits = np.array([*[0] * (groups - 1), -total / 2, (total - 1) // 2])
    sums = {
        "A_ub": np.vstack([descending, at_least, below]), "b_ub": limits,
        "A_eq": np.ones((1, groups)), "b_eq": [total], "bounds": (1, None),
    }  # fmt: skip
    return [(linprog(each, **sums).fun, -linprog(-each, **sums).fun) for each in np.eye(groups)]

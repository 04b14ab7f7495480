"""From which countries people come, and what the clock shows there."""

import datetime as dt

import pandas as pd

from copanalytics import disclosure, maps
from copanalytics.charts import Bar
from copanalytics.edition import Edition
from copanalytics.folding import fold
from copanalytics.hours import EARLIEST, LATEST, local_hours
from copanalytics.section import Chart, Section, Table
from copanalytics.tables import named_rows
from copanalytics.timelines import Span, clock
from copanalytics.topics._groups import OTHER, added_up, called, drawn, grouped, untold

SAME_CLOCK = ["session", "clock"]


def country_of(
    members: pd.DataFrame, registrations: pd.DataFrame, attendance: pd.DataFrame
) -> pd.Series:
    """Return the country of each person (ISO 3166-1), by person, for those of whom one is told.

    What the directory declares wins over what a registration or a connection gives.
    """
    told = pd.concat(
        [table[["person", "country"]] for table in (members, registrations, attendance)]
    )
    return told.dropna().drop_duplicates("person").set_index("person")["country"]


def known_countries(edition: Edition) -> pd.Series:
    """Return the country of each person of the community, by person."""
    community = edition.community
    return country_of(community.members, community.registrations, community.attendance)


def countries(edition: Edition) -> Section:
    """Return from which countries attendees of each series came in the quarter."""
    say, here, known = edition.say, edition.attendees, known_countries(edition)
    question = say("From which countries did people come?")
    codes = {
        series: set(here.loc[here["series"] == series, "person"].map(known).dropna())
        for series in edition.series
    }
    if not any(codes.values()):
        return Section("countries", question, untold(edition, say("country")))
    answers = [
        say.plural("{series} reached {n} country.", "{series} reached {n} countries.", len(found),
                   series=series)
        for series, found in codes.items()
        if found
    ]  # fmt: skip
    rule = say("Each person counts once a series; the country is that of the directory, else of "
               "the registration or connection.")  # fmt: skip
    return Section(
        "countries",
        question,
        **edition.told(answers),
        source=edition.source("attendance", f"{rule} {added_up(edition)}"),
        notes=_lists(edition, codes),
        **drawn(edition, grouped(edition, here, known, named=True), say("Country")),
    )


def _lists(edition: Edition, codes: dict[str, set[str]]) -> tuple[str, ...]:
    """The countries of each series by name: that they took part may be told."""
    say = edition.say
    names = {
        series: say.ordered(map(say.country, found)) for series, found in codes.items() if found
    }
    return tuple(
        say("{series}: {list}.", series=series, list=say.listing(listed))
        for series, listed in names.items()
    )


def world(edition: Edition) -> Section:
    """Return which countries of the network took part in the quarter, and which did not."""
    say, known = edition.say, known_countries(edition)
    question = say("Which countries of the network took part?")
    came = set(edition.attendees["person"].map(known).dropna())
    ever = set(edition.attendees_so_far["person"].map(known).dropna())
    listed = set(edition.community.members["country"].dropna())
    every = sorted(listed | ever, key=lambda code: fold(say.country(code)))
    if not came or not listed:
        return Section("world", question, untold(edition, say("country")))
    absent = [say.country(code) for code in every if code in listed - came]
    part = say.part(len(came & listed), len(listed))
    alt = say("Map of the world. {n} countries took part: {came}. Did not: {absent}.",
              n=say.number(len(came)), came=say.listing(say.ordered(map(say.country, came))),
              absent=say.listing(absent) if absent else say("none"))  # fmt: skip
    return Section(
        "world",
        question,
        say("{part} countries of the network took part; not: {list}.", part=part,
            list=say.listing(absent))
        if absent
        else say("{part} countries of the network took part.", part=part),
        source=edition.source("attendance", say("Dark: took part. Hatched: has not, this quarter. "
                                                "Dots: small states.")),
        chart=Chart(maps.world(came, listed - came), alt),
        table=_countries_table(edition, every, (came, ever, listed)),
    )  # fmt: skip


def _countries_table(
    edition: Edition, codes: list[str], groups: tuple[set[str], set[str], set[str]]
) -> Table:
    say = edition.say
    lines = [
        [say.country(code), *(say("yes") if code in group else say("no") for group in groups)]
        for code in codes
    ]
    headings = [say("Country"), say("Took part"), say("Ever took part"), say("In the directory")]
    return edition.table(say("Countries of the network"), headings, lines)


def network(edition: Edition) -> Section:
    """Return how many of each country's members have ever come to each series of the quarter."""
    say = edition.say
    question = say("How many of each country's members have come?")
    told = _of_members(edition)
    if not told:
        nothing = say("No country has enough members to tell of it without telling of a person.")
        return Section("network", question, edition.nothing(nothing))
    bars = [
        Bar(label, came / size, say.part(came, size), series) for series, label, came, size in told
    ]
    series, label, came, size = max(told, key=lambda row: row[2] / row[3])
    lines = [
        [label, series, *say.numbers(size, came, size - came), edition.likely(came, size)]
        for series, label, came, size in told
    ]
    headings = [say("Country"), say("Series"), say("Members"), say("Ever came"),
                say("Never came"), say("Likely share")]  # fmt: skip
    return Section(
        "network",
        question,
        say("{country}: {part} members have come to {series}, the largest share.", country=label,
            part=say.part(came, size), series=series),
        source=edition.source("attendance", added_up(edition)),
        chart=edition.bars(bars, say("share of members who ever came"), 1.0),
        table=edition.table(say("Members of each country who have come so far"), headings, lines),
    )  # fmt: skip


def _of_members(edition: Edition) -> list[tuple[str, str, int, int]]:
    """Series, country, how many of its members ever came, of how many; none if all are small."""
    members = edition.community.members
    if members["country"].isna().all():
        return []
    shown = {
        str(series): _reached(edition, members, here)
        for series, here in edition.attendees_so_far.groupby("series", sort=False)
        if series in set(edition.sessions["series"])
    }
    return [
        (series, called(edition, code), int(row["came"]), int(row["came"] + row["never"]))
        for series, table in shown.items()
        if set(table.index) - {OTHER}
        for code, row in named_rows(table)
    ]


def _reached(edition: Edition, members: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    """Members who came and never came, by country; countries that would tell too much together."""
    came = members["person"].isin(here["person"])
    table = pd.crosstab(members["country"], came).reindex(columns=[True, False], fill_value=0)
    named = table.set_axis(["came", "never"], axis=1)
    return disclosure.merged_rows(named, OTHER, edition.community.settings.smallest_count)


def hours(edition: Edition) -> Section:
    """Return what the clock shows in each country of the network when a session is held."""
    say = edition.say
    question = say("At what hour were people asked to come?")
    codes = sorted(set(known_countries(edition)))
    hours = local_hours(edition.sessions, codes)
    if hours.empty:
        return Section("hours", question, untold(edition, say("country")))
    table = hours.assign(clock=hours["first"].map(say.clock) + " " + hours["last"].map(say.clock))
    alike = [_span(edition, rows) for _, rows in table.groupby(SAME_CLOCK, sort=False)]
    spans = sorted(alike, key=lambda span: (span.group, span.begins))
    lines = [
        [span.text, span.group, span.label, say("yes") if span.night else say("no")]
        for span in spans
    ]
    headings = [say("Local start"), say("Session"), say("Countries"), say("Night")]
    items = "; ".join(f"{span.group}, {span.text}: {span.label}" for span in spans)
    alt = say("Bars on a clock of 24 hours, the night grey. {items}.", items=items)
    rule = say("The countries of the directory and of those who came; where a country has several "
               "time zones, from the earliest to the latest.")  # fmt: skip
    return Section(
        "hours",
        question,
        _at_night(edition),
        source=say("Source: sessions.csv and CLDR's time zones. {rule}", rule=rule),
        chart=Chart(clock(spans), alt),
        reading=say(
            "How to read this: each bar is the session on a country's clock, the ground "
            "grey at night; a hatched bar is in the night, or partly."
        ),
        table=edition.table(say("Local start of each session"), headings, lines),
    )


def night_countries(edition: Edition) -> set[str]:
    """Return the countries in any part of which a session of the quarter fell into the night."""
    table = local_hours(edition.sessions, sorted(set(known_countries(edition))))
    return set(table.loc[table["night"] > 0, "country"])


def _at_night(edition: Edition) -> str:
    say = edition.say
    names = say.ordered(map(say.country, night_countries(edition)))
    limits = {"first": say.clock(dt.time(EARLIEST)), "last": say.clock(dt.time(LATEST))}
    if not names:
        return say("Nowhere was it night: before {first} or after {last}.", **limits)
    return say("It was night in {list}, or in part of it: before {first} or after {last}.",
               list=say.listing(names), **limits)  # fmt: skip


def _span(edition: Edition, alike: pd.DataFrame) -> Span:
    """The countries in which a session is at the same hour."""
    say, row = edition.say, alike.iloc[0]
    first, last = row["first"], row["last"]
    text = say.clock(first) if say.clock(first) == say.clock(last) else say(
        "{first} to {last}", first=say.clock(first), last=say.clock(last)
    )  # fmt: skip
    begins, end = (at.hour + at.minute / 60 for at in (first, last))
    ends = end + float(edition.sessions["minutes"][row["session"]]) / 60
    names = say.listing(say.ordered(map(say.country, alike["country"])))
    label = edition.label(row["session"])
    return Span(names, begins, ends, text, label, night=bool(row["night"]))

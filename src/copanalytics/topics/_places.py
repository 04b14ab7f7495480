"""From which countries people come, and what the clock shows there."""

import datetime as dt

import pandas as pd

from copanalytics import maps
from copanalytics.charts import Bar
from copanalytics.edition import Edition
from copanalytics.folding import fold
from copanalytics.grids import ALL, OTHER, Protected
from copanalytics.hours import EARLIEST, LATEST, local_hours
from copanalytics.section import Chart, Section, Table
from copanalytics.tables import named_rows
from copanalytics.timelines import Span, clock
from copanalytics.topics._counted import by_country, known_countries, of_members
from copanalytics.topics._groups import added_up, called, drawn, protected, published, untold

SAME_CLOCK = ["session", "clock"]


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
        **drawn(edition, protected(edition, by_country(edition)), say("Country")),
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
    """Return which countries of the network took part in each series of the quarter; the map is
    that of the main series."""
    say = edition.say
    question = say("Which countries of the network took part?")
    listed = set(edition.community.members["country"].dropna())
    came = {name: found for name in edition.series if (found := _came(edition, name))}
    if not came:
        return Section("world", question, untold(edition, say("country")))
    if not listed:
        return Section("world", question, say("There is no member directory that tells countries."))
    main, here = next(iter(came.items()))
    absent = _names(edition, listed - here)
    alt = say.plural("Map of the world. {n} country took part: {came}. Did not: {absent}.",
                     "Map of the world. {n} countries took part: {came}. Did not: {absent}.",
                     len(here), came=say.listing(_names(edition, here)),
                     absent=say.listing(absent) if absent else say("none"))  # fmt: skip
    rule = say("{series}. Dark: took part. Hatched: has not, this quarter. Dots: small states.",
               series=main)  # fmt: skip
    return Section(
        "world",
        question,
        **edition.told([_took_part(edition, name, found, listed) for name, found in came.items()]),
        source=edition.source("attendance", rule),
        chart=Chart(maps.world(here, listed - here), alt),
        table=_countries_table(edition, came, listed),
    )


def _came(edition: Edition, series: str, so_far: bool = False) -> set[str]:
    """The countries of the attendees of a series, in the quarter or until its end."""
    here = edition.attendees_so_far if so_far else edition.attendees
    people = here.loc[here["series"] == series, "person"]
    return set(people.map(known_countries(edition)).dropna())


def _names(edition: Edition, codes: set[str]) -> list[str]:
    return edition.say.ordered(map(edition.say.country, codes))


def _took_part(edition: Edition, series: str, came: set[str], listed: set[str]) -> str:
    say, absent = edition.say, _names(edition, listed - came)
    part = say.part(len(came & listed), len(listed))
    if not absent:
        return say("{series}: {part} countries of the network took part.", series=series, part=part)
    return say("{series}: {part} countries of the network took part; not: {list}.", series=series,
               part=part, list=say.listing(absent))  # fmt: skip


def _countries_table(edition: Edition, came: dict[str, set[str]], listed: set[str]) -> Table:
    say = edition.say
    ever = {series: _came(edition, series, so_far=True) for series in came}
    every = sorted(listed.union(*ever.values()), key=lambda code: fold(say.country(code)))
    lines = [
        [say.country(code), series,
         *(say("yes") if code in group else say("no") for group in (here, ever[series], listed))]
        for series, here in came.items()
        for code in every
    ]  # fmt: skip
    headings = [say("Country"), say("Series"), say("Took part"), say("Ever took part"),
                say("In the directory")]  # fmt: skip
    return edition.table(say("Countries of the network"), headings, lines)


def network(edition: Edition) -> Section:
    """Return how many of each country's members have ever come to each series of the quarter."""
    say, shown = edition.say, protected(edition, of_members(edition))
    question = say("How many of each country's members have come?")
    parts = {series: found for series, table in shown.items() if (found := _parts(table))}
    if not parts:
        return Section("network", question, edition.nothing(_no_part(edition)),
                       published=published(shown))  # fmt: skip
    told = [(series, *row) for series, rows in parts.items() for row in rows]
    bars = [
        Bar(called(edition, code), came / size, say.part(came, size), series)
        for series, code, came, size in told
    ]
    return Section(
        "network",
        question,
        **edition.told([_most(edition, series, rows) for series, rows in parts.items()]),
        source=edition.source("attendance", added_up(edition)),
        chart=edition.bars(bars, say("share of members who ever came"), 1.0),
        table=_network_table(edition, told),
        notes=tuple(
            say("{series}: no country can be told without giving away a small number.", series=name)
            for name in shown
            if name not in parts
        ),
        published=published(shown),
    )  # fmt: skip


def _network_table(edition: Edition, told: list[tuple[str, str, int, int]]) -> Table:
    say = edition.say
    lines = [
        [called(edition, code), series, *say.numbers(size, came, size - came),
         edition.likely(came, size)]
        for series, code, came, size in told
    ]  # fmt: skip
    headings = [say("Country"), say("Series"), say("Members"), say("Ever came"),
                say("Never came"), say("Likely share")]  # fmt: skip
    return edition.table(say("Members of each country who have come so far"), headings, lines)


Part = tuple[str, int, int]
"""A country, how many of its members ever came, and of how many."""


def _no_part(edition: Edition) -> str:
    say = edition.say
    if edition.attendees.empty:
        return edition.no_attendance()
    if edition.community.members["country"].isna().all():
        return say("There is no member directory that tells countries.")
    return say("No country can be told without giving away a small number.")


def _most(edition: Edition, series: str, rows: list[Part]) -> str:
    """The country with the largest share, where there are several."""
    say, named = edition.say, [row for row in rows if row[0] != OTHER]
    code, came, size = max(named, key=lambda row: row[1] / row[2])
    said = {"country": called(edition, code), "part": say.part(came, size), "series": series}
    best = sorted((row[1] / row[2] for row in named), reverse=True)
    if len(best) == 1 or best[0] == best[1]:
        return say("{country}: {part} members have come to {series}.", **said)
    return say("{country}: {part} members have come to {series}, the largest share.", **said)


def _parts(table: Protected) -> list[Part]:
    """The countries that may be told, and the others; none if all are together."""
    told = table.shown.drop(index=ALL, errors="ignore").reindex(columns=["came", ALL]).dropna()
    if not set(told.index) - {OTHER}:
        return []
    return [(str(code), int(row["came"]), int(row[ALL])) for code, row in named_rows(told)]


def hours(edition: Edition) -> Section:
    """Return what the clock shows in each country of the network when a session is held."""
    say = edition.say
    question = say("At what hour were people asked to come?")
    hours = _local_hours(edition)
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
    rule = say("The countries of the directory and of those who ever came to the series; where a "
               "country has several time zones, from the earliest to the latest.")  # fmt: skip
    return Section(
        "hours",
        question,
        _at_night(edition, hours),
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
    return _nightly(_local_hours(edition))


def _nightly(hours: pd.DataFrame) -> set[str]:
    return set(hours.loc[hours["night"] > 0, "country"])


def _local_hours(edition: Edition) -> pd.DataFrame:
    """The local clock of each session, in the countries of the directory and of its series."""
    listed = set(edition.community.members["country"].dropna())
    sessions = edition.sessions
    return pd.concat([
        local_hours(mine, sorted(listed | _came(edition, str(series), so_far=True)))
        for series, mine in sessions.groupby("series", sort=False)
    ] or [local_hours(sessions, [])])  # fmt: skip


def _at_night(edition: Edition, hours: pd.DataFrame) -> str:
    say = edition.say
    names = say.ordered(map(say.country, _nightly(hours)))
    limits = {"first": say.clock(dt.time(EARLIEST)), "last": say.clock(dt.time(LATEST))}
    if not names:
        return say("Nowhere was it night (before {first} or after {last}).", **limits)
    return say("It was night (before {first} or after {last}) in {list}, or in part of it.",
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

"""People by group, each series by itself: what may be shown of them, as bars and a table."""

from typing import TypedDict

from copanalytics import charts
from copanalytics.auditing import Published
from copanalytics.belonging import UNKNOWN
from copanalytics.edition import Edition, Said
from copanalytics.grids import ALL, OTHER, Protected
from copanalytics.section import Chart, Table
from copanalytics.topics._counted import Grids

Groups = dict[str, Protected]
"""Series to people by group, as they may be shown."""


class Drawn(TypedDict):
    """What a section has of a chart."""

    chart: Chart | None
    table: Table | None
    published: Published


def protected(edition: Edition, tables: Grids) -> Groups:
    """Return the tables as they may be shown, that of the main series first."""
    return {
        series: edition.protected(tables[series]) for series in edition.series if series in tables
    }


def largest(edition: Edition, shown: Groups) -> list[tuple[str, str, str, str]]:
    """Return series, its largest group that is shown, how many are in it, and of how many."""
    say = edition.say
    found = []
    for series, table in shown.items():
        named = table.people.drop([OTHER, UNKNOWN, ALL], errors="ignore")
        if len(named):
            size = say.number(table.totals[ALL])
            found.append((series, str(named.index[0]), say.number(named.iloc[0]), size))
    return found


def listed(edition: Edition, answers: list[str]) -> Said:
    """Return the answers as headline and more; without any, that none can be given."""
    nothing = edition.say("No group can be shown without giving away a small one.")
    return edition.told(answers or [nothing])


def drawn(edition: Edition, shown: Groups, heading: str) -> Drawn:
    """Return chart and table of people by group and series; none where no group is shown."""
    say, told = edition.say, published(shown)
    rows = [
        (series, called(edition, str(code)), int(n), table.totals[ALL])
        for series, table in shown.items()
        for code, n in table.people.items()
    ]
    if all(set(table.people.index) <= {ALL} for table in shown.values()):
        return {"chart": None, "table": None, "published": told}
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
    said = say.listing([f"{item.group}, {item.label}: {item.text}" for item in items])
    alt = say("Bar chart of people. {items}.", items=said)
    return {"chart": Chart(charts.bars(items), alt), "table": table, "published": told}


def published(shown: Groups) -> Published:
    """Return what the tables tell together."""
    return Published().joined(*(table.published for table in shown.values()))


def called(edition: Edition, code: str) -> str:
    """Return a country (capitals) or language (small letters), or what stands for none of them."""
    say = edition.say
    if code == OTHER:
        return say("Others together")
    if code == ALL:
        return say("All groups together")
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

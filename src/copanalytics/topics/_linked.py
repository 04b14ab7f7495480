"""What connects the tables of a report with one another and with those of other quarters.

Who has come so far had come before, or is new in this quarter; who is here in this quarter is new,
or had come before: of two tables told, the third follows. Such sums are part of what an attacker
knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from copanalytics.auditing import Published, Told
from copanalytics.calendar import Quarter, local_days
from copanalytics.edition import Edition
from copanalytics.grids import ALL, Grid
from copanalytics.topics._counted import (
    Grids,
    by_country,
    by_language,
    known_countries,
    of_members,
    so_far,
    who_came_again,
)

Sum = tuple[str, tuple[str, ...]]


def grids(edition: Edition) -> list[Grid]:
    """Return the tables of a quarter that sums connect, those that matter most to trustees first.

    Of those behind, more is withheld.
    """
    families = (by_country, by_language, who_came_again, of_members)
    return [grid for family in families for grid in family(edition).values()]


def links(edition: Edition, known: Published) -> Published:
    """Return the sums between the tables of `grids`, and with those that are known already.

    What is known of the sums already is left out, so that a report made again tells the same.
    """
    here, spoken = by_country(edition), by_language(edition)
    sums: list[Sum] = []
    for series, table in who_came_again(edition).items():
        of = _OfSeries.of(edition, series, known)
        sums += [*of.grown(table, ALL), *of.met(table, ALL, spoken.get(series), ())]
        sums += of.grown(table, "again")
    members = of_members(edition)
    for series, table in members.items():
        of = _OfSeries.of(edition, series, known)
        sums += [*of.grown(table, "came"), *of.met(table, "came", here.get(series), ("others",))]
        sums += [each for name in of.told(table) for each in _same(table, name)]
    for one, other in pairwise(members.values()):
        sums += _same(one, other.name)
    never = _never(edition, members)
    new = tuple(dict.fromkeys(each for each in sums if each not in set(known.sums)))
    return Published(never, new, frozenset(never))


@dataclass(frozen=True)
class _OfSeries:
    """What connects the tables of a series, of all people so far, from quarter to quarter.

    quarters: those with an export of its attendance. first: whether `now` is the first of them.
    """

    now: str
    known: Published
    quarters: tuple[str, ...]
    first: bool

    @classmethod
    def of(cls, edition: Edition, series: str, known: Published) -> "_OfSeries":
        """Return what connects the tables of a series with those of the edition's quarter."""
        sessions, starts = edition.community.sessions, edition.community.settings.year_starts
        held = sessions["session"].isin(edition.community.attendance["session"])
        rows = sessions[held & (sessions["series"] == series)]
        days = local_days(rows["start"], rows["timezone"])
        now, quarters = str(edition.quarter), {str(Quarter.of(day, starts)) for day in days}
        before = so_far(edition)[series]["session"].isin(edition.sessions.index).all()
        return cls(now, known, tuple(sorted(quarters)), first=bool(before))

    def told(self, table: Grid) -> list[str]:
        """Return the names of the same table of the quarters next to this one that were told."""
        what = table.name.removeprefix(self.now)
        ends = f"{what}|{ALL}|{ALL}"
        told = sorted(name.removesuffix(ends) for name in self.known.totals if name.endswith(ends))
        before = [quarter for quarter in told if quarter < self.now]
        after = [quarter for quarter in told if quarter > self.now]
        return [quarter + what for quarter in (*before[-1:], *after[:1])]

    def grown(self, table: Grid, column: str) -> Iterator[Sum]:
        """Yield that who came so far had come before, or is new."""
        for group in _groups(table):
            before = () if self.first else (_part(table.name, "before", group, column),)
            new = _part(table.name, "new", group, column)
            yield table.cell(group, column), (*before, new)
        for name in self.told(table):
            earlier, later = sorted([table.name, name])
            for group in _groups(table):
                yield from self._between(earlier, later, group, column)

    def _between(self, earlier: str, later: str, group: str, column: str) -> Iterator[Sum]:
        """That who had come before the later of two quarters had come until the earlier, or since.

        A group that a table did not have in its quarter, nobody was of.
        """
        first, last = earlier.split(" ")[0], later.split(" ")[0]
        since = any(first < quarter < last for quarter in self.quarters)
        there = self.now == first or f"{earlier}|{group}|{ALL}" in self.known.cells
        parts = (
            *([f"{earlier}|{group}|{column}"] if there else []),
            *([_part(later, f"since {first}", group, column)] if since else []),
        )
        if parts:
            yield _part(later, "before", group, column), parts

    def met(
        self, table: Grid, column: str, here: Grid | None, others: tuple[str, ...]
    ) -> Iterator[Sum]:
        """Yield that who is here is new, or had come before, or is not counted so (others)."""
        back = () if self.first else ("back",)
        there = set(map(str, here.counts.index)) if here else set()
        for group in _groups(table):
            if here and group in there:
                parts = ("new", *back, *others)
                yield here.cell(group), tuple(_part(table.name, k, group, column) for k in parts)
            if back:
                before, *of = (
                    _part(table.name, kind, group, column) for kind in ("before", "back", "absent")
                )
                yield before, tuple(of)


def _groups(table: Grid) -> tuple[str, ...]:
    return (*map(str, table.counts.index), ALL)


def _part(table: str, kind: str, group: str, column: str) -> str:
    return f"{table}, {kind}|{group}|{column}"


def _same(table: Grid, name: str) -> list[Sum]:
    """The directory is one: each country has as many members in another table."""
    earlier, later = sorted([table.name, name])
    return [(f"{later}|{group}|{ALL}", (f"{earlier}|{group}|{ALL}",)) for group in _groups(table)]


def _never(edition: Edition, members: Grids) -> dict[str, Told]:
    """That nobody came of the countries that the report says have never taken part."""
    ever = set(edition.attendees_so_far["person"].map(known_countries(edition)).dropna())
    return {
        table.cell(country, "came"): (0, 0)
        for table in members.values()
        for country in map(str, table.counts.index)
        if country not in ever
    }

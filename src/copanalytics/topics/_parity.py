"""Whether the language groups take part alike: come back, stay, and speak."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import pandas as pd

from copanalytics.belonging import UNKNOWN
from copanalytics.charts import Bar
from copanalytics.edition import FEWEST, Edition
from copanalytics.grids import ALL, OTHER, Protected
from copanalytics.section import Section, Table
from copanalytics.statistics import ALPHA, median_interval, middles_differ, shares_differ
from copanalytics.topics._counted import by_language, preferred_languages, who_came_again
from copanalytics.topics._groups import Groups, added_up, called, protected, published, untold


@dataclass(frozen=True)
class Group:
    """The attendees of a series in the quarter who prefer a language, or one of the others.

    stays: a person each, shares of the planned time of the sessions attended; none where that is
    known of too few. comments: how many they wrote; None where the writers are not known, or a few.
    again: who came more than once so far, of how many; None where that may not be told.
    """

    series: str
    code: str
    people: int
    stays: list[float]
    comments: int | None
    again: tuple[int, int] | None

    @property
    def half(self) -> float:
        """The share of the planned time that half of them stayed at least; NaN where not known."""
        return median(self.stays) if self.stays else math.nan


def parity(edition: Edition) -> Section:
    """Return, by preferred language, who came more than once, how long, and how much they wrote."""
    say, question = edition.say, edition.say("Do the language groups take part alike?")
    here = protected(edition, by_language(edition))
    again = protected(edition, who_came_again(edition))
    told = published(here).joined(published(again))
    groups = [each for series in here for each in _Series(edition, series).groups(here, again)]
    if len(groups) < 2:
        return Section("parity", question, _incomparable(edition), published=told)
    bars = [
        Bar(called(edition, group.code), group.half, say.share(group.half), group.series)
        for group in groups
        if group.stays
    ]
    rule = say("Attendees of the quarter by the preferred language that the directory tells; "
               "others together also hold those of whom it tells none. Came more than once: of "
               "all attendees so far.")  # fmt: skip
    return Section(
        "parity",
        question,
        **edition.told([*_answers(edition, groups)]),
        source=edition.source("attendance", f"{rule} {added_up(edition)}"),
        chart=edition.bars(bars, say("share of the planned time that half stayed at least"), 1.0)
        if bars
        else None,
        table=_parity_table(edition, groups),
        published=told,
    )


def _incomparable(edition: Edition) -> str:
    """Why no two groups can be compared."""
    say = edition.say
    if edition.attendees.empty:
        return edition.no_attendance()
    spoken = edition.attendees["person"].map(preferred_languages(edition)).dropna().unique()
    if not len(spoken):
        return untold(edition, say("preferred language"))
    if len(spoken) == 1:
        return say("All attendees whose preferred language is known prefer the same one.")
    return say("No two language groups can be compared without giving away a small one.")


def _parity_table(edition: Edition, groups: list[Group]) -> Table:
    say = edition.say
    back = any(group.again for group in groups)
    wrote = any(group.comments is not None for group in groups)
    lines = [
        [called(edition, group.code), group.series, say.number(group.people),
         *_stay(edition, group), *(_again(edition, group) if back else ()),
         *([_wrote(edition, group)] if wrote else ())]
        for group in groups
    ]  # fmt: skip
    headings = [say("Preferred language"), say("Series"), say("People"),
                say("Half stayed at least, of the planned time"),
                say("Likely share of the time")]  # fmt: skip
    headings += [say("Came more than once so far"), say("Likely share")] if back else []
    headings += [say("Comments a person")] if wrote else []
    caption = say("Staying, coming back and writing, by preferred language")
    return edition.table(caption, headings, lines)


def _again(edition: Edition, group: Group) -> list[str]:
    if group.again is None:
        return [edition.say("not shown")] * 2
    return [edition.say.part(*group.again), edition.likely(*group.again)]


def _stay(edition: Edition, group: Group) -> list[str]:
    """The median with its interval, unless that would be the shortest or the longest stay."""
    if not group.stays:
        return [edition.say("not shown")] * 2
    low, high = median_interval(group.stays)
    inside = low > min(group.stays) and (high < max(group.stays) or high == 1)
    likely = edition.between(low, high) if inside else edition.say("too few to say")
    return [edition.say.share(group.half), likely]


def _wrote(edition: Edition, group: Group) -> str:
    if group.comments is None:
        return edition.say("not shown")
    return edition.say.number(group.comments / group.people, 1)


@dataclass(frozen=True)
class _Series:
    """The attendees of a series of the quarter."""

    edition: Edition
    name: str

    def groups(self, here: Groups, again: Groups) -> Iterator[Group]:
        """Yield the language groups that may be told of, the largest first."""
        named = here[self.name].people.drop(ALL, errors="ignore")
        so_far = self.edition.attendees_so_far
        held = so_far.loc[so_far["series"] == self.name, "session"].nunique()
        back = again.get(self.name) if held > 1 else None
        of = self.languages.where(self.languages.isin(named.index), OTHER)
        wrote = self.comments(of)
        for code, people in named.drop(UNKNOWN, errors="ignore").items():
            if people >= FEWEST:
                stays = self.stays.reindex(of.index[of == code]).dropna().tolist()
                yield Group(self.name, str(code), int(people),
                            stays if len(stays) >= FEWEST else [],
                            int(wrote.get(code, 0)) if wrote is not None else None,
                            _came_again(back, str(code)))  # fmt: skip

    @cached_property
    def languages(self) -> pd.Series:
        """The preferred language of each attendee, by person; that it is unknown."""
        people = self.attendees["person"].drop_duplicates()
        spoken = people.map(preferred_languages(self.edition)).astype("object").fillna(UNKNOWN)
        return spoken.set_axis(people)

    @cached_property
    def attendees(self) -> pd.DataFrame:
        """One row an attendee of a session."""
        here = self.edition.attendees
        return here[here["series"] == self.name]

    @cached_property
    def stays(self) -> pd.Series:
        """The share of the planned time of their sessions that each stayed, by person."""
        here = self.edition.stays
        mine = here[here["series"] == self.name]
        planned = mine["session"].map(self.edition.sessions["minutes"]).astype("float64")
        both = mine.assign(planned=planned).groupby("person")[["minutes", "planned"]].sum()
        return both["minutes"] / both["planned"]

    def comments(self, of: pd.Series) -> pd.Series | None:
        """How many comments each group wrote; None where no writer is known, or where any group has
        a few writers, who would follow from the others'.

        of: the group of each attendee, by person.
        """
        said = self.edition.of_quarter(self.edition.community.comments)
        known = said.loc[said["session"].isin(self.attendees["session"]), "person"]
        known = known[known.isin(of.index)]
        writers = known.drop_duplicates().map(of).value_counts()
        few = max(FEWEST, self.edition.community.settings.smallest_count)
        return None if known.empty or (writers < few).any() else known.map(of).value_counts()


def _came_again(table: Protected | None, code: str) -> tuple[int, int] | None:
    """Who came more than once so far, of how many; of the others together it is not told, as they
    need not be the same languages."""
    row = table.rows.get(code, {}) if table and code != OTHER else {}
    part, whole = row.get("again"), row.get(ALL)
    return None if part is None or whole is None else (part, whole)


def _answers(edition: Edition, groups: list[Group]) -> Iterator[str]:
    """What the named groups of each series do, and whether they differ by more than chance."""
    say, found = edition.say, False
    for series in dict.fromkeys(group.series for group in groups):
        named = [group for group in groups if group.series == series and group.code != OTHER]
        came = [*_came(edition, [(group, group.again) for group in named if group.again])]
        stayed = [*_stayed(edition, [group for group in named if group.stays])]
        found = found or bool(came or stayed)
        yield from (say("{series}: {told}", series=series, told=told) for told in (*came, *stayed))
    if not found:
        yield say("Only one language group is large enough to be shown.")
    if all(group.comments is None for group in groups):
        yield say("No form tells who wrote, or too few did: comments are not told by language.")


def _listed(edition: Edition, each: list[tuple[Group, str]]) -> str:
    say = edition.say
    return say.listing([
        say("{part} ({language})", part=part, language=called(edition, group.code))
        for group, part in each
    ])  # fmt: skip


def _came(edition: Edition, told: list[tuple[Group, tuple[int, int]]]) -> Iterator[str]:
    say, parts = edition.say, [part for _, part in told]
    if len(parts) < 2 or not any(again for again, _ in parts):
        return
    said = _listed(edition, [(group, say.part(*part)) for group, part in told])
    if shares_differ(parts) < ALPHA:
        yield say("{list} came more than once, a difference that is hardly chance.", list=said)
    else:
        yield say("{list} came more than once; chance may explain the difference.", list=said)


def _stayed(edition: Edition, told: list[Group]) -> Iterator[str]:
    say = edition.say
    if len(told) < 2:
        return
    said = _listed(edition, [(group, say.share(group.half)) for group in told])
    if middles_differ([group.stays for group in told]) < ALPHA:
        yield say("half stayed at least {list} of the planned time, a difference that is hardly "
                  "chance.", list=said)  # fmt: skip
    else:
        yield say("half stayed at least {list} of the planned time; chance may explain a "
                  "difference.", list=said)  # fmt: skip

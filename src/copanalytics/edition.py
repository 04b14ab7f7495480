"""One report: which community, which quarter, in which words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypedDict

import pandas as pd

from copanalytics.accuracy import Accuracy
from copanalytics.auditing import Published
from copanalytics.calendar import Quarter
from copanalytics.charts import Bar
from copanalytics.charts import bars as drawn
from copanalytics.community import Community
from copanalytics.disclosure import protect
from copanalytics.grids import Grid, Protected, told_before
from copanalytics.period import Period
from copanalytics.section import Chart, Table
from copanalytics.statistics import interval
from copanalytics.tables import named_rows
from copanalytics.wording import Wording, wording

FEWEST = 5
"""People below whom no interval, median or share of a group is told."""


class Said(TypedDict):
    """A section's headline, and the sentences below it."""

    answer: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """What a section is made of: the tables, the quarter, the wording.

    known: what the reports of the community tell of their tables, this one's among them once that
    is settled (`report.ledger`); nothing where a notebook is run by hand. periods: what was made
    of each quarter, for this edition and all that are made of it.
    """

    community: Community
    quarter: Quarter
    say: Wording
    known: Published = field(default_factory=Published, repr=False)
    periods: dict[Quarter, Period] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, community: Community, quarter: str, language: str = "en", known: str = ""
    ) -> "Edition":
        """Return the report of a community for a quarter such as '2025-Q1', in a language.

        known: what reports tell already, as `Published.as_json` writes it.

        Raises: CopanalyticsError when the quarter is written otherwise, or the language has no
        catalogue.
        """
        told = Published.from_json(known) if known else Published()
        starts = community.settings.year_starts
        return cls(community, Quarter.parse(quarter, starts), wording(language), told)

    def protected(self, grid: Grid, beside: Published | None = None) -> Protected:
        """Return a table of counts of people as it may be shown; say nothing else of it.

        It is what the report tells already, else what may be told beside all that is known.
        beside: other tables that a section tells, with the sums that connect them with this one.
        """
        smallest = self.community.settings.smallest_count
        known = self.known.joined(beside) if beside else self.known
        return told_before(grid, known, smallest) or protect(grid, smallest, known)

    @property
    def period(self) -> Period:
        """The quarter of the community."""
        if self.quarter not in self.periods:
            self.periods[self.quarter] = Period(self.community, self.quarter)
        return self.periods[self.quarter]

    @property
    def sessions(self) -> pd.DataFrame:
        """The sessions held in the quarter, by `session`, with their local `day`.

        Those of the main series first; of a series, the latest first.
        """
        return self.period.sessions

    @property
    def all_series(self) -> list[str]:
        """The series of sessions.csv, the main one first: that of the settings, else that with the
        most sessions."""
        return self.period.all_series

    @property
    def series(self) -> list[str]:
        """The series of the quarter's sessions, the main one first."""
        return self.period.series

    @property
    def sessions_so_far(self) -> pd.DataFrame:
        """The sessions held until the end of the quarter, by `session`, with their local `day`."""
        return self.period.sessions_so_far

    @property
    def minutes(self) -> pd.Series:
        """How many minutes each person was present, by session and person (see `presence`)."""
        return self.period.minutes

    @property
    def attendees_so_far(self) -> pd.DataFrame:
        """One row an attendee of a session until the end of the quarter, in order of time:
        session, person, minutes, series."""
        return self.period.attendees_so_far

    @property
    def attendees(self) -> pd.DataFrame:
        """One row an attendee of a session of the quarter: session, person, minutes, series."""
        return self.period.attendees

    @property
    def stays(self) -> pd.DataFrame:
        """The rows of `attendees`, with the minutes of the planned time that each was present."""
        return self.period.stays

    @property
    def accuracy(self) -> Accuracy:
        """How far the codings of the comments until the end of the quarter can be trusted."""
        return self.period.accuracy

    @property
    def comments_so_far(self) -> pd.DataFrame:
        """The comments of the sessions held until the end of the quarter."""
        return self.period.comments_so_far

    @property
    def last_day(self) -> dt.date | None:
        """The local day of the last session held until the end of the quarter; None if none was."""
        return self.period.last_day

    def of_quarter(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table that belong to the sessions of the quarter."""
        return self.period.of_quarter(table)

    def comments(self, prompt: str) -> pd.DataFrame:
        """Return the comments of the quarter under a prompt."""
        comments = self.of_quarter(self.community.comments)
        return comments[comments["prompt"] == prompt]

    def earlier(self, quarters: int) -> "Edition":
        """Return the same community so many quarters before."""
        return replace(self, quarter=self.quarter.shifted(-quarters))

    def nothing(self, otherwise: str) -> str:
        """Return that no session was held in the quarter; where one was, `otherwise`."""
        if len(self.sessions):
            return otherwise
        return self.say(
            "No session was held from {quarter}.", quarter=self.say.quarter(self.quarter)
        )

    def no_attendance(self) -> str:
        """Return that no session was held, or that no attendance export of one is there."""
        quarter = self.say.quarter(self.quarter)
        return self.nothing(
            self.say("There is no attendance export for the sessions from {quarter}.",
                     quarter=quarter)
        )  # fmt: skip

    def likely(self, part: float, whole: float) -> str:
        """Return the 95% interval of a share in words; that it is too few to say of a small one."""
        if whole < FEWEST:
            return self.say("too few to say")
        return self.between(*interval(int(part), int(whole)))

    def between(self, low: float, high: float) -> str:
        """Return the ends of an interval of shares in words."""
        return self.say("{low} to {high}", low=self.say.share(low), high=self.say.share(high))

    def label(self, session: str) -> str:
        """Return what a session is called in a sentence: its series and date."""
        row: Any = self.sessions_so_far.loc[session]
        return self.say(
            "{series} on {date}", series=str(row["series"]), date=self.say.date(row["day"])
        )

    def called(self, session: str) -> str:
        """Return what a session of the quarter is called: its series, with its date if need be."""
        series = self.sessions["series"]
        alone = (series == series[session]).sum() == 1
        return str(series[session]) if alone else self.label(session)

    def told(self, sentences: Sequence[str]) -> Said:
        """Return sentences as a section says them: the first as its headline."""
        return {"answer": sentences[0], "also": tuple(sentences[1:])}

    def row(self, session: str) -> str:
        """Return what a session is called at the head of a row: its date and series."""
        row: Any = self.sessions_so_far.loc[session]
        return self.say(
            "{date}, {series}", date=self.say.date(row["day"], "medium"), series=str(row["series"])
        )

    def table(self, caption: str, headings: list[str], rows: list[list[str]]) -> Table:
        """Return a table behind a chart; each row starts with what it is about."""
        return Table(
            self.say("Show the numbers"), caption, tuple(headings), tuple(map(tuple, rows))
        )

    def chart(
        self, values: pd.Series, texts: Sequence[str], title: str, longest: float | None = None
    ) -> Chart:
        """Return bars, one a session in order of time, series by series; the quarter's are dark.

        values: length by session. texts: what stands at each bar. title: what the bars are, for
        who cannot see them. longest: the length of a full bar (else of the longest).
        """
        say, sessions, now = self.say, self.sessions_so_far, self.sessions.index
        told = dict(zip(values.index, texts, strict=True))
        bars = [
            Bar(say.date(row["day"]), values[name], told[name], str(row["series"]), name in now)
            for name, row in named_rows(sessions[sessions.index.isin(told)])
        ]
        first = sessions["series"].drop_duplicates().tolist()
        return self.bars(sorted(bars, key=lambda bar: first.index(bar.group)), title, longest)

    def bars(self, items: Sequence[Bar], title: str, longest: float | None = None) -> Chart:
        """Return bars as they are, with what they say in words.

        title: what the bars are. longest: the length of a full bar (else of the longest).
        """
        say = self.say
        said = say.listing([f"{bar.group}, {bar.label}: {bar.text}" for bar in items])
        alt = say("Bar chart: {title}. {items}.", title=title, items=said)
        return Chart(drawn(items, longest), alt)

    def source(self, kind: Literal["attendance", "feedback"], rule: str) -> str:
        """Return the line that tells how many exports a section rests on, and its rule."""
        files = self.community.files
        mine = files[(files["kind"] == kind) & files["session"].isin(self.sessions.index)]
        unread = int(mine["unread"].sum())
        counted = (
            self.say.plural("Source: {n} attendance export of the quarter. {rule}",
                            "Source: {n} attendance exports of the quarter. {rule}",
                            len(mine), rule=rule)
            if kind == "attendance"
            else self.say.plural("Source: {n} feedback export of the quarter. {rule}",
                                 "Source: {n} feedback exports of the quarter. {rule}",
                                 len(mine), rule=rule)
        )  # fmt: skip
        if not unread:
            return counted
        left_out = self.say.plural("{n} row could not be read.", "{n} rows could not be read.",
                                   unread)  # fmt: skip
        return f"{counted} {left_out}"

"""What was held, and who came, until the end of a quarter and in it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from copanalytics.accuracy import Accuracy, accuracy
from copanalytics.agreement import with_none
from copanalytics.calendar import Quarter, local_days
from copanalytics.community import Community
from copanalytics.presence import attendees, presence


@dataclass(frozen=True, eq=False)
class Period:
    """The tables of a community as known at the end of a quarter; each is made once."""

    community: Community
    quarter: Quarter

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """The sessions held in the quarter, by `session`, with their local `day`.

        Those of the main series first; of a series, the latest first.
        """
        held = self.sessions_so_far
        mine = held[held["day"] >= self.quarter.first].iloc[::-1]
        rank = mine["series"].map({name: n for n, name in enumerate(self.all_series)})
        return mine.loc[rank.sort_values(kind="stable").index]

    @cached_property
    def all_series(self) -> list[str]:
        """The series of sessions.csv, the main one first: that of the settings, else that with the
        most sessions."""
        names = [str(name) for name in self.community.sessions["series"].value_counts().index]
        return sorted(names, key=lambda name: name != self.community.settings.main_series)

    @cached_property
    def series(self) -> list[str]:
        """The series of the quarter's sessions, the main one first."""
        return self.sessions["series"].drop_duplicates().astype("str").tolist()

    @cached_property
    def sessions_so_far(self) -> pd.DataFrame:
        """The sessions held until the end of the quarter, by `session`, with their local `day`."""
        sessions = self.community.sessions
        days = local_days(sessions["start"], sessions["timezone"])
        dated = sessions.assign(day=pd.Series(days, dtype="object")).set_index("session")
        return dated[(dated["status"] == "held") & (dated["day"] <= self.quarter.last)]

    @cached_property
    def minutes(self) -> pd.Series:
        """How many minutes each person was present, by session and person (see `presence`)."""
        return presence(self.community.attendance)

    @cached_property
    def attendees_so_far(self) -> pd.DataFrame:
        """One row an attendee of a session until the end of the quarter, in order of time:
        session, person, minutes, series."""
        sessions = self.sessions_so_far
        known = attendees(self.minutes, sessions)
        here = known[known["session"].isin(sessions.index)]
        placed = here.assign(series=here["session"].map(sessions["series"]))
        order = placed["session"].map({name: at for at, name in enumerate(sessions.index)})
        return placed.loc[order.sort_values(kind="stable").index].reset_index(drop=True)

    @cached_property
    def attendees(self) -> pd.DataFrame:
        """One row an attendee of a session of the quarter: session, person, minutes, series."""
        return self.of_quarter(self.attendees_so_far).reset_index(drop=True)

    @cached_property
    def stays(self) -> pd.DataFrame:
        """The rows of `attendees`, with the minutes of the planned time that each was present."""
        here, rows = self.attendees, self.of_quarter(self.community.attendance)
        minutes = presence(rows, self.sessions[["start", "minutes"]]).reset_index()
        return here.drop(columns="minutes").merge(minutes, on=["session", "person"])

    @cached_property
    def accuracy(self) -> Accuracy:
        """How far the codings of the comments until the end of the quarter can be trusted."""
        community, comments = self.community, self.comments_so_far["comment"]
        coded = community.coded[community.coded["comment"].isin(comments)]
        flags = community.confirmed
        drawn = comments[comments.isin(flags.loc[flags["random"], "comment"])]
        decided = with_none(community.codings, drawn)
        return accuracy(coded, decided, with_none(community.by_codebook, drawn))

    @property
    def comments_so_far(self) -> pd.DataFrame:
        """The comments of the sessions held until the end of the quarter."""
        comments = self.community.comments
        return comments[comments["session"].isin(self.sessions_so_far.index)]

    @property
    def last_day(self) -> dt.date | None:
        """The local day of the last session held until the end of the quarter; None if none was."""
        days = self.sessions_so_far["day"]
        return max(days) if len(days) else None

    def of_quarter(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table that belong to the sessions of the quarter."""
        return table[table["session"].isin(self.sessions.index)]

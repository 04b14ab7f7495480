"""A community folder as tidy tables."""

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from copanalytics.calendar import Quarter, local_days
from copanalytics.coding import Coder
from copanalytics.doubt import Doubt
from copanalytics.intake import read_whole
from copanalytics.names import Names
from copanalytics.settings import Settings
from copanalytics.tables import TABLES
from copanalytics.tidying import tidied

State = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of every file in a folder."""


@dataclass(frozen=True)
class Community:
    """The tidy tables of tables.py, and what a report must say of where they come from.

    folder: where it was read. files: one row a file (file, session, format, kind, rows, unread).
    coded: every row of reference/codings.csv, by line, whoever coded. coder: what gives the themes
    of comments that nobody decided about. by_name: the people whom a name alone identifies, or not
    even that. doubt: who may be somebody else, for `people_range` (doubt.py). names: for masking
    and the leak check only.
    """

    folder: Path
    settings: Settings
    sessions: pd.DataFrame
    members: pd.DataFrame
    attendance: pd.DataFrame
    rooms: pd.DataFrame
    registrations: pd.DataFrame
    comments: pd.DataFrame
    answers: pd.DataFrame
    codings: pd.DataFrame
    confirmed: pd.DataFrame
    actions: pd.DataFrame
    files: pd.DataFrame
    coded: pd.DataFrame = field(repr=False)
    coder: Coder = field(repr=False)
    by_name: frozenset[str] = field(repr=False)
    doubt: Doubt = field(repr=False)
    names: Names = field(repr=False)

    @property
    def codebook(self) -> Coder:
        """The coder without what it learned from confirmed comments, to be measured with them."""
        return replace(self.coder, lesson=None)

    @cached_property
    def by_codebook(self) -> pd.DataFrame:
        """What the codebook alone gives the comments: comment, theme."""
        # Where nothing is confirmed nothing was learned, and the codings are the codebook's.
        unlearned = self.confirmed.empty
        found = self.codings if unlearned else self.codebook.suggest(self.comments)
        return found[["comment", "theme"]]

    @property
    def quarters(self) -> list[Quarter]:
        """The quarters in which a session was held, the earliest first."""
        held = self.sessions[self.sessions["status"] == "held"]
        days = local_days(held["start"], held["timezone"])
        return sorted({Quarter.of(day, self.settings.year_starts) for day in days})


def load(folder: str | Path) -> Community:
    """Return the tidy tables of a community folder.

    Pseudonyms are the same at every load where the folder has a key file (`copanalytics init`
    makes it), else for this load only.

    Raises: CopanalyticsError with a line for every file that cannot be read, as its absence would
    change numbers.
    """
    community = _loaded(Path(folder), _state(Path(folder)))
    # The caller's own frames: what a notebook adds to one of them stays there.
    return replace(community, **{name: getattr(community, name).copy() for name in TABLES})


@lru_cache(maxsize=1)
def _loaded(path: Path, _: State) -> Community:
    """The last community, once read, while no file of it changes: all notebooks use it."""
    found = read_whole(path)
    return Community(path, found.settings, **tidied(path, found))


def _state(path: Path) -> State:
    files = (file for file in sorted(path.rglob("*")) if file.is_file())
    return tuple((str(f), (now := f.stat()).st_mtime_ns, now.st_size) for f in files)

"""What Zoom's two lists of participants share: the columns of a person, roles, waiting rooms."""

import re
from collections.abc import Mapping

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import summed, timed
from copanalytics.exports._content import Content
from copanalytics.exports._export import Reading
from copanalytics.exports._records import Records
from copanalytics.exports._words import means, with_zones, words

HOST = re.compile(r"\((?:co-)?host\)\s*$", re.IGNORECASE)
PERSON = ("name", "email", "joined_at", "left_at", "stated", "total", "guest", "waiting_room")


def people(
    found: Records, headings: Mapping[str, str], source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one row a connection, or one a person where there are no times; and the problems.

    headings: the column of each meaning to its heading as written.
    """
    columns = [column for column in PERSON if column in found.frame]
    if "total" in columns and "joined_at" not in columns:
        columns = [column for column in columns if column != "stated"]
    written = with_zones(found.frame[columns], headings)
    if "joined_at" in written:
        rows, problems = timed(written, source, reading)
    else:
        rows, problems = summed(written, "total")
    table = rows.assign(role=_roles(rows), waiting_room=_waiting(rows, source))
    return table, [*found.problems, *problems]


def _waiting(rows: pd.DataFrame, source: Content) -> pd.Series:
    """Which rows are stays in the waiting room; a word that is neither yes nor no stops."""
    if "waiting_room" not in rows:
        return pd.Series(False, rows.index)
    said = rows["waiting_room"].str.strip()
    yes, no = means(said, words("yes")["yes"]), means(said, words("yes")["no"])
    other = said[~yes & ~no & ~said.isin(("", "-"))]
    if len(other):
        raise source.wrong(
            f"says {other.iloc[0]!r} for being in the waiting room, which is no yes or no that is "
            "known; export it with Zoom in English.",
            int(str(other.index[0])),
        )
    return yes


def _roles(rows: pd.DataFrame) -> pd.Series:
    none = pd.Series(False, rows.index)
    guest = means(rows["guest"].str.strip(), words("yes")["yes"]) if "guest" in rows else none
    roles = pd.Series("participant", rows.index).mask(guest, "guest")
    return roles.mask(rows["name"].str.contains(HOST), "host")

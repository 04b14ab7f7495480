"""Break-out rooms: how large they were, and who has met whom.

Interactions are part of the 'immediate value' of a community of practice, the first cycle of
Wenger, Trayner and de Laat ('Promoting and assessing value creation in communities and networks: a
conceptual framework', Ruud de Moor Centrum, rapport 18, 2011); here one is a room shared.
"""

from itertools import combinations

import pandas as pd

LARGEST = 5
"""People of the largest room in which everybody is expected to speak (the charity's own rule)."""

ROOM = ["session", "part", "room"]


def room_sizes(rooms: pd.DataFrame, here: pd.DataFrame) -> pd.Series:
    """Return how many attendees were in each room, by session, part and room.

    rooms: one row a person in a room of a session. here: one row an attendee; who is on a list of
    rooms and did not attend is left out.

    >>> rooms = pd.DataFrame({"session": "a", "part": "", "room": ["1", "1", "1", "2"],
    ...                       "person": ["p", "q", "absent", "r"]})
    >>> here = pd.DataFrame({"session": "a", "person": ["p", "q", "r"]})
    >>> room_sizes(rooms, here).to_dict()
    {('a', '', '1'): 2, ('a', '', '2'): 1}
    """
    return _filled(rooms, here).groupby(ROOM)["person"].nunique().rename("people")


def _filled(rooms: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    return rooms.merge(here[["session", "person"]], on=["session", "person"])


def met(rooms: pd.DataFrame, here: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of people who have shared a room: one, other, session (the first time).

    >>> rooms = pd.DataFrame({"session": "a", "part": "", "room": ["1", "1", "2"],
    ...                       "person": ["p", "q", "r"]})
    >>> met(rooms, rooms)[["one", "other"]].to_numpy().tolist()
    [['p', 'q']]
    """
    order = {session: place for place, session in enumerate(here["session"].drop_duplicates())}
    groups = _filled(rooms, here).groupby(ROOM)["person"].unique()
    pairs = [
        (*pair, str(session))
        for session, people in zip(groups.index.get_level_values("session"), groups, strict=True)
        for pair in combinations(sorted(people), 2)
    ]
    table = pd.DataFrame(pairs, columns=["one", "other", "session"])
    ordered = table.assign(place=table["session"].map(order)).sort_values("place", kind="stable")
    return ordered.drop_duplicates(["one", "other"]).drop(columns="place").reset_index(drop=True)


def meeting(
    rooms: pd.DataFrame, here: pd.DataFrame, groups: pd.Series | None = None
) -> pd.DataFrame:
    """Return, by session with rooms: people so far, their possible pairs, and the pairs that met.

    people: those who were in a room up to then. possible: pairs among them; met: those who have
    shared a room by then. groups: group (a country) by person; given, only pairs of two different
    groups count. The share met ÷ possible is the density of the network of meetings (Wasserman and
    Faust 1994, chapter 4). here: one row an attendee, sessions in order of time.

    >>> rooms = pd.DataFrame({"session": "a", "part": "", "room": ["1", "1", "2"],
    ...                       "person": ["p", "q", "r"]})
    >>> meeting(rooms, rooms).loc["a"].to_dict()
    {'people': 3, 'possible': 3, 'met': 1}
    >>> meeting(rooms, rooms, pd.Series({"p": "FR", "q": "FR", "r": "GB"})).loc["a"].to_dict()
    {'people': 3, 'possible': 2, 'met': 0}
    """
    filled = _filled(rooms, here)
    order = here["session"].drop_duplicates()
    pairs = met(rooms, here)
    if groups is not None:
        filled = filled[filled["person"].isin(groups.dropna().index)]
        one, other = (pairs[side].map(groups) for side in ("one", "other"))
        pairs = pairs[one.notna() & other.notna() & (one != other)]
    rows, until = {}, []
    for session in order[order.isin(filled["session"])]:
        until.append(session)
        people = filled.loc[filled["session"].isin(until), "person"].drop_duplicates()
        rows[session] = (
            len(people), _possible(people, groups), int(pairs["session"].isin(until).sum())
        )  # fmt: skip
    columns = ["people", "possible", "met"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("session")


def _possible(people: pd.Series, groups: pd.Series | None) -> int:
    size = len(people)
    alike = 0
    if groups is not None:
        alike = sum(n * (n - 1) // 2 for n in people.map(groups).value_counts())
    return size * (size - 1) // 2 - alike

"""Which break-out rooms each invented person was in, and the lists that the host kept of them."""

from random import Random

import pandas as pd

from .text import separated

FRENCH = "Salle 4 (français)"
ENGLISH = ("Room 1 (English)", "Room 2 (English)", "Room 3 (English)")
SMALL = 5
"""The most people that a room should have; the third session does not keep to it in French."""
PARTS = {
    "cop-1": ("",),
    "cop-2": ("What has worked well", "What has not worked so well"),
    "cop-3": ("What has worked well", "What has not worked so well"),
}
"""The rounds of rooms of each session of which a list was kept; of the fourth none was."""


def rooms(people: pd.DataFrame, connections: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a row a person in a room: session, part, person, room, language.

    None for who left at once.
    """
    stayed = connections[connections["left_at"] - connections["joined_at"] > pd.Timedelta("8min")]
    language = people.set_index("person")["language"]
    found = []
    for session, parts in PARTS.items():
        present = sorted(stayed.loc[stayed["session"] == session, "person"].unique())
        for part in parts:
            chance = Random(f"{seed} rooms {session} {part}")
            shuffled = chance.sample(present, len(present))
            found += _round(session, part, shuffled, language)
    return pd.DataFrame(found)


def _round(session: str, part: str, people: list[str], language: pd.Series) -> list[dict]:
    speakers = sorted(people, key=lambda person: language[person] != "fr")
    french = sum(language[person] == "fr" for person in speakers)
    place = _four if session == "cop-1" else _small
    return [
        {"session": session, "part": part, "person": person}
        | dict(zip(("room", "language"), place(session, at, french), strict=True))
        for at, person in enumerate(speakers)
    ]


def _four(_: str, at: int, french: int) -> tuple[str, str]:
    return (FRENCH, "fr") if at < french else (ENGLISH[at % len(ENGLISH)], "en")


def _small(session: str, at: int, french: int) -> tuple[str, str]:
    if at < french:
        return f"Salle {1 if session == 'cop-3' else at // SMALL + 1}", "fr"
    return f"Room {(at - french) // SMALL + 1}", "en"


def listed(rooms: pd.DataFrame, people: pd.DataFrame, session: str) -> str:
    """Return the list that the host kept of a session's rooms."""
    named = rooms[rooms["session"] == session].merge(people[["person", "name", "email"]])
    ordered = named.sort_values(["part", "room", "name"], ascending=[False, True, True])
    columns = {"part": "Part", "room": "Room", "language": "Language", "name": "Name",
               "email": "Email"}  # fmt: skip
    return separated([[*columns.values()], *ordered[list(columns)].to_numpy().tolist()])

"""Which break-out room each invented person was in. No export tells; one form asks."""

from random import Random

import pandas as pd

FRENCH = "Salle 4 (français)"
ENGLISH = ("Room 1 (English)", "Room 2 (English)", "Room 3 (English)")
SMALL = 5
"""The most people in a room of session two."""


def rooms(people: pd.DataFrame, connections: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a row a person in a room: session, person, room; none for who left at once."""
    stayed = connections[connections["left_at"] - connections["joined_at"] > pd.Timedelta("8min")]
    language = people.set_index("person")["language"]
    chance = Random(f"{seed} rooms")
    found = []
    for session, room_of in (("cop-1", _four), ("cop-2", _small)):
        present = stayed.loc[stayed["session"] == session, "person"].unique()
        shuffled = chance.sample(sorted(present), len(present))
        speakers = sorted(shuffled, key=lambda person: language[person] != "fr")
        french = sum(language[person] == "fr" for person in speakers)
        found += [
            {"session": session, "person": person, "room": room_of(place, french)}
            for place, person in enumerate(speakers)
        ]
    return pd.DataFrame(found)


def _four(place: int, french: int) -> str:
    return FRENCH if place < french else ENGLISH[place % len(ENGLISH)]


def _small(place: int, french: int) -> str:
    spoken = "French" if place < french else "English"
    number = (place if place < french else place - french) // SMALL
    return f"{spoken} {number + 1}"

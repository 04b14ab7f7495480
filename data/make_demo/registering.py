"""Who registered for the invented webinar, whether they came or not, and from which country."""

from random import Random

import pandas as pd

from . import tables

WEBINAR = "hic-1"
"""The session that one registers for."""
MISSED = 0.4
"""The chance that a person in the directory who did not come had registered."""


def registrations(
    sessions: pd.DataFrame, people: pd.DataFrame, connections: pd.DataFrame, seed: int
) -> pd.DataFrame:
    """Return a row a registration, in order of time: session, person, registered_at, place."""
    chance = Random(f"{seed} registrations")
    came = set(connections.loc[connections["session"] == WEBINAR, "person"])
    starts = sessions.set_index("session").loc[WEBINAR, "starts"]
    runs = {tables.HOST, *tables.PANEL[WEBINAR]}
    asked = people[(people["email"] != "") & ~people["person"].isin(runs)]
    found = [
        _registration(person, starts, asked, chance)
        for person in asked.to_dict("records")
        if person["person"] in came or _missed(person, chance)
    ]
    return pd.DataFrame(found).sort_values("registered_at", ignore_index=True)


def _missed(person: dict, chance: Random) -> bool:
    return person["member"] == "yes" and chance.random() < MISSED


def _registration(person: dict, starts: pd.Timestamp, asked: pd.DataFrame, chance: Random) -> dict:
    """A traveller, or a company network, connects from another country than the directory's."""
    away = chance.random() < 0.07
    before = pd.Timedelta(seconds=chance.randint(900, 21 * 86400))
    return {
        "session": WEBINAR,
        "person": person["person"],
        "registered_at": starts - before,
        "place": chance.choice(sorted(set(asked["country"]))) if away else person["country"],
    }

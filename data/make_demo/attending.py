"""Who comes to an invented session, when they join and leave, and how often they drop out."""

from random import Random

import pandas as pd

from . import naming, tables

Stay = tuple[pd.Timestamp, pd.Timestamp]

ONCE = "hic-2"
"""The session whose export has no times: one connection a person, so that its total is exact."""
WHOLE = "cop-3"
"""The session whose export shows no seconds: connections on whole minutes."""
WAITS = "cop-1"
"""The session with a waiting room."""


def connections(
    sessions: pd.DataFrame, people: pd.DataFrame, seed: int, mess: float
) -> pd.DataFrame:
    """Return a row a connection: session, person, joined_at, left_at, name, email, device."""
    found = [
        connection
        for session in sessions.to_dict("records")
        for person in people.to_dict("records")
        for connection in _of_one(session, person, seed, mess)
    ]
    table = pd.DataFrame(found)
    return table.sort_values(["session", "joined_at", "person"], ignore_index=True)


def waiting(connections: pd.DataFrame, seed: int, mess: float) -> pd.DataFrame:
    """Return a row a stay in the waiting room, which ends as the connection begins."""
    met = connections[(connections["session"] == WAITS) & (connections["person"] != tables.HOST)]
    chance = Random(f"{seed} waiting")
    share = min(1.0, 0.4 * mess)
    kept = met[[chance.random() < share for _ in met.index]]
    lengths = [pd.Timedelta(seconds=chance.randint(6, 400)) for _ in kept.index]
    began = kept["joined_at"] - pd.Series(lengths, index=kept.index, dtype="timedelta64[ns]")
    return kept.assign(left_at=kept["joined_at"], joined_at=began)


def _of_one(session: dict, person: dict, seed: int, mess: float) -> list[dict]:
    chance = Random(f"{seed} {session['session']} {person['person']}")
    if not _comes(session, person, chance):
        return []
    stay = _stay(session, person, chance)
    untidy = Random(f"{seed} mess {session['session']} {person['person']}")
    stays = _split(stay, untidy, 0 if session["session"] == ONCE else mess)
    shown = naming.Shown(session["session"], person, mess, untidy)
    rounded = session["session"] == WHOLE or not person["email"]
    return [
        {"session": session["session"], "person": person["person"]}
        | _times(*times, rounded)
        | shown.on(device)
        for times, device in stays
    ]


def _comes(session: dict, person: dict, chance: Random) -> bool:
    if person["person"] in (tables.HOST, *tables.PANEL.get(session["session"], ())):
        return True
    likes = person["keen" if session["series"] == "Community of Practice" else "talks"]
    return person["begins"] <= session["number"] <= person["ends"] and chance.random() < likes


def _stay(session: dict, person: dict, chance: Random) -> Stay:
    early = -22 if person["person"] == tables.HOST else chance.triangular(-12, 11, -2)
    joined = session["starts"] + pd.Timedelta(seconds=round(60 * early))
    if person["keen"] < 1 and chance.random() < 0.06:
        return joined, joined + pd.Timedelta(seconds=chance.randint(40, 200))
    leaves = chance.triangular(-12, 8, 1)
    if person["keen"] < 1 and chance.random() < 0.1:
        leaves = -chance.uniform(20, int(session["minutes"]) - 30)
    if person["person"] == tables.HOST:
        leaves = 9
    return joined, session["ends"] + pd.Timedelta(seconds=round(60 * leaves))


def _split(stay: Stay, chance: Random, mess: float) -> list[tuple[Stay, bool]]:
    seconds = int((stay[1] - stay[0]).total_seconds())
    if seconds < 600 or not mess:
        return [(stay, False)]
    stays = [stay]
    for _ in range(int(0.15 * mess + chance.random())):
        stays = _dropped(stays, chance)
    devices = []
    for _ in range(int(0.1 * mess + chance.random())):
        joined = stay[0] + pd.Timedelta(seconds=chance.randint(60, seconds - 200))
        devices.append((joined, joined + pd.Timedelta(seconds=chance.randint(120, seconds))))
    return [(each, False) for each in stays] + [(_ending(each, stay), True) for each in devices]


def _dropped(stays: list[Stay], chance: Random) -> list[Stay]:
    longest = max(stays, key=lambda stay: stay[1] - stay[0])
    seconds = int((longest[1] - longest[0]).total_seconds())
    if seconds < 600:
        return stays
    cut = longest[0] + pd.Timedelta(seconds=chance.randint(200, seconds - 300))
    back = cut + pd.Timedelta(seconds=chance.choice([2, 5, 14, 31, 48, 75, 120, 190]))
    return [stay for stay in stays if stay != longest] + [(longest[0], cut), (back, longest[1])]


def _ending(device: Stay, stay: Stay) -> Stay:
    return device[0], min(device[1], stay[1] + pd.Timedelta(seconds=35))


def _times(joined: pd.Timestamp, left: pd.Timestamp, rounded: bool) -> dict:
    if rounded:
        joined, left = joined.floor("min"), left.floor("min")
        left = max(left, joined + pd.Timedelta(minutes=1))
    return {"joined_at": joined, "left_at": left}

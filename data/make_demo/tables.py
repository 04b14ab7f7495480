"""The invented facts kept by hand beside this module: people, sessions, questions and comments."""

from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
HOST = "eleanor.whitcombe@network-office.example"
"""The invented host of every session."""
PANEL = {
    "hic-1": ("hohlbeck@nordstern-wohnpaare.example", "priya.vadgama@network-office.example"),
}
"""The invented panelists of the webinar."""


def rows(name: str) -> pd.DataFrame:
    """Return a file of this folder as text, only the empty cell empty."""
    return pd.read_csv(HERE / name, dtype=str, keep_default_na=False, encoding="utf-8")


def sessions() -> pd.DataFrame:
    """Return the sessions in order of time, with `number` (from 1), `starts` and `ends` in UTC."""
    found = rows("sessions.csv")
    zoned = [
        pd.Timestamp(start, tz=zone).tz_convert("UTC")
        for start, zone in zip(found["start"], found["timezone"], strict=True)
    ]
    starts = pd.Series(zoned, index=found.index)
    length = pd.to_timedelta(found["minutes"].astype(int), unit="min")
    return found.assign(number=range(1, len(found) + 1), starts=starts, ends=starts + length)


def people() -> pd.DataFrame:
    """Return everyone invented, in the directory or not.

    `person` is the e-mail in small letters, or the name where there is none. `begins` and `ends`
    number the sessions between which a person comes; `keen` and `talks` are the chances of coming
    to either series.
    """
    found = rows("people.csv")
    name = found["first"] + " " + found["last"]
    email = found["email"].str.lower()
    return found.assign(
        name=name,
        person=email.where(email != "", name),
        begins=found["begins"].astype(int),
        ends=found["ends"].astype(int),
        keen=found["keen"].astype(float),
        talks=found["talks"].astype(float),
    )

"""The invented network's member directory, and the corrections kept beside it."""

import pandas as pd

from . import tables
from .feedback import CLOSED
from .text import separated
from .truth import Truth

COLUMNS = {
    "first": "First name",
    "last": "Last name",
    "organisation": "Organisation",
    "email": "Email",
    "written": "Country",
    "language": "Preferred language",
    "type": "Member type",
    "since": "Member since",
}


def members(truth: Truth) -> str:
    """Return the directory as an association's database exports it."""
    listed = truth.people[truth.people["member"] == "yes"].sort_values(["last", "first"])
    rows = listed[list(COLUMNS)].to_numpy().tolist()
    return separated([list(COLUMNS.values()), *rows])


def prompts() -> str:
    """Return reference/prompts.csv: what each question of the forms asks for."""
    asked = tables.rows("questions.csv").drop_duplicates("question")
    asked = asked.assign(prompt=asked["prompt"].mask(asked["prompt"].isin(CLOSED), "closed"))
    return _table(asked[["question", "prompt", "reason"]])


def people(truth: Truth) -> str:
    """Return reference/people.csv: whose the device names without an e-mail are."""
    met = truth.connections.merge(truth.people[["person", "first"]], on="person")
    lone = met[(met["email"] == "") & (met["name"] == met["first"] + "'s iPad")]
    found = lone.drop_duplicates("name").sort_values("name")
    reason = "a second device; " + found["first"] + " confirmed it"
    return _table(pd.DataFrame({"written": found["name"], "is": found["person"], "reason": reason}))


def _table(table: pd.DataFrame) -> str:
    return separated([list(table.columns), *table.to_numpy().tolist()], end="\n")

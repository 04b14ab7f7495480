"""What the analyst says in reference/*.csv of questions, dates, headings and countries."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from copanalytics import countries
from copanalytics.coding import shipped
from copanalytics.errors import CopanalyticsError
from copanalytics.exports import Order
from copanalytics.folding import fold, question_key
from copanalytics.settings import read_reference

PROMPTS = ("worked", "not_worked", "action", "hope", "concern", "question", "topic", "other")
CLOSED = "closed"
"""The prompt of a question whose answer is a rating, a choice or a vote."""

ORDERS = ("day-first", "month-first")
MAPPABLE = {
    "members": {"name", "first_name", "last_name", "email", "organisation", "country", "language",
                "status", "joined_on"},
    "attendance": {"name", "email", "joined_at", "left_at", "minutes"},
    "registration": {"name", "first_name", "last_name", "email", "organisation", "country",
                     "registered_at", "status"},
    "feedback": {"submitted_at", "name", "email", "respondent", "language"},
}  # fmt: skip
"""What a heading may mean in reference/mappings.csv, by kind."""


@dataclass(frozen=True)
class References:
    """What the analyst said in reference/*.csv, beside what ships."""

    prompts: dict[str, str]
    orders: dict[str, Order]
    mappings: pd.DataFrame
    countries: frozenset[str]


def references(folder: Path) -> References:
    """Return what is said of questions, orders of dates, headings and countries.

    Raises: CopanalyticsError for a value that there is not.
    """
    own = read_reference(folder, "prompts", ("question", "prompt"))
    orders = read_reference(folder, "date_orders", ("file", "order"))
    mappings = read_reference(folder, "mappings", ("kind", "heading", "column"))
    said = read_reference(folder, "countries", ("written", "country"))
    wrong = [
        ("prompts", own["prompt"], "prompt", [*PROMPTS, CLOSED]),
        ("date_orders", orders["order"], "order", [*ORDERS]),
        ("mappings", mappings["kind"], "kind", sorted(MAPPABLE)),
        ("mappings", mappings["column"], "column", sorted(set().union(*MAPPABLE.values()))),
    ]
    lines = [
        f"reference/{name}.csv, line {n}: {what} {value!r} is not one of {', '.join(known)}."
        for name, values, what, known in wrong
        for n, value in values.items()
        if value not in known
    ]
    lines += [
        f"reference/countries.csv, line {n}: country {code!r} is no country; write its two letters."
        for n, code in said["country"].items()
        if not (countries.resolve(code.upper()) or countries.resolve(code))
    ]
    if lines:
        raise CopanalyticsError(*lines)
    every = pd.concat([shipped("prompts"), own])
    return References(
        prompts=dict(zip(every["question"].map(question_key), every["prompt"], strict=True)),
        orders=dict(zip(orders["file"], orders["order"], strict=True)),
        mappings=mappings,
        countries=frozenset(said["written"].map(fold)),
    )

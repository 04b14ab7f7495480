"""What the analyst says in reference/*.csv of questions, dates, headings and countries."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from copanalytics import countries
from copanalytics.errors import CopanalyticsError
from copanalytics.exports import Order
from copanalytics.folding import fold, question_key
from copanalytics.settings import read_reference
from copanalytics.shipping import shipped
from copanalytics.splitting import SESSION

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
    "rooms": {"name", "first_name", "last_name", "email", "room", "language", "part"},
}  # fmt: skip
"""What a heading may mean in reference/mappings.csv, by kind."""


@dataclass(frozen=True)
class References:
    """What the analyst said in reference/*.csv, beside what ships."""

    prompts: dict[str, str]
    orders: dict[str, Order]
    mappings: pd.DataFrame
    countries: dict[str, str]
    session_names: dict[str, str]


def references(folder: Path) -> References:
    """Return what is said of questions, orders of dates, headings and countries.

    Raises: CopanalyticsError for a value that there is not.
    """
    own = read_reference(folder, "prompts", ("question", "prompt"))
    orders = read_reference(folder, "date_orders", ("file", "order"))
    mappings = read_reference(folder, "mappings", ("kind", "heading", "column"))
    said = read_reference(folder, "countries", ("written", "country"))
    named = read_reference(folder, "session_names", ("written", "session"))
    lines = [
        *_unknown("prompts", own["prompt"], [*PROMPTS, CLOSED, SESSION]),
        *_unknown("date_orders", orders["order"], [*ORDERS]),
        *_unknown("mappings", mappings["kind"], sorted(MAPPABLE)),
        *_unknown("mappings", mappings["column"], sorted(set().union(*MAPPABLE.values()))),
        *_no_countries(said["country"]),
    ]
    if lines:
        raise CopanalyticsError(*lines)
    every = pd.concat([shipped("prompts"), own])
    return References(
        prompts=dict(zip(every["question"].map(question_key), every["prompt"], strict=True)),
        orders=dict(zip(orders["file"], orders["order"], strict=True)),
        mappings=mappings,
        countries={
            fold(text): str(_code(code))
            for text, code in zip(said["written"], said["country"], strict=True)
        },
        session_names=dict(zip(named["written"].map(fold), named["session"], strict=True)),
    )


def _unknown(file: str, values: pd.Series, known: list[str]) -> list[str]:
    return [
        f"reference/{file}.csv, line {line}: {values.name} {value!r} is not one of "
        f"{', '.join(known)}."
        for line, value in values.items()
        if value not in known
    ]


def _no_countries(values: pd.Series) -> list[str]:
    return [
        f"reference/countries.csv, line {line}: country {value!r} is no country; write its two "
        "letters."
        for line, value in values.items()
        if not _code(value)
    ]


def _code(written: str) -> str | None:
    return countries.resolve(written.upper()) or countries.resolve(written)

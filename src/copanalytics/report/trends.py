"""The headline figures quarter by quarter: a small chart each, and its numbers as a row."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from copanalytics.charts import columns
from copanalytics.edition import Edition
from copanalytics.section import Chart

SHOWN = 4
"""Quarters whose numbers stand in the table."""

DRAWN = 12
"""Quarters that a small chart has at the most."""

Card = dict[str, Any]


def trends(cards: Sequence[Card], edition: Edition) -> dict[str, Any] | None:
    """Return a table of the main series' figures over time; None for fewer than two quarters.

    cards: what each quarter's report tells of itself, the oldest first.

    quarters: headings of the last quarters. rows: what is measured, its chart, its last numbers.
    """
    say, drawn = edition.say, cards[-DRAWN:]
    names = {
        "attendance": say("People who came"),
        "came-back": say("Had come before"),
        "countries": say("Countries of the network"),
        "stayed": say("Minutes that half stayed at least"),
        "responses": say("Answered the form"),
    }
    told = [_figures(card, _main(cards)) for card in drawn]
    measured = [name for name in names if sum(name in figures for figures in told) > 1]
    if not measured:
        return None
    quarters = [card.get("label", card["quarter"]) for card in drawn]
    rows = [_row(names[name], quarters, [f.get(name) for f in told], edition) for name in measured]
    return {"series": _main(cards), "quarters": quarters[-SHOWN:], "rows": rows}


def _main(cards: Sequence[Card]) -> str:
    """The series that most quarters tell first."""
    first = [card["figures"][0].get("series", "") for card in cards if card["figures"]]
    return Counter(first).most_common(1)[0][0] if first else ""


def _figures(card: Card, series: str) -> dict[str, Card]:
    """A quarter's figures of a series that are numbers, by name."""
    return {
        figure["name"]: figure
        for figure in card["figures"]
        if figure.get("series") == series and figure.get("value") is not None
    }


def _row(
    label: str, quarters: list[str], figures: list[Card | None], edition: Edition
) -> dict[str, Any]:
    say = edition.say
    texts = [figure["figure"] if figure else say.number(None) for figure in figures]
    told = say.listing([f"{q}: {text}" for q, text in zip(quarters, texts, strict=True)])
    alt = say("Columns, quarter by quarter. {label}. {items}.", label=label, items=told)
    drawing = columns([figure["value"] if figure else None for figure in figures])
    return {"label": label, "chart": Chart(drawing, alt), "numbers": texts[-SHOWN:]}

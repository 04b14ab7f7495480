"""What an invented analyst decided about the comments, and what a second reader did. All invented.

The themes that the analyst gave stand beside the comments in comments.csv, with those that may be
quoted. Of the last two sessions only some are confirmed, by lot; of the first, none.
"""

from random import Random

import pandas as pd

from copanalytics.numbering import comment_numbers
from copanalytics.review import drawn

from .text import separated
from .truth import Truth

HEADINGS = ["comment", "theme", "coder", "date", "fit_to_print", "drawn", "note"]
INVENTED = "# Invented, like the comments: written by `python data/make_demo`.\n"
CONFIRMED = {"cop-4": 12, "hic-2": 5}
"""Comments confirmed under each prompt of the sessions that are not confirmed as a whole."""
TWICE = "cop-2"
"""The session whose comments a second reader decided about too."""
DIFFERS = 0.12
"""How often the second reader finds no theme where the analyst found one."""


def codings(truth: Truth, seed: int = 2025) -> str:
    """Return reference/codings.csv: the second reader's rows, then the analyst's, which count."""
    decided = _decided(truth.comments)
    chance = Random(f"{seed} second reader")
    second = decided[decided["session"] == TWICE]
    differing = [chance.random() < DIFFERS for _ in second.index]
    second = second.assign(themes=second["themes"].mask(differing, "none"), fit="", coder="reader")
    rows = [row for table in (second, decided.assign(coder="analyst")) for row in _rows(table)]
    return INVENTED + separated([HEADINGS, *rows], end="\n")


def _decided(comments: pd.DataFrame) -> pd.DataFrame:
    """The comments that the analyst decided about, with their numbers and whether by lot."""
    numbered = comments.assign(comment=comment_numbers(comments.rename(columns={"text": "answer"})))
    told = numbered[numbered["themes"] != ""].sort_values("comment")
    lot = told.groupby(["session", "prompt"]).cumcount()
    some = lot < told["session"].map(CONFIRMED).fillna(len(told))
    chosen = told[some].sort_values(["session", "prompt", "comment"])
    return chosen.assign(drawn=drawn(comments=numbered).map({True: "random", False: "uncertain"}))


def _rows(table: pd.DataFrame) -> list[list[str]]:
    days = (table["submitted_at"].dt.normalize() + pd.Timedelta(days=9)).dt.strftime("%Y-%m-%d")
    return [
        [row["comment"], theme, row["coder"], day, row["fit"], row["drawn"], ""]
        for row, day in zip(table.to_dict("records"), days, strict=True)
        for theme in row["themes"].split("; ")
    ]

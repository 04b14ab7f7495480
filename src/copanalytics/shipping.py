"""The tables that ship with copanalytics: codebook, questions, headings, countries."""

from functools import cache
from importlib.resources import files

import pandas as pd


@cache
def shipped(name: str) -> pd.DataFrame:
    """Return a shipped table (themes, terms, prompts, mappings, countries), as texts."""
    with (files("copanalytics") / "reference" / f"{name}.csv").open(encoding="utf-8") as table:
        return pd.read_csv(table, dtype="str", keep_default_na=False)

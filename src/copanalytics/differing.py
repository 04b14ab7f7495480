"""A note on the directory: of how many people a platform tells another country.

Counts and countries only; who they are, `belonging.country_disagreements` lists for the analyst.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from copanalytics.belonging import country_disagreements
from copanalytics.errors import Problem
from copanalytics.intake import Folder
from copanalytics.received import Received
from copanalytics.tidying import identified, people_tables

MOST_PAIRS = 8
"""Pairs of countries that the note names, those of most people first."""


def with_countries_compared(path: Path, found: Folder) -> Folder:
    """Return a folder as read, with a note on its directory where countries differ.

    Who is who rests on every file: while one is refused, nothing is compared.
    """
    refused = any(file.refused for file in found.files)
    if refused or not any(map(_is_directory, found.files)):
        return found
    who, _ = identified(path, found)
    differing = country_disagreements(**people_tables(found, who))
    if differing.empty:
        return found
    note = Problem(None, "note", _said(differing))
    files = [
        replace(file, notes=(*file.notes, note)) if _is_directory(file) else file
        for file in found.files
    ]
    return replace(found, files=files)


def _is_directory(file: Received) -> bool:
    return file.export is not None and file.export.kind == "members"


def _said(differing: pd.DataFrame) -> str:
    once = differing.drop_duplicates(["person", "declared", "derived"])
    pairs = (once["declared"] + "/" + once["derived"]).value_counts().sort_index()
    named = pairs.sort_values(ascending=False, kind="stable").index
    more = f" and {len(named) - MOST_PAIRS} more" if len(named) > MOST_PAIRS else ""
    return (
        f"of {once['person'].nunique()} of its people a platform tells another country "
        f"({', '.join(named[:MOST_PAIRS])}{more}); the directory's, the first, counts. "
        "notebooks/languages.ipynb lists them."
    )

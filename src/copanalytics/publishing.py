"""The tidy tables as files for others: pseudonymised, checked for leaks, safe in a spreadsheet."""

import importlib.util
import re
from pathlib import Path
from typing import Literal

import pandas as pd

from copanalytics.community import Community
from copanalytics.errors import CopanalyticsError
from copanalytics.tables import TABLES
from copanalytics.writing import replaced

DANGEROUS = r"[=+\-@\t\r\n\0＝＋－＠]"
"""First characters at which a spreadsheet runs a cell, or cuts it."""

GUARDED = f"'*{DANGEROUS}"
"""The start of a text that gets one apostrophe more; the same start, with one, gives it back."""


def write_tables(
    community: Community, out: Path, form: Literal["csv", "parquet"] = "csv"
) -> list[Path]:
    """Write every tidy table and return the files.

    In CSV, a text that a spreadsheet would run starts with an apostrophe; take it away to have the
    text again. Parquet keeps texts as they are.

    Raises: CopanalyticsError when a table would publish a name or e-mail, or cannot be written.
    """
    if form == "parquet" and importlib.util.find_spec("pyarrow") is None:
        raise CopanalyticsError("parquet needs pyarrow; run: pip install pyarrow, or use csv.")
    tables = {name: getattr(community, name) for name in TABLES}
    for name, table in tables.items():
        _refuse_leaks(community, name, table)
    files = {f"{name}.{form}": _content(table, form) for name, table in tables.items()}
    return [replaced(out / name, content) for name, content in files.items()]


def _content(table: pd.DataFrame, form: str) -> bytes:
    if form == "csv":
        return guarded(table).to_csv(index=False, lineterminator="\n").encode()
    return table.to_parquet(index=False)


def guarded(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before each text, or heading, that a spreadsheet runs.

    To have a text again: `unguarded`. A NUL, which no spreadsheet can read, is gone.

    >>> guarded(pd.DataFrame({"text": ["=1+1", "fine"]}))["text"].tolist()
    ["'=1+1", 'fine']
    """
    texts = table.select_dtypes("string")
    runs = texts.apply(lambda column: column.str.match(GUARDED).fillna(False).astype(bool))
    safe = {str(c): ("'" + texts[c]).where(runs[c], texts[c]) for c in texts}
    bare = {name: text.str.replace("\0", "", regex=False) for name, text in safe.items()}
    headings = {c: f"'{c}" for c in map(str, table.columns) if re.match(GUARDED, c)}
    return table.assign(**bare).rename(columns=headings)


def unguarded(text: str) -> str:
    """Return a text as it was before `guarded`.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and re.match(GUARDED, text) else text


def _refuse_leaks(community: Community, name: str, table: pd.DataFrame) -> None:
    """Free texts are masked already; here a whole name or an e-mail in any cell stops the write."""
    for column in table.select_dtypes("string").columns:
        said = "\n".join(table[column].dropna().unique())
        # Of a file's name, any part of a person's name is one too many.
        names = community.names
        if names.leaks(said) if column == "source" else names.whole_in(said):
            mend = "Rename the file" if column == "source" else "Mend the text that holds it"
            raise CopanalyticsError(
                f"table {name}, column {column}: would publish a person's name or e-mail; nothing "
                f"was written. {mend}."
            )

"""What `check` says of the codebook and the codings that a community keeps by hand."""

from pathlib import Path

import pandas as pd

from copanalytics.codebook_files import read_codebook
from copanalytics.codings import read_codings
from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.numbering import VOICES, comment_numbers, heard
from copanalytics.received import Received

CODINGS = "reference/codings.csv"


def coding_files(folder: Path, files: list[Received]) -> list[Received]:
    """Return each mistake in themes.csv, terms.csv and codings.csv as a file refused.

    Where there is none, codings of comments that are in none of the files are told in a note: an
    export may have been taken away on purpose.
    """
    try:
        codings = read_codings(folder, read_codebook(folder).themes)
    except CopanalyticsError as error:
        return [Received(line.split(",")[0].split(":")[0], refused=line) for line in error.lines]
    if any(file.refused for file in files):
        return []
    stale = codings.loc[~codings["comment"].isin(_numbers(files)), "comment"]
    if stale.empty:
        return []
    note = (
        f"{stale.nunique()} of its {codings['comment'].nunique()} comments are in no export (such "
        f"as {stale.iloc[0]!r}); their codings count nowhere. Was an export taken away?"
    )
    line = int(str(stale.index[0]))
    return [Received(CODINGS, notes=(Problem(line, "note", note),))]


def _numbers(files: list[Received]) -> set[str]:
    tables = [
        file.export.table.assign(session=file.session, kind=file.export.kind)
        for file in files
        if file.export and file.export.kind in VOICES
    ]
    return set(comment_numbers(heard(pd.concat(tables, ignore_index=True)))) if tables else set()

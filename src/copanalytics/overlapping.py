"""Several exports of one meeting: the same connection with another end, and totals beside times."""

from dataclasses import replace

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.folding import fold
from copanalytics.received import Received

MOST = 0.5
"""Share of its people above which a list of totals is of the meeting whose times are known."""


def without_overlaps(files: list[Received]) -> list[Received]:
    """Return the files, each without what another attendance export of its session tells better.

    A connection that two files tell with different ends counts with the later one: a report was
    downloaded while people were still there. A list of totals ('unique users') is left out where
    most of its people are in an export with times, or in the same words in another list.
    """
    kept = list(files)
    for session in {file.session for file in files}:
        mine = [n for n, f in enumerate(files) if f.session == session and _attends(f)]
        timed = [n for n in mine if _has_times(kept[n])]
        _count_later_ends(kept, timed)
        people = {key for n in timed for key in _people(kept[n])}
        seen: set[str] = set()
        for n in mine:
            if n not in timed:
                kept[n] = _without_known_totals(kept[n], people, seen)
    return kept


def _attends(file: Received) -> bool:
    return file.export is not None and file.export.kind == "attendance"


def _table(file: Received) -> pd.DataFrame:
    return file.export.table if file.export else pd.DataFrame()


def _has_times(file: Received) -> bool:
    return bool(_table(file)["joined_at"].notna().any())


def _folded(column: pd.Series) -> pd.Series:
    return column.fillna("").astype("str").map(fold)


def _people(file: Received) -> set[str]:
    table = _table(file)
    return {*_folded(table["name"]), *_folded(table["email"])} - {""}


def _count_later_ends(kept: list[Received], timed: list[int]) -> None:
    """Of each connection in several files, leave the rows of the file with the latest end."""
    if len(timed) < 2:
        return
    tables = {n: _table(kept[n]).assign(name=_folded(_table(kept[n])["name"])) for n in timed}
    rows = pd.concat(tables, names=["file", "row"]).reset_index()
    known = rows[rows["name"].ne("") & rows["joined_at"].notna()]
    key = ["name", "joined_at", "waiting_room"]
    last = known.sort_values(["left_at", "file"], ascending=[False, True]).drop_duplicates(key)
    best = known.merge(last[[*key, "file"]], on=key, suffixes=("", "_best"))
    worse = best[best["file"] != best["file_best"]]
    for n in timed:
        lines = worse.loc[worse["file"] == n, "row"].to_list()
        if lines:
            later = "are in another file of the session with a later end"
            kept[n] = _reduced(kept[n], lines, later)


def _without_known_totals(file: Received, people: set[str], seen: set[str]) -> Received:
    table = _table(file)
    known = _folded(table["name"]).isin(people) | _folded(table["email"]).isin(people)
    if known.mean() > MOST:
        others = int((~known).sum())
        told = "are in an export of the session that has times, which counts"
        also = f" ({others} more of its people are not in it by name)" if others else ""
        return _reduced(file, table.index.to_list(), told + also)
    who = _folded(table["name"]) + "|" + _folded(table["email"])
    marks = who + "|" + table["minutes"].astype("str")
    again = marks.isin(seen)
    seen |= set(marks)
    if again.mean() > MOST:
        return _reduced(file, table.index[again].to_list(), "are in another list of the session")
    return file


def _reduced(file: Received, rows: list[int], why: str) -> Received:
    if file.export is None:
        return file
    left = file.export.table.drop(index=rows).reset_index(drop=True)
    note = f"{len(rows)} of its {len(file.export.table)} rows {why}; counted once."
    unlisted = file.export.unlisted if len(left) else 0
    export = replace(file.export, table=left, unlisted=unlisted)
    return replace(file, export=export, notes=(*file.notes, Problem(None, "note", note)))

"""The loop of an analyst: answers taken in, and a file of what to confirm next."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from copanalytics.answering import FILLED, answers, written
from copanalytics.codings import ANALYST, COLUMNS, MACHINES
from copanalytics.community import Community, load
from copanalytics.errors import CopanalyticsError
from copanalytics.exports._content import content
from copanalytics.folding import fold
from copanalytics.new_themes import as_text, measured_terms, proposals
from copanalytics.publishing import guarded
from copanalytics.review import review
from copanalytics.writing import replaced

MOST = 100
"""Comments that the review file asks for at a time."""

CODINGS = "reference/codings.csv"


@dataclass(frozen=True)
class Confirmed:
    """What a call did: comments taken in, comments that still wait, files written."""

    taken: int
    waiting: int
    files: list[Path]


def confirm(folder: Path, coder: str = ANALYST) -> Confirmed:
    """Take in what a coder answered, and write the review file of what to confirm next.

    Nothing is taken in while any answer is wrong. What was filled in beside an unanswered comment
    stays there.

    Raises: CopanalyticsError with a line for each answer that cannot be taken.
    """
    _refuse_name(coder)
    community = load(folder)
    filled = {path: written(path, _name(path, folder)) for path in _files(folder, coder)}
    new = _new(community, filled, coder)
    if len(new):
        record(folder, new)
        community = load(folder)
    waiting = review(community, coder)
    path = folder / "review" / f"{_stem(coder)}.csv"
    replaced(path, _sheet(guarded(_filled_in(waiting, list(filled.values())).astype("str"))))
    return Confirmed(new["comment"].nunique(), len(waiting), [path, *_beside(community)])


def _beside(community: Community) -> list[Path]:
    """The codebook as it is, to look up and to copy from, and what is proposed for it."""
    files = {
        "themes.csv": _sheet(community.coder.themes),
        "terms.csv": _sheet(measured_terms(community)),
        "proposals.txt": as_text(proposals(community)).encode("utf-8-sig"),
    }
    return [replaced(community.folder / "review" / name, raw) for name, raw in files.items()]


def _refuse_name(coder: str) -> None:
    if fold(coder) in MACHINES or not re.fullmatch(r"\w[\w-]*", coder):
        raise CopanalyticsError(
            f"--coder {coder!r}: a coder is one word that stands for a person, such as ann."
        )


def record(folder: Path, rows: pd.DataFrame) -> Path:
    """Add rows of codings to reference/codings.csv and return it; what stood there stays.

    The file is written again with commas and in UTF-8, whatever a spreadsheet made of it.

    Raises: CopanalyticsError when it cannot be written; it is unchanged then.
    """
    path = folder / CODINGS
    lines = [row.cells for row in content(path, CODINGS).rows] if path.exists() else [[*COLUMNS]]
    top = next(n for n, cells in enumerate(lines) if any(cells) and not cells[0].startswith("#"))
    headings = [fold(cell) for cell in lines[top] if cell.strip()]
    headings += [column for column in COLUMNS if column not in headings]
    safe = rows.assign(note=guarded(rows[["note"]])["note"])
    added = safe.reindex(columns=headings, fill_value="").to_numpy().tolist()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*lines[:top], headings, *lines[top + 1 :]])
    csv.writer(text, lineterminator="\n").writerows(added)
    return replaced(path, text.getvalue().encode("utf-8-sig"))


def unrecorded(rows: pd.DataFrame, before: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of codings whose comments the same coder did not decide about before.

    Raises: CopanalyticsError where a coder decided otherwise before; name: where the rows are from.
    """
    known = _by_comment(before)
    lines = [
        f"{name}: {comment!r} has {said!r} here, and {known[comment, coder]!r} by {coder} before; "
        f"a change of mind is made in {CODINGS}, and the row here emptied."
        for (comment, coder), said in _by_comment(rows).items()
        if known.get((comment, coder), said) != said
    ]
    if lines:
        raise CopanalyticsError(*lines)
    pairs = zip(rows["comment"], rows["coder"], strict=True)
    return rows[pd.Series([pair not in known for pair in pairs], rows.index, dtype="bool")]


def _by_comment(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    said: dict[tuple[str, str], list[str]] = {}
    for comment, coder, theme in rows[["comment", "coder", "theme"]].to_numpy().tolist():
        said.setdefault((comment, coder), []).append(theme)
    return {pair: "; ".join(sorted(themes)) for pair, themes in said.items()}


def _new(community: Community, filled: dict[Path, pd.DataFrame], coder: str) -> pd.DataFrame:
    """The answers of all review files that are not recorded yet."""
    numbers, themes = community.comments["comment"], community.coder.themes
    today = dt.datetime.now(dt.UTC).date().isoformat()
    found = pd.DataFrame(columns=list(COLUMNS), dtype="str")
    for path, rows in filled.items():
        name = _name(path, community.folder)
        told = answers(rows, name, themes, numbers).assign(coder=coder, date=today)
        before = pd.concat([community.coded[list(COLUMNS[:3])], found[list(COLUMNS[:3])]])
        found = pd.concat([found, unrecorded(told, before, name)], ignore_index=True)
    return found


def _filled_in(waiting: pd.DataFrame, filled: list[pd.DataFrame]) -> pd.DataFrame:
    """What to ask for next, with what a coder wrote beside comments without an answer."""
    empty = pd.DataFrame(columns=["comment", *FILLED], dtype="str")
    noted = pd.concat([empty, *(rows[["comment", *FILLED]] for rows in filled)])
    noted = noted[(noted[list(FILLED[1:])] != "").any(axis=1)].drop_duplicates("comment")
    asked = waiting.merge(noted.assign(themes=""), how="left", on="comment").fillna("")
    return asked[(asked.index < MOST) | asked["comment"].isin(noted["comment"])]


def _sheet(table: pd.DataFrame) -> bytes:
    """A CSV that Excel opens with its accents."""
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _stem(coder: str) -> str:
    return "codings-to-confirm" + ("" if coder == ANALYST else f"-{coder}")


def _files(folder: Path, coder: str) -> list[Path]:
    """The review file, and the workbook that Excel may have saved beside it."""
    paths = [folder / "review" / f"{_stem(coder)}{ending}" for ending in (".csv", ".xlsx")]
    return [path for path in paths if path.exists()]


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()

"""Who agrees with whom: two files of codings, or the coders of a folder and its codebook."""

from pathlib import Path

import pandas as pd

from copanalytics.agreement import agreement, by_coders, told, with_none
from copanalytics.codebook_files import read_codebook
from copanalytics.codings import COLUMNS, MACHINES, checked_codings
from copanalytics.community import Community, load
from copanalytics.errors import CopanalyticsError
from copanalytics.settings import hand_kept


def compared(folder: Path, files: list[Path]) -> list[str]:
    """Return how far two files of codings agree, or without files all coders, line by line.

    Raises: CopanalyticsError when there are not two files or none, they cannot be read, or nobody
    decided about the same comments.
    """
    if len(files) not in (0, 2):
        raise CopanalyticsError("--agreement takes two files, or none for the folder's coders.")
    themes = read_codebook(folder).themes
    names = dict(zip(themes["theme"], themes["name"], strict=True))
    pairs = _of_files(files, themes) if files else pairs_of(load(folder))
    if not any(len(found) and found["comments"].iloc[0] for found in pairs.values()):
        raise CopanalyticsError(
            "there is nothing to compare: no two coders decided about the same comments."
        )
    return [
        line
        for (first, second), found in pairs.items()
        for line in (f"{first} and {second}", *(f"  {line}" for line in told(found, names)))
    ]


def pairs_of(community: Community) -> dict[tuple[str, str], pd.DataFrame]:
    """Return how far each two coders agree, and each of them with the codebook.

    The codebook as it is: what was learned from the coders' answers would agree with them.
    """
    coded, comments = community.coded, community.comments
    seen = comments[comments["comment"].isin(coded["comment"])]
    found = community.codebook.suggest(seen)
    codebook = with_none(found, seen["comment"]).assign(coder=MACHINES[0])
    pairs = by_coders(pd.concat([coded[["comment", "theme", "coder"]], codebook]))
    return dict(sorted(pairs.items(), key=lambda pair: pair[0][1] in MACHINES))


def _of_files(files: list[Path], themes: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    first, second = (_read(path, themes) for path in files)
    return {(files[0].name, files[1].name): agreement(first, second)}


def _read(path: Path, themes: pd.DataFrame) -> pd.DataFrame:
    if not path.is_file():
        raise CopanalyticsError(f"{path}: is no file; name a table with comment and theme.")
    return checked_codings(hand_kept(path, path.name, COLUMNS[:2], COLUMNS[2:]), themes, path.name)

"""What people decided about comments, in reference/codings.csv: checked, and put before machines.

One row is a comment given a theme by a coder. A comment that has none has one row, theme `none`.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from copanalytics.codebook_files import CODABLE, NONE, unknown_theme
from copanalytics.coding import Coder
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold
from copanalytics.settings import read_reference
from copanalytics.tables import conformed, empty

COLUMNS = ("comment", "theme", "coder", "date", "fit_to_print", "drawn", "note")
ANALYST = "analyst"
"""The coder of a row that names none; in the tidy tables, every coder who is a person."""

MACHINES = ("codebook", "model")
"""Who else gives themes; no person may be called so."""

RANDOM, UNCERTAIN = "random", "uncertain"
"""Why a comment was asked for: drawn by chance, or because the machine was not sure."""

FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "ja", "oui", "si", "sim"), True),
    **dict.fromkeys(("no", "n", "false", "0", "", "nein", "nee", "non", "nao"), False),
}
"""What may be written for yes and no."""


def read_codings(folder: Path, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of reference/codings.csv by line: COLUMNS, fit_to_print as true or false.

    A theme may be written as it is called. Rows of comments that are no more are kept.

    Raises: CopanalyticsError with a line for each mistake.
    """
    written = read_reference(folder, "codings", COLUMNS[:2], COLUMNS[2:])
    return checked_codings(written, themes, "reference/codings.csv")


def checked_codings(written: pd.DataFrame, themes: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return rows of codings as a coder wrote them with one way of saying everything.

    Raises: CopanalyticsError with a line for each mistake; file: what it is called there.
    """
    known = {**theme_ids(themes), NONE: NONE}
    rows = written.assign(
        theme=written["theme"].map(lambda text: known.get(fold(text), text)),
        coder=written["coder"].replace("", ANALYST),
        drawn=written["drawn"].str.casefold(),
        flag=written["fit_to_print"].map(fold).map(FLAGS),
    )
    lines = [
        f"{file}, line {line}: {message}"
        for line, row in rows.iterrows()
        for message in _wrong(row, known)
    ] + _both(rows, file)
    if lines:
        raise CopanalyticsError(*lines)
    kept = rows.assign(fit_to_print=rows["flag"].astype(bool))[list(COLUMNS)]
    return kept.drop_duplicates(["comment", "theme", "coder"])


def theme_ids(themes: pd.DataFrame) -> dict[str, str]:
    """Return the themes that a comment may be given by their folded names and numbers.

    >>> themes = pd.DataFrame({"theme": ["fees"], "name": ["Fees & Costs"], "status": "active"})
    >>> theme_ids(themes)
    {'fees & costs': 'fees', 'fees': 'fees'}
    """
    codable = themes[themes["status"].isin([*CODABLE, "retired"])]
    names = {fold(name): theme for name, theme in codable[["name", "theme"]].to_numpy()}
    return {**names, **{fold(theme): theme for theme in codable["theme"]}}


def latest(codings: pd.DataFrame) -> pd.DataFrame:
    """Return, of each comment, the rows of the coder who comes last in the file.

    >>> rows = pd.DataFrame({"comment": "c1", "theme": ["law", "fees"], "coder": ["ann", "bea"]})
    >>> latest(rows)["theme"].tolist()
    ['fees']
    """
    last = codings.groupby("comment")["coder"].transform("last")
    return codings[codings["coder"] == last]


def confirmed(codings: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Return the table `confirmed`: the comments that a person decided about."""
    known = codings[codings["comment"].isin(comments["comment"])]
    if known.empty:
        return empty("confirmed")
    flags = known.assign(random=known["drawn"] == RANDOM)
    asked = flags.groupby("comment", sort=False)["random"].any()
    fit = latest(known).groupby("comment", sort=False)["fit_to_print"].any()
    return conformed("confirmed", pd.concat([asked, fit], axis=1).reset_index())


def decided(
    coder: Coder, comments: pd.DataFrame, codings: pd.DataFrame
) -> tuple[Coder, pd.DataFrame]:
    """Return the coder with what was confirmed learned, and the table `codings`.

    What a person decided counts; of the other comments, what the machine suggests.
    """
    mine = latest(codings[codings["comment"].isin(comments["comment"])])
    given = mine.loc[mine["theme"] != NONE, ["comment", "theme"]].reset_index(drop=True)
    seen = comments["comment"].isin(mine["comment"])
    learned = coder.fit(comments[seen], given) if seen.any() else coder
    suggested = suggestions(learned, comments[~seen]).drop(columns="confidence")
    own = given.assign(coder=ANALYST, because="confirmed")
    return learned, conformed("codings", pd.concat([own, suggested], ignore_index=True))


def suggestions(coder: Coder, comments: pd.DataFrame) -> pd.DataFrame:
    """Return what a coder suggests, and whether its codebook or what it learned says so."""
    found = coder.suggest(comments)
    codebook, model = MACHINES
    by = pd.Series(codebook, found.index, dtype="str").mask(found["confidence"].notna(), model)
    return found.assign(coder=by)


def _wrong(row: pd.Series, known: Mapping[str, str]) -> list[str]:
    rules = {
        "the comment is empty; take the row away.": row["comment"] != "",
        f"{unknown_theme(row['theme'], set(known.values()))}": row["theme"] in known.values(),
        f"the coder is {row['coder']!r}, which stands for a machine; write who decided.": (
            fold(row["coder"]) not in MACHINES
        ),
        f"drawn is {row['drawn']!r}; it is {RANDOM}, {UNCERTAIN} or empty.": (
            row["drawn"] in (RANDOM, UNCERTAIN, "")
        ),
        f"fit_to_print is {row['fit_to_print']!r}; write yes or no.": not pd.isna(row["flag"]),
    }
    return [message for message, right in rules.items() if not right]


def _both(rows: pd.DataFrame, file: str) -> list[str]:
    """Comments to which one coder gives a theme and says that they have none."""
    bare = rows["theme"] == NONE
    key = rows["comment"] + "|" + rows["coder"]
    return [
        f"{file}, line {line}: {comment!r} has a theme in another row, and `none` here; take one "
        "of the rows away."
        for line, comment in rows.loc[bare & key.isin(key[~bare]), "comment"].items()
    ]

"""The codebook of a community folder: its own themes and terms, or those that ship."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from rapidfuzz.process import extractOne

from copanalytics import languages
from copanalytics.codebook import ANY, MATCHES, TERM_COLUMNS
from copanalytics.coding import THEME_COLUMNS, Coder
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold
from copanalytics.references import PROMPTS
from copanalytics.settings import read_reference
from copanalytics.shipping import shipped

OPTIONAL_THEME = ("parent", "definition", "use_when", "do_not_use_when", "example", "status",
                  "version", "guid")  # fmt: skip
OPTIONAL_TERM = ("language", "match", "scope", "effect", "precision")
STATUSES = ("active", "group", "answer", "retired")
"""What a row of themes.csv may be: a theme, a heading of themes, 'nothing to say', an old theme."""

NONE = "none"
"""What stands for 'this comment has no theme'; no theme may be called so."""

CODABLE = ("active", "answer")
"""The status of themes that a comment may be given."""

LIKE = 75.0
"""How alike (0 to 100) a known word must be to be proposed for an unknown one."""

MEANT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "match": {"prefix*": "prefix", "whole comment": "whole", "": "phrase"},
        "language": {"": ANY},
        "scope": {"": ANY},
        "effect": {"": "include"},
    }
)
"""What is written in a cell of terms.csv, and what it means."""


def read_codebook(folder: Path) -> Coder:
    """Return the coder of a folder's themes and terms; for either that it has not, what ships.

    Shipped terms of themes that the folder's own themes.csv does not have are left out.

    Raises: CopanalyticsError with a line for each mistake in either file.
    """
    themes = _themes(folder)
    terms = _terms(folder)
    lines = _wrong_themes(themes)
    lines += _wrong_terms(terms, themes["theme"])
    if lines:
        raise CopanalyticsError(*lines)
    if terms.empty:
        ours = shipped("terms").assign(precision="")
        terms = ours[ours["theme"].isin(themes["theme"])].reset_index(drop=True)
    return Coder(themes, terms)


def unknown_theme(theme: str, known: Iterable[str]) -> str:
    """Return why a theme cannot stand, and which known one may be meant.

    >>> unknown_theme("fundng", ["funding", "law"])
    "theme 'fundng' is not a theme of themes.csv; is 'funding' meant?"
    """
    close = extractOne(fold(theme), list(known), score_cutoff=LIKE)
    remedy = f"is {close[0]!r} meant?" if close else "write one that is there, or add it."
    return f"theme {theme!r} is not a theme of themes.csv; {remedy}"


def _themes(folder: Path) -> pd.DataFrame:
    own = read_reference(folder, "themes", ("theme", "name"), OPTIONAL_THEME)
    if own.empty:
        own = shipped("themes")
    table = own.assign(status=own["status"].str.casefold().replace("", "active"))
    return table[[*THEME_COLUMNS, "version", "guid"]]


def _terms(folder: Path) -> pd.DataFrame:
    own = read_reference(folder, "terms", ("theme", "term"), OPTIONAL_TERM)
    said = {
        column: own[column].str.casefold().replace(dict(meant)) for column, meant in MEANT.items()
    }
    return own.assign(**said)[[*TERM_COLUMNS, "precision"]]


def _wrong_themes(themes: pd.DataFrame) -> list[str]:
    known = dict(zip(themes["theme"], themes["parent"], strict=True))
    shared = themes["guid"].where(themes["guid"].ne("")).duplicated() & themes["guid"].ne("")
    rules = {
        "the theme is empty; write a short word, such as fees.": themes["theme"] == "",
        "'none' stands for no theme; call it otherwise.": themes["theme"].map(fold) == NONE,
        "a theme is one word without ; or , in it.": themes["theme"].str.contains("[;,]"),
        "the name is empty; it is what the report says.": themes["name"] == "",
        "the theme is there twice; take one away.": themes["theme"].duplicated(),
        "another theme has the same guid; empty the cell.": shared,
        f"the status is not one of {', '.join(STATUSES)}.": ~themes["status"].isin(STATUSES),
        "its parent is not in themes.csv; add it, or empty the cell.": (
            themes["parent"].ne("") & ~themes["parent"].isin(themes["theme"])
        ),
        "is above itself (theme, parent, parent's parent …); change the parent.": (
            themes["theme"].map(lambda theme: _circular(str(theme), known))
        ),
    }
    return _told("themes", themes["theme"], rules)


def _circular(theme: str, parents: Mapping[str, str]) -> bool:
    above, seen = parents.get(theme, ""), set()
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return theme in seen


def _wrong_terms(terms: pd.DataFrame, themes: pd.Series) -> list[str]:
    key = terms.assign(term=terms["term"].map(fold)).drop(columns="precision")
    precise = pd.to_numeric(
        terms["precision"].replace("", "1").str.replace(",", "."), errors="coerce"
    ).between(0, 1)
    rules = {
        "the term is empty; take the row away.": terms["term"] == "",
        "the term is there twice; take one row away.": key.duplicated(),
        f"match is not one of {', '.join(MATCHES)}.": ~terms["match"].isin(MATCHES),
        f"scope is not one of {', '.join(PROMPTS)}, or {ANY} for all.": ~terms["scope"].isin(
            [*PROMPTS, ANY]
        ),
        "effect is not one of include, exclude.": ~terms["effect"].isin(["include", "exclude"]),
        f"the language is not known; write its code, such as fr, or {ANY} for all.": ~(
            terms["language"].map(lambda code: code == ANY or languages.resolve(str(code)) == code)
        ),
        "precision is not from 0 to 1; empty the cell.": ~precise,
    }
    strange = terms.loc[~terms["theme"].isin(themes), "theme"]
    return _told("terms", terms["term"], rules) + [
        f"reference/terms.csv, line {line}: {unknown_theme(theme, themes)}"
        for line, theme in strange.items()
    ]


def _told(name: str, rows: pd.Series, rules: Mapping[str, pd.Series]) -> list[str]:
    return [
        f"reference/{name}.csv, line {line}: {rows[line]!r}: {message}"
        for message, wrong in rules.items()
        for line in rows.index[wrong.astype(bool)]
    ]

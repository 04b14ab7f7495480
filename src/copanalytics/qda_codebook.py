"""A codebook for other programs, and theirs for us: REFI-QDA codebooks (.qdc).

A code has a name and a description; what themes.csv says besides stands in the description, one
labelled line a column, so that nothing is lost on the way there and back. Terms have no place in
the standard: they stay in terms.csv.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

import pandas as pd

from copanalytics.folding import fold, squeeze
from copanalytics.qda_xml import below, document, guid, named, parsed, plain_guid, text_of

NAMESPACE = "urn:QDA-XML:codebook:1.0"
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "definition": "Definition",
        "use_when": "Use when",
        "do_not_use_when": "Do not use when",
        "example": "Example",
        "theme": "Theme",
        "status": "Status",
        "version": "Version",
    }
)
"""The columns of themes.csv in the description of a code."""

COLUMNS = ("theme", "parent", "name", "definition", "use_when", "do_not_use_when", "example",
           "status", "version", "guid")  # fmt: skip


def codebook_file(themes: pd.DataFrame) -> bytes:
    """Return the themes (COLUMNS) as a .qdc file; a line break in a cell becomes a blank."""
    root = Element("CodeBook", {"xmlns": NAMESPACE, "origin": "copanalytics"})
    add_codes(named(root, "Codes"), themes)
    return document(root)


def read_codebook_file(raw: bytes, name: str, known: pd.DataFrame) -> pd.DataFrame:
    """Return the codes of a .qdc file as themes; known: the themes that there are already.

    Raises: CopanalyticsError when it is no codebook.
    """
    return themes_in(parsed(raw, name, "CodeBook"), known)


def add_codes(codes: Element, themes: pd.DataFrame, parent: str = "") -> None:
    """Add the themes below a parent to an element, and those below them to theirs."""
    for _, theme in themes[themes["parent"] == parent].iterrows():
        code = named(
            codes, "Code", guid=theme_guid(theme), name=squeeze(theme["name"]),
            isCodable="false" if theme["status"] == "group" else "true",
        )  # fmt: skip
        named(code, "Description", "\n".join(_lines(theme)))
        add_codes(code, themes, theme["theme"])


def theme_guid(theme: pd.Series) -> str:
    """Return a theme's own guid, or one that is the same at every export."""
    return plain_guid(theme["guid"]) or guid("theme", theme["theme"])


def themes_in(codebook: Element, known: pd.DataFrame) -> pd.DataFrame:
    """Return the codes of a CodeBook element as themes, one row each, those above first.

    A code is the known theme that its description names, or that has its guid or its name; else a
    new one, named after it.
    """
    rows: list[dict[str, str]] = []
    for codes in below(codebook, "Codes"):
        _collect(codes, "", _known(known), rows)
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def merged(own: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Return a folder's themes with what was read: known ones changed, new ones added, none lost.

    What the file does not say of a known theme stays.
    """
    mine, theirs = own.set_index("theme"), read.drop_duplicates("theme").set_index("theme")
    both = theirs.replace("", None).combine_first(mine.replace("", None))
    placed = both.assign(parent=theirs["parent"].combine_first(mine["parent"]))
    order = [*mine.index, *(theme for theme in theirs.index if theme not in mine.index)]
    whole = placed.reindex(order).fillna({"status": "active"}).fillna("")
    return whole.rename_axis("theme").reset_index()[list(COLUMNS)]


def _lines(theme: pd.Series) -> list[str]:
    cells = {label: squeeze(theme[column]) for column, label in LABELS.items()}
    return [f"{label}: {cell}" for label, cell in cells.items() if cell]


def _known(themes: pd.DataFrame) -> dict[str, str]:
    """Themes by their guids, and by their folded names."""
    by_name = {fold(row["name"]): row["theme"] for _, row in themes.iterrows()}
    return by_name | {theme_guid(row): row["theme"] for _, row in themes.iterrows()}


def _collect(
    codes: Element, parent: str, known: Mapping[str, str], rows: list[dict[str, str]]
) -> None:
    for code in below(codes, "Code"):
        own, name = plain_guid(code.get("guid")), squeeze(code.get("name") or "")
        said = _said(text_of(code, "Description"))
        theme = said.get("theme") or known.get(own) or known.get(fold(name)) or _slug(name, rows)
        group = "" if code.get("isCodable") in ("true", "1", None) else "group"
        row = {"status": group, **said, "theme": theme, "parent": parent, "name": name, "guid": own}
        rows.append({column: row.get(column, "") for column in COLUMNS})
        _collect(code, theme, known, rows)


def _said(description: str) -> dict[str, str]:
    """The labelled lines of a description by column; what has no label is the definition."""
    columns = {label: column for column, label in LABELS.items()}
    said: dict[str, str] = {}
    for line in description.splitlines():
        label, colon, rest = line.partition(": ")
        column = columns.get(label, "definition") if colon else "definition"
        text = rest if colon and label in columns else line
        said[column] = squeeze(f"{said.get(column, '')} {text}")
    return said


def _slug(name: str, rows: list[dict[str, str]]) -> str:
    """A new theme's word, such as house_rules, that no other has."""
    word = re.sub(r"\W+", "_", fold(name)).strip("_") or "theme"
    taken = {row["theme"] for row in rows}
    return next(each for n in range(len(taken) + 1)
                if (each := f"{word}_{n + 1}" if n else word) not in taken)  # fmt: skip

"""Comments and their codings for other programs, and theirs for us: REFI-QDA projects (.qdpx).

A comment is a text source; a coder's decision about it is a selection of the whole text, coded.
That a comment has no theme is a code of its own, as the standard has no place for it.
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pandas as pd

from copanalytics.codebook_files import NONE
from copanalytics.codings import ANALYST, COLUMNS, MACHINES, theme_ids
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold, squeeze
from copanalytics.qda_codebook import add_codes, theme_guid
from copanalytics.qda_xml import (
    PROJECT,
    below,
    document,
    guid,
    kind,
    named,
    packed,
    parsed,
    plain_guid,
    text_of,
    unpacked,
)  # fmt: skip

NAMESPACE = "urn:QDA-XML:project:1.0"
VARIABLES = {
    "session": "Text", "prompt": "Text", "language": "Text", "drawn": "Text",
    "fit_to_print": "Boolean",
}  # fmt: skip
"""What is told of a comment beside its text, and its type in the standard."""

NO_THEME = guid("theme", NONE)

Row = dict[str, str]


@dataclass(frozen=True)
class Coded:
    """What a project says of our comments: rows of codings; sources that are no comment of ours."""

    codings: pd.DataFrame
    strange: int


def project_file(
    title: str, themes: pd.DataFrame, comments: pd.DataFrame, codings: pd.DataFrame
) -> bytes:
    """Return comments and codings as a .qdpx file.

    comments: session, comment, prompt, language, text (names masked). codings: as in
    reference/codings.csv, fit_to_print as true or false. A line break in a note becomes a blank.
    """
    root = Element("Project", {"xmlns": NAMESPACE, "name": title, "origin": "copanalytics"})
    coders = codings["coder"].drop_duplicates().tolist() or [ANALYST]
    users = named(root, "Users")
    for coder in coders:
        named(users, "User", guid=guid("coder", coder), name=coder)
    codes = named(named(root, "CodeBook"), "Codes")
    add_codes(codes, themes)
    named(codes, "Code", guid=NO_THEME, name="No theme", isCodable="true")
    variables = named(root, "Variables")
    for name, form in VARIABLES.items():
        named(variables, "Variable", guid=guid("variable", name), name=name, typeOfVariable=form)
    guids = {row["theme"]: theme_guid(row) for _, row in themes.iterrows()} | {NONE: NO_THEME}
    _add_sources(root, comments, codings.assign(code=codings["theme"].map(guids)))
    texts = {
        f"sources/{guid('comment', comment)}.txt": text.encode()
        for comment, text in zip(comments["comment"], comments["text"], strict=True)
    }
    return packed({PROJECT: document(root), **texts})


def read_project_file(raw: bytes, name: str, themes: pd.DataFrame, comments: pd.Series) -> Coded:
    """Return what people coded in a .qdpx file, of the comments that there are.

    What the codebook or a model gave is left out: nobody confirmed it.

    Raises: CopanalyticsError when it is no project, or a comment has a code that is no theme.
    """
    parts = unpacked(raw, name)
    if PROJECT not in parts:
        raise CopanalyticsError(f"{name}: has no {PROJECT} in it; export it again.")
    root = parsed(parts[PROJECT], f"{name}, {PROJECT}", "Project")
    people = {
        plain_guid(u.get("guid")): u.get("name") or "" for u in _inside(root, "Users", "User")
    }
    codes = _themes(root, themes)
    ours = {**{guid("comment", c): c for c in comments}, **{c: c for c in comments}}
    rows: list[Row] = []
    sources = list(_inside(root, "Sources", "TextSource"))
    for source in sources:
        comment = ours.get(source.get("name") or "") or ours.get(plain_guid(source.get("guid")))
        if comment:
            rows += _decisions(source, people, {"comment": comment, **_variables(source)})
    return Coded(_as_codings(rows, codes, name), sum(not _is_ours(s, ours) for s in sources))


def _add_sources(root: Element, comments: pd.DataFrame, codings: pd.DataFrame) -> None:
    if comments.empty:
        return
    sources = named(root, "Sources")
    mine = dict(list(codings.groupby("comment", sort=False)))
    for _, comment in comments.iterrows():
        number = str(comment["comment"])
        source = named(
            sources, "TextSource", guid=guid("comment", number), name=number,
            plainTextPath=f"internal://{guid('comment', number)}.txt",
        )  # fmt: skip
        rows = mine.get(number, codings.head(0))
        for coder, decision in rows.groupby("coder", sort=False):
            _add_decision(source, f"{number} {coder}", len(comment["text"]), decision)
        for name in ("session", "prompt", "language"):
            _add_value(source, name, "" if pd.isna(comment[name]) else str(comment[name]))
        _add_value(source, "drawn", max(rows["drawn"], default=""))
        _add_value(source, "fit_to_print", "true" if rows["fit_to_print"].any() else "")


def _add_decision(source: Element, key: str, length: int, decision: pd.DataFrame) -> None:
    first = decision.iloc[0]
    who, when = guid("coder", str(first["coder"])), _instant(str(first["date"]))
    selection = named(
        source, "PlainTextSelection", guid=guid("selection", key), startPosition="0",
        endPosition=str(length), creatingUser=who, creationDateTime=when,
    )  # fmt: skip
    if first["note"]:
        named(selection, "Description", squeeze(str(first["note"])))
    for theme, code in zip(decision["theme"], decision["code"], strict=True):
        coding = named(
            selection, "Coding", guid=guid("coding", f"{key} {theme}"), creatingUser=who,
            creationDateTime=when,
        )  # fmt: skip
        named(coding, "CodeRef", targetGUID=code)


def _instant(date: str) -> str:
    """A day as the standard wants it, or nothing where it is no day."""
    day = pd.to_datetime(date, format="%Y-%m-%d", errors="coerce")
    return "" if pd.isna(day) else f"{day:%Y-%m-%dT00:00:00Z}"


def _add_value(source: Element, name: str, value: str) -> None:
    if value:
        holder = named(source, "VariableValue")
        named(holder, "VariableRef", targetGUID=guid("variable", name))
        named(holder, f"{VARIABLES[name]}Value", value)


def _inside(root: Element, group: str, tag: str) -> list[Element]:
    return [each for holder in below(root, group) for each in below(holder, tag)]


def _is_ours(source: Element, ours: dict[str, str]) -> bool:
    return (source.get("name") or "") in ours or plain_guid(source.get("guid")) in ours


def _themes(root: Element, themes: pd.DataFrame) -> dict[str, str]:
    """The codes of a project by guid: a theme, or where it is none, the name of the code."""
    known = {theme_guid(row): row["theme"] for _, row in themes.iterrows()} | {NO_THEME: NONE}
    names = {**theme_ids(themes), "no theme": NONE, NONE: NONE}
    found = {}
    for holder in below(root, "CodeBook"):
        for code in (each for each in holder.iter() if kind(each) == "Code"):
            own, name = plain_guid(code.get("guid")), code.get("name") or ""
            found[own] = known.get(own) or names.get(fold(name)) or f"?{name}"
    return found


def _variables(source: Element) -> dict[str, str]:
    """How a comment was drawn and whether it is fit to print, as this project says."""
    names = {guid("variable", name): name for name in ("drawn", "fit_to_print")}
    said = {}
    for value in below(source, "VariableValue"):
        name = names.get(
            next((plain_guid(r.get("targetGUID")) for r in below(value, "VariableRef")), "")
        )
        if name:
            said[name] = text_of(value, f"{VARIABLES[name]}Value")
    fit = "yes" if said.get("fit_to_print") in ("true", "1") else "no"
    return {"drawn": said.get("drawn", ""), "fit_to_print": fit}


def _target(element: Element, tag: str) -> str:
    """The guid that the first child called so points to."""
    return next((plain_guid(child.get("targetGUID")) for child in below(element, tag)), "")


def _decisions(
    source: Element, people: dict[str, str], told: dict[str, str]
) -> list[dict[str, str]]:
    """The codings of a source or of any part of it, each with who, when and the note."""
    rows = []
    for holder in (source, *below(source, "PlainTextSelection")):
        for coding in below(holder, "Coding"):
            user = plain_guid(coding.get("creatingUser") or holder.get("creatingUser"))
            code = _target(coding, "CodeRef")
            when = coding.get("creationDateTime") or holder.get("creationDateTime") or ""
            note = "" if holder is source else squeeze(text_of(holder, "Description"))
            rows.append({**told, "code": code, "coder": _word(people.get(user, "")),
                         "date": when[:10], "note": note})  # fmt: skip
    return rows


def _word(name: str) -> str:
    return "-".join(squeeze(name).split()) or ANALYST


def _as_codings(rows: list[Row], codes: dict[str, str], name: str) -> pd.DataFrame:
    columns = ["comment", "code", "coder", "date", "fit_to_print", "drawn", "note"]
    told = pd.DataFrame(rows, columns=columns, dtype="str")
    mine = told[~told["coder"].map(fold).isin(MACHINES)]
    found = mine.assign(theme=mine["code"].map(lambda code: codes.get(str(code), "?")))
    unknown = sorted({theme[1:] for theme in found["theme"] if theme.startswith("?")})
    if unknown:
        raise CopanalyticsError(
            f"{name}: has codes that are no themes ({', '.join(map(repr, unknown))}); import the "
            "program's codebook (.qdc) first, or add them to reference/themes.csv."
        )
    return found[list(COLUMNS)].drop_duplicates(["comment", "theme", "coder"])

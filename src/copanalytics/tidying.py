"""Exports as they were read to the tidy tables; the last place where anybody has a name."""

import hashlib
from pathlib import Path
from typing import Any

import pandas as pd

from copanalytics import countries, languages
from copanalytics.codebook import TERM_COLUMNS
from copanalytics.coding import THEME_COLUMNS, Coder, codebook
from copanalytics.folding import fold, question_key
from copanalytics.intake import Folder
from copanalytics.names import Names, names_in
from copanalytics.people import Identities, identities, key_of, new_key
from copanalytics.received import Received
from copanalytics.references import CLOSED
from copanalytics.settings import read_reference
from copanalytics.tables import conformed, empty


def tidied(path: Path, found: Folder) -> dict[str, Any]:
    """Return the tables of tables.py by name, and `files`, `coder`, `by_name` and `names`.

    found: the folder as read, none of its files refused.
    """
    parts = _parts(found.files)
    corrections = read_reference(path, "people", ("written", "is"))
    written = pd.concat([_named(part) for part in parts.values()], ignore_index=True)
    who = identities(written, corrections, key_of(path) or new_key())
    listed = _named(parts["members"])["name"].dropna()
    names = names_in(written["name"].dropna(), written["email"].dropna(), _titles(found), listed)
    countries_said = found.said.countries
    comments, answers = _answers(parts["feedback"], who, names, found.said.prompts)
    coder = codebook(
        read_reference(path, "themes", THEME_COLUMNS), read_reference(path, "terms", TERM_COLUMNS)
    )
    return {
        "sessions": _sessions(found.sessions, found.files),
        "members": _members(parts["members"], who, countries_said),
        "attendance": _attendance(parts["attendance"], who, countries_said),
        "registrations": _registrations(parts["registration"], who, countries_said),
        "comments": comments,
        "answers": answers,
        "codings": _codings(coder, comments),
        "actions": _actions(comments, read_reference(path, "actions", ("action", "done"))),
        "files": _files(found.files),
        "coder": coder,
        "by_name": _by_name(written, who),
        "names": names,
    }


def _titles(found: Folder) -> list[str]:
    """Texts whose words are the community's own, so that none of them is a name by itself."""
    sessions = found.sessions
    return [found.settings.title, *sessions["series"], *sessions["title"], *sessions["platform"]]


def _parts(files: list[Received]) -> dict[str, pd.DataFrame]:
    """Kind to the rows of all its exports, with their session and source."""
    tables: dict[str, list[pd.DataFrame]] = {
        "attendance": [], "registration": [], "feedback": [], "members": [],
    }  # fmt: skip
    for file in files:
        if file.export is None:
            continue
        place = {"session": file.session, "source": file.file}
        tables[file.export.kind].append(file.export.table.assign(**place))
        if file.export.registrations is not None:
            tables["registration"].append(file.export.registrations.assign(**place))
    return {
        kind: pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        for kind, frames in tables.items()
    }


def _named(part: pd.DataFrame) -> pd.DataFrame:
    return part.reindex(columns=["name", "email"]).astype("str").replace("", None)


def _sessions(sessions: pd.DataFrame, files: list[Received]) -> pd.DataFrame:
    unlisted = pd.Series(
        {(f.file, f.session): f.export.unlisted for f in files if f.export}, dtype="Int64"
    )
    by_session = unlisted.groupby(level=1).sum() if len(unlisted) else unlisted
    counted = sessions["session"].map(by_session).astype("Int64").fillna(0)
    table = sessions.drop(columns="folder").assign(unlisted=counted)
    return conformed("sessions", table.sort_values("start", kind="stable"))


def _resolved(written: pd.Series, said: dict[str, str]) -> pd.Series:
    codes = {
        text: said.get(fold(text)) or countries.resolve(text) for text in written.dropna().unique()
    }
    return written.map(codes).astype("str")


def _members(part: pd.DataFrame, who: Identities, said: dict[str, str]) -> pd.DataFrame:
    if part.empty:
        return empty("members")
    spoken = part.get("language", pd.Series(None, part.index, dtype="str"))
    codes = {text: languages.resolve(text) for text in spoken.dropna().unique()}
    table = pd.DataFrame(
        {
            "person": who.people(part)["person"],
            "organisation": part["organisation"],
            "country": _resolved(part["country"], said),
            "country_written": part["country"],
            "language": spoken.map(codes),
            "status": part["status"],
        }
    )
    # Directories list a person once; where one is there twice, the first row counts.
    return conformed("members", table[table["person"].ne("")].drop_duplicates("person"))


def _attendance(part: pd.DataFrame, who: Identities, said: dict[str, str]) -> pd.DataFrame:
    if part.empty:
        return empty("attendance")
    inside = part[~part["waiting_room"].fillna(False).astype(bool)].reset_index(drop=True)
    nameless = inside["name"].fillna("").str.strip().eq("") & inside["email"].isna()
    rows = inside["source"] + " row " + inside.index.astype("str")
    told = inside.assign(name=inside["name"].mask(nameless, rows))
    country = told.get("country", pd.Series(None, told.index, dtype="str"))
    columns = ["session", "joined_at", "left_at", "minutes", "role", "source"]
    table = told[columns].assign(
        person=who.people(told)["person"], room=None, country=_resolved(country, said)
    )
    return conformed("attendance", table.sort_values(["session", "source"], kind="stable"))


def _registrations(part: pd.DataFrame, who: Identities, said: dict[str, str]) -> pd.DataFrame:
    if part.empty:
        return empty("registrations")
    table = part[["session", "registered_at", "status", "source"]].assign(
        person=who.people(part)["person"], country=_resolved(part["country"], said)
    )
    return conformed("registrations", table.drop_duplicates(["session", "person"]))


def _answers(
    part: pd.DataFrame, who: Identities, names: Names, prompts: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `comments` and `answers`."""
    if part.empty:
        return empty("comments"), empty("answers")
    place = part["session"] + "|" + part["source"] + "|" + part["respondent"]
    told = part.assign(
        person=who.people(part)["person"],
        prompt=part["question"].map(question_key).map(prompts),
        respondent=place.map(_digest),
    )
    closed = told[told["prompt"] == CLOSED]
    keys = ["session", "respondent", "question"]
    once = closed.groupby(keys, sort=False, as_index=False).agg(
        {"person": "first", "answer": "; ".join, "submitted_at": "first", "source": "first"}
    )
    answers = conformed("answers", once) if len(closed) else empty("answers")
    return _comments(told[told["prompt"] != CLOSED], names), answers


def _comments(told: pd.DataFrame, names: Names) -> pd.DataFrame:
    if told.empty:
        return empty("comments")
    # A number that stays when the form is exported again with more rows, or under another name.
    same = told["session"] + "|" + told["submitted_at"].astype("str") + "|" + told["question"]
    content = same + "|" + told["answer"]
    repeat = told.groupby(content).cumcount().astype("str")
    form = told["language"].map(languages.resolve, na_action="ignore")
    found = told["answer"].map(languages.detect)
    table = told[["session", "respondent", "person", "prompt", "question"]].assign(
        comment=(content + "|" + repeat).map(_digest),
        text=told["answer"].map(names.masked),
        language=found.where(found.notna(), form),
        submitted_at=told["submitted_at"],
        source=told["source"],
    )
    return conformed("comments", table)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _codings(coder: Coder, comments: pd.DataFrame) -> pd.DataFrame:
    if comments.empty:
        return empty("codings")
    found = coder.suggest(comments).drop(columns="confidence")
    return conformed("codings", found.assign(coder="codebook"))


def _actions(comments: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    taken = comments[comments["prompt"] == "action"]
    if taken.empty:
        return empty("actions")
    done = dict(zip(said["action"], said["done"].map(fold).isin(["yes", "true", "1"]), strict=True))
    table = taken[["session", "respondent", "text"]].assign(
        action=taken["comment"], done=taken["comment"].map(done)
    )
    return conformed("actions", table)


def _files(files: list[Received]) -> pd.DataFrame:
    rows = [
        {
            "file": file.file,
            "session": file.session,
            "format": file.export.format,
            "kind": file.export.kind,
            "rows": len(file.export.table),
            "unread": sum(problem.level == "error" for problem in file.problems),
        }
        for file in files
        if file.export
    ]
    return pd.DataFrame(rows, columns=["file", "session", "format", "kind", "rows", "unread"])


def _by_name(written: pd.DataFrame, who: Identities) -> frozenset[str]:
    known = who.people(written)
    return frozenset(known.loc[known["basis"] == "name", "person"])

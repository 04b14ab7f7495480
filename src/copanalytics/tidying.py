"""Exports as they were read to the tidy tables; the last place where anybody has a name."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from copanalytics import countries, languages
from copanalytics.codebook_files import read_codebook
from copanalytics.codings import confirmed, decided, read_codings
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold, question_key
from copanalytics.intake import Folder
from copanalytics.names import Names, completed, names_in
from copanalytics.numbering import VOICES, comment_numbers, digest, heard
from copanalytics.people import Identities, identities, key_of, new_key
from copanalytics.received import Received
from copanalytics.references import CLOSED
from copanalytics.settings import read_reference
from copanalytics.tables import INSTANT, conformed, empty

ROOMS_KEY = ["session", "part", "room", "person"]


def tidied(path: Path, found: Folder) -> dict[str, Any]:
    """Return the tables of tables.py by name, and what else a Community has.

    found: the folder as read, none of its files refused.
    """
    parts = _parts(found.files)
    who, written = identified(path, found)
    listed = _named(parts["members"])["name"].dropna()
    names = names_in(written["name"].dropna(), written["email"].dropna(), _titles(found), listed)
    pseudonyms = who.people(written)["person"]
    names = completed(names, _organisations(found, parts), pseudonyms, _allowed(path))
    comments, answers = _answers(parts["voices"], who, names, found.said.prompts)
    codebook = read_codebook(path)
    coded = read_codings(path, codebook.themes)
    coder, codings = decided(codebook, comments, coded)
    return {
        "sessions": _sessions(found.sessions, found.files),
        **_of_people(parts, who, found.said.countries),
        "rooms": _rooms(parts["rooms"], parts["attendance"], who),
        "comments": comments,
        "answers": answers,
        "codings": codings,
        "confirmed": confirmed(coded, comments),
        "actions": _actions(comments, read_reference(path, "actions", ("action", "done"))),
        "files": _files(found.files),
        "coded": coded,
        "coder": coder,
        "by_name": _by_name(written, who),
        "doubt": who.doubt(written),
        "names": names,
    }


def _titles(found: Folder) -> list[str]:
    """Texts whose words are the community's own, so that none of them is a name by itself."""
    sessions = found.sessions
    return [found.settings.title, *sessions["series"], *sessions["title"], *sessions["platform"]]


def _organisations(found: Folder, parts: dict[str, pd.DataFrame]) -> set[str]:
    """The organisations of members and registrants, but for the community's own name."""
    tables = [parts[kind] for kind in ("members", "registration")]
    told = {name for table in tables if len(table) for name in table["organisation"].dropna()}
    own = {fold(title) for title in _titles(found)}
    return {name for name in told if fold(name) not in own}


def _allowed(path: Path) -> list[str]:
    said = read_reference(path, "allowed_words", ("word", "reason"))
    unsaid = [line for line, reason in said["reason"].items() if not reason]
    if unsaid:
        raise CopanalyticsError(
            *(f"reference/allowed_words.csv, line {line}: has no reason; write why it may be "
              "published." for line in unsaid)
        )  # fmt: skip
    return said["word"].tolist()


def _parts(files: list[Received]) -> dict[str, pd.DataFrame]:
    """Kind to the rows of all its exports, with their session and source; of VOICES together."""
    tables: dict[str, list[pd.DataFrame]] = {
        "attendance": [], "registration": [], "voices": [], "members": [], "rooms": [],
    }  # fmt: skip
    for file in files:
        if file.export is None:
            continue
        place = {"session": file.session, "source": file.file}
        told = file.export.table.assign(**place)
        if file.export.kind in VOICES:
            tables["voices"].append(told.assign(kind=file.export.kind))
        else:
            tables[file.export.kind].append(told)
        if file.export.registrations is not None:
            tables["registration"].append(file.export.registrations.assign(**place))
    return {
        kind: pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        for kind, frames in tables.items()
    }


def identified(path: Path, found: Folder) -> tuple[Identities, pd.DataFrame]:
    """Return who is who in a folder as read, and all that is written of people in it."""
    corrections = read_reference(path, "people", ("written", "is"))
    written = _written(_parts(found.files))
    return identities(written, corrections, key_of(path) or new_key()), written


def people_tables(found: Folder, who: Identities) -> dict[str, pd.DataFrame]:
    """Return the tables members, attendance and registrations, by name, and nothing else."""
    return _of_people(_parts(found.files), who, found.said.countries)


def directory_names(found: Folder, who: Identities) -> dict[str, str]:
    """Return what the directory calls each person: the name, the e-mail, or both."""
    part = _parts(found.files)["members"]
    if part.empty:
        return {}
    called = part[["name", "email"]].fillna("").assign(person=who.people(part)["person"])
    return {
        person: f"{name} <{email}>" if name and email else name or email
        for name, email, person in called.drop_duplicates("person").itertuples(index=False)
    }


def _of_people(
    parts: dict[str, pd.DataFrame], who: Identities, said: dict[str, str]
) -> dict[str, pd.DataFrame]:
    return {
        "members": _members(parts["members"], who, said),
        "attendance": _attendance(parts["attendance"], who, said),
        "registrations": _registrations(parts["registration"], who, said),
    }


def _written(parts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every name and e-mail in any file, with what is told beside them; the directory's marked.

    Only the directory's country is what a person says; a platform's comes from the connection.
    """
    columns = ["name", "email", "session", "organisation"]
    if not parts["attendance"].empty:
        columns += ["joined_at", "left_at"]
    named = [
        _named(part, columns).assign(
            listed=kind == "members",
            country=part.get("country") if kind == "members" else None,
        )
        for kind, part in parts.items()
    ]
    return pd.concat([part for part in named if len(part)] or named, ignore_index=True)


def _named(part: pd.DataFrame, columns: Sequence[str] = ("name", "email")) -> pd.DataFrame:
    told = part.reindex(columns=list(columns))
    texts = [column for column in columns if not column.endswith("_at")]
    told = told.astype(
        dict.fromkeys(texts, "str") | dict.fromkeys(set(columns) - set(texts), INSTANT)
    )
    return told.assign(**{c: told[c].where(told[c].ne(""), None) for c in texts})


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
    untold = pd.Series(None, part.index, dtype="str")
    spoken = part.get("language", untold)
    codes = {text: languages.resolve(text) for text in spoken.dropna().unique()}
    table = pd.DataFrame(
        {
            "person": who.people(part)["person"],
            "organisation": part["organisation"],
            "country": _resolved(part["country"], said),
            "country_written": part["country"],
            "derived_country": _resolved(part.get("derived_country", untold), said),
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
    told = inside.assign(name=inside["name"].mask(nameless, "Unknown user"))
    known = who.people(told)
    told, known = told[known["person"].ne("")], known[known["person"].ne("")]
    country = told.get("country", pd.Series(None, told.index, dtype="str"))
    columns = ["session", "joined_at", "left_at", "minutes", "role", "source"]
    table = told[columns].assign(
        person=known["person"], room=told.get("room"), country=_resolved(country, said)
    )
    return conformed("attendance", table.sort_values(["session", "source"], kind="stable"))


def _rooms(part: pd.DataFrame, met: pd.DataFrame, who: Identities) -> pd.DataFrame:
    """The rows of lists of rooms, and the rooms that attendance exports tell."""
    told = met[met["room"].notna()] if "room" in met else met.head(0)
    both = pd.concat([part, told.drop(columns="language", errors="ignore")], ignore_index=True)
    if both.empty:
        return empty("rooms")
    named = both.reindex(columns=["session", "part", "room", "language", "name", "email", "source"])
    spoken = named["language"].map(languages.resolve, na_action="ignore")
    table = named.drop(columns=["name", "email"]).assign(
        person=who.people(named)["person"],
        part=named["part"].fillna(""),
        language=spoken.where(spoken.notna(), named["room"].map(_spoken_in)),
    )
    return conformed("rooms", table[table["person"].ne("")].drop_duplicates(ROOMS_KEY))


def _spoken_in(room: str) -> str | None:
    """The one language that a room's name says: 'Salle 2 (français)'."""
    said = {languages.resolve(word) for word in re.findall(r"[^\W\d_]{4,}", room)} - {None}
    return said.pop() if len(said) == 1 else None


def _registrations(part: pd.DataFrame, who: Identities, said: dict[str, str]) -> pd.DataFrame:
    if part.empty:
        return empty("registrations")
    table = part[["session", "registered_at", "status", "source"]].assign(
        person=who.people(part)["person"], country=_resolved(part["country"], said)
    )
    table = table[table["person"].ne("")]
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
        prompt=_prompts(part, prompts),
        respondent=place.map(digest),
    )
    told = heard(told)
    closed = told[told["prompt"] == CLOSED]
    keys = ["session", "respondent", "question"]
    once = closed.groupby(keys, sort=False, as_index=False).agg(
        {"person": "first", "answer": "; ".join, "submitted_at": "first", "source": "first"}
    )
    answers = conformed("answers", once) if len(closed) else empty("answers")
    return _comments(told[told["prompt"] != CLOSED], names), answers


def _prompts(part: pd.DataFrame, prompts: dict[str, str]) -> pd.Series:
    """What each row's question asks for; a poll's is closed unless the analyst said otherwise."""
    said = part["question"].fillna("").map(question_key).map(prompts)
    closed = said.mask((part["kind"] == "poll") & said.isna(), CLOSED)
    return closed.mask(part["kind"] == "questions", "question")


def _comments(told: pd.DataFrame, names: Names) -> pd.DataFrame:
    if told.empty:
        return empty("comments")
    form = told["language"].map(languages.resolve, na_action="ignore")
    found = told["answer"].map(languages.detect)
    table = told[["session", "respondent", "person", "prompt", "question"]].assign(
        comment=comment_numbers(told),
        text=told["answer"].map(names.masked),
        language=found.where(found.notna(), form),
        submitted_at=told["submitted_at"],
        source=told["source"],
    )
    return conformed("comments", table)


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
    return frozenset(known.loc[known["basis"].isin(["name", "no name"]), "person"])

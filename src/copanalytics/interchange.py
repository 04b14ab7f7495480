"""Codebook and codings out to QualCoder, NVivo, MAXQDA, ATLAS.ti or Taguette, and in again."""

from pathlib import Path

import pandas as pd

from copanalytics.codebook_files import read_codebook
from copanalytics.codings import ANALYST, COLUMNS, checked_codings
from copanalytics.community import Community, load
from copanalytics.confirming import record, unrecorded
from copanalytics.errors import CopanalyticsError
from copanalytics.publishing import guarded
from copanalytics.qda_codebook import codebook_file, merged, read_codebook_file
from copanalytics.qda_project import project_file, read_project_file
from copanalytics.qda_xml import LARGEST
from copanalytics.writing import replaced

CODEBOOK, PROJECT = ".qdc", ".qdpx"


def export(folder: Path, path: Path) -> Path:
    """Write the codebook (.qdc), or comments and codings with it (.qdpx), and return the file.

    Texts have names masked; a whole name or an e-mail that is left stops the export.

    Raises: CopanalyticsError when the ending is another, or somebody's name would leave.
    """
    if _kind(path) == CODEBOOK:
        return replaced(path, codebook_file(read_codebook(folder).themes))
    community = load(folder)
    codings = _codings(community)
    said = "\n".join([*community.comments["text"], *codings["note"]])
    if community.names.whole_in(said):
        raise CopanalyticsError(
            f"{path}: would hold a person's name or e-mail, in a comment or a note; nothing was "
            "written."
        )
    themes, title = community.coder.themes, community.settings.title
    return replaced(path, project_file(title, themes, community.comments, codings))


def take(folder: Path, path: Path) -> list[str]:
    """Take in a codebook (.qdc) or the codings of a project (.qdpx), and return what was done.

    Themes are changed or added in reference/themes.csv, and none is taken away; the file before
    stays beside it. Codings are added to reference/codings.csv.

    Raises: CopanalyticsError when the file cannot be read, or a coder decided otherwise before.
    """
    kind = _kind(path)
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise CopanalyticsError(f"{path}: is no file of at most {LARGEST // 2**20} MB.")
    raw = path.read_bytes()
    return _take_codebook(folder, raw, path.name) if kind == CODEBOOK else _take_codings(
        load(folder), raw, path.name
    )  # fmt: skip


def _take_codebook(folder: Path, raw: bytes, name: str) -> list[str]:
    own = read_codebook(folder).themes
    whole = merged(own, guarded(read_codebook_file(raw, name, own)))
    target = folder / "reference" / "themes.csv"
    before = target.read_bytes() if target.exists() else None
    if before is not None:
        replaced(target.with_name("themes.csv.before"), before)
    replaced(target, whole.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    try:
        read_codebook(folder)
    except CopanalyticsError:
        _restored(target, before)
        raise
    return [f"{target}: {len(whole)} themes, {len(whole) - len(own)} of them new."]


def _restored(target: Path, before: bytes | None) -> None:
    if before is None:
        target.unlink()
    else:
        replaced(target, before)


def _take_codings(community: Community, raw: bytes, name: str) -> list[str]:
    themes, numbers = community.coder.themes, community.comments["comment"]
    found = read_project_file(raw, name, themes, numbers)
    rows = found.codings.reset_index(drop=True)
    checked_codings(rows, themes, name)
    new = unrecorded(rows, community.coded, name)
    if len(new):
        record(community.folder, new)
    done = f"{new['comment'].nunique()} comments of {new['coder'].nunique()} coders taken in."
    strange = f"{found.strange} texts are no comments of this folder." if found.strange else ""
    return [line for line in (done, strange) if line]


def _codings(community: Community) -> pd.DataFrame:
    """What people decided, and of the other comments what the machine gives."""
    machine = community.codings[community.codings["coder"] != ANALYST]
    told = machine[["comment", "theme", "coder"]].assign(
        date="", fit_to_print=False, drawn="", note=""
    )
    return pd.concat([community.coded, told], ignore_index=True)[list(COLUMNS)]


def _kind(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in (CODEBOOK, PROJECT):
        raise CopanalyticsError(f"{path}: ends in {ending!r}; name a {CODEBOOK} or {PROJECT} file.")
    return ending

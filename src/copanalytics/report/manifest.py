"""What a report was made of and by: the same inputs give the same manifest, byte for byte."""

import hashlib
import json
import platform
import re
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from copanalytics import __version__
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.names import Names
from copanalytics.people import KEY_FILE

LIBRARIES = ("babel", "matplotlib", "nbconvert", "numpy", "pandas", "scikit-learn", "scipy")
"""Libraries whose version may move a number or a byte of a report."""

WITHHELD = "(a name is in it)"
"""Stands for a file's name that holds a person's; the hash still tells which file it is."""

ANSWERED = re.compile(r" ?\(\d+-\d+\)")
"""How many answered, as in 'Feedback(1-18).xlsx'."""

OWN_WORDS = frozenset({
    "absent", "after", "again", "all", "attendance", "back", "came", "cells", "command",
    "copanalytics", "count", "countries", "feedback", "file", "files", "folder", "forms", "html",
    "in", "invented", "it", "kind", "languages", "members", "name", "new", "not", "null", "of",
    "other", "others", "people", "python", "quarter", "registration", "report", "returning", "rows",
    "session", "settings", "since", "smallest", "starts", "sums", "themes", "timezone", "title",
    "totals", "unknown", "unread", "until", "versions", "writing", "year", *LIBRARIES,
})  # fmt: skip
"""Words that stand in the files beside a report in a sense of their own, should one be a name."""


def manifest(edition: Edition) -> str:
    """Return the manifest of a quarter's report as JSON text.

    It tells no clock time, no place on the computer, and no file's name that a person's is in.
    files: every file of the community's folder but its key, with the SHA-256 of its content;
    session, kind and rows of those that were read as exports. Of several of a kind and session,
    such as forms in two languages, the rows are told together: `of` counts those files.
    """
    community, last = edition.community, edition.last_day
    told = {
        "quarter": str(edition.quarter),
        "until": last.isoformat() if last else None,
        "command": f"copanalytics report FOLDER --quarter {edition.quarter}",
        "versions": {
            "copanalytics": __version__,
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "settings": asdict(community.settings),
        "files": _files(community),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _files(community: Community) -> list[dict[str, Any]]:
    alike = community.files.drop_duplicates("file").groupby(["session", "kind"], dropna=False)
    counted = alike[["rows", "unread"]].transform("sum").assign(of=alike["file"].transform("size"))
    read = counted.join(community.files[["file", "session", "kind"]]).set_index("file")
    columns = ["session", "kind", "rows", "unread", "of"]
    rows = read[columns].astype("object").to_dict("index")
    found = []
    for path in sorted(community.folder.rglob("*")):
        name = path.relative_to(community.folder).as_posix()
        if path.is_file() and path.name != KEY_FILE and not path.name.startswith("."):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            shown = _shown(name, community.names)
            found.append({"file": shown, "sha256": digest, **rows.get(name, {})})
    return found


def _shown(name: str, names: Names) -> str:
    """The path, each part of it withheld that a name is in; words such as 'May' are no excuse.

    Nor does it tell of a form how many answered it, as Microsoft Forms has it in the file's name.
    """
    plain = ANSWERED.sub("", name)
    return "/".join(WITHHELD if names.leaks(part) else part for part in plain.split("/"))

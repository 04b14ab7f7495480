"""What a report was made of and by: the same inputs give the same manifest, byte for byte."""

import hashlib
import json
import platform
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

OWN_WORDS = frozenset({
    "all", "attendance", "cells", "command", "copanalytics", "count", "feedback", "file",
    "files", "folder", "html", "in", "invented", "it", "kind", "languages", "members", "name",
    "null", "new", "other", "people", "python", "quarter", "registration", "report",
    "returning", "rows", "session", "settings", "smallest", "starts", "sums", "timezone",
    "title", "totals", "unread", "until", "versions", "year", *LIBRARIES,
})  # fmt: skip
"""Words that stand in the files beside a report in a sense of their own, should one be a name."""


def manifest(edition: Edition) -> str:
    """Return the manifest of a quarter's report as JSON text.

    It tells no clock time, no place on the computer, and no file's name that a person's is in.
    files: every file of the community's folder but its key, with the SHA-256 of its content;
    session, kind and rows of those that were read as exports.
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
    read = community.files.set_index("file")[["session", "kind", "rows", "unread"]]
    rows = read[~read.index.duplicated()].astype("object").to_dict("index")
    found = []
    for path in sorted(community.folder.rglob("*")):
        name = path.relative_to(community.folder).as_posix()
        if path.is_file() and path.name != KEY_FILE and not path.name.startswith("."):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            shown = _shown(name, community.names)
            found.append({"file": shown, "sha256": digest, **rows.get(name, {})})
    return found


def _shown(name: str, names: Names) -> str:
    """The path, each part of it withheld that a name is in; words such as 'May' are no excuse."""
    return "/".join(WITHHELD if names.leaks(part) else part for part in name.split("/"))

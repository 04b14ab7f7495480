"""KoboToolbox submissions.

Source: Data > Downloads > CSV or XLSX, 'Value and header format' in a language (labels), not XML
values. Semicolons, every cell quoted, or commas; line ends inside cells. A second heading row may
hold HXL tags. Groups stand before a heading with a slash; a question of which several may be chosen
has one column of all its choices, joined by blanks, or one column of 0 and 1 for each choice, or
both. Metadata start with an underscore, in every language. Times of the server have no zone. An
edited submission keeps its root identifier. Places, devices and users are left out; further sheets
of repeat groups are not read. First seen: May 2019.
"""

import re

from copanalytics.exports._choices import binary
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import PERSON, answers, counted, meanings, said, unguarded
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

NAMES = {
    **PERSON,
    "root": ("_root_uuid", "meta/rootuuid", "rootuuid"),
    "response": ("_uuid", "meta/instanceid"),
    "number": ("_id",),
    "submitted_at": ("_submission_time",),
    "started_at": ("start",),
    "changed_at": ("end",),
    "review": ("_validation_status",),
    "metadata": (
        "today", "username", "deviceid", "phonenumber", "subscriberid", "simserial", "audit",
        "__version__", "_version_", "_notes", "_status", "_submitted_by", "_tags", "_index",
        "_parent_table_name", "_parent_index", "_attachments", "_geolocation", "formhub/uuid",
        "_xform_id_string", "_bamboo_dataset_id", "meta/deprecatedid", "meta/instancename",
        "_submission__id", "_submission__uuid",
    ),
}  # fmt: skip
"""What the metadata are called, folded."""

PLACE = re.compile(r"_(.+)_(latitude|longitude|altitude|precision)")


def recognises(source: Content) -> bool:
    """Return whether the headings have the number and the time that the server gives."""
    headings = set(source.rows[0].folded) if source.rows else set()
    return "_submission_time" in headings and bool(headings & {"_id", "_uuid", "_index"})


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer.

    Raises: CopanalyticsError when it is the table of a repeat group.
    """
    headings = [heading.strip() for heading in source.rows[0].cells]
    if "_parent_index" in source.rows[0].folded:
        raise source.wrong(
            "is the table of a repeat group, without who sent it; take it away, and put the "
            "form's main table here alone."
        )
    tagged = len(source.rows) > 1 and _is_tags(source.rows[1])
    found = unguarded(records(source.rows[1 + tagged :], headings))
    known = meanings(headings, NAMES) | _places(headings)
    split = binary(found, _ungrouped(headings, known), known, "/")
    return answers("kobo-toolbox", _reviewed(_rooted(split)), source, reading)


def _is_tags(row: Row) -> bool:
    tags = [cell.strip() for cell in row.cells if cell.strip()]
    return bool(tags) and all(re.match(r"#\w+", cell) for cell in tags)


def _places(headings: list[str]) -> dict[int, str]:
    """The parts of a place, and the question that asks for it."""
    parts = [PLACE.fullmatch(heading) for heading in headings]
    asked = {found[1] for found in parts if found}
    return {
        at: "metadata"
        for at, heading in enumerate(headings)
        if parts[at] or heading.rpartition("/")[2] in asked or heading in asked
    }


def _ungrouped(headings: list[str], known: dict[int, str]) -> list[str]:
    """The headings without the group that several questions have before a slash."""
    open_ = [text for at, text in enumerate(headings) if at not in known]
    questions = set(open_)
    groups = [text.partition("/")[0] for text in open_ if "/" in text]
    return [
        text.partition("/")[2]
        if at not in known and _is_group(text.partition("/")[0], groups, questions)
        else text
        for at, text in enumerate(headings)
    ]


def _is_group(name: str, groups: list[str], questions: set[str]) -> bool:
    # A question before its choices looks the same, but ends with a mark or has a column.
    return groups.count(name) > 1 and name not in questions and not name.endswith("?")


def _rooted(found: Records) -> Records:
    """The rows with one number a response: the first version's, else its own."""
    root = said(found.frame, "root").str.removeprefix("uuid:")
    own = said(found.frame, "response").str.removeprefix("uuid:")
    one = root.where(root.ne(""), own.where(own.ne(""), said(found.frame, "number")))
    kept = found.frame.drop(columns=["root", "response"], errors="ignore")
    return Records(kept.assign(response=one), found.problems)


def _reviewed(found: Records) -> Records:
    refused = said(found.frame, "review").map(fold).str.contains("not approved|not_approved")
    return counted(found, refused, "marked as not approved, read all the same")

"""ODK Central submissions.

Source: Submissions > Download > Main data table (no repeats) .csv, or all tables .zip, 'Split
select multiples' ticked. Comma, LF, UTF-8 without BOM. The first heading is SubmissionDate (UTC,
ISO), KEY and what Central knows stand at the end; a field has its groups before it, with hyphens.
Headings are the fields' names, for a form has no other in any language. Choices of one question are
joined by blanks, or have a column of 0 and 1 each. Repeat groups are tables of their own, with
PARENT_KEY: refused. The submitter is an account of the project, not who answered. Places and
devices are left out. First seen: October 2019.
"""

import re

from copanalytics.exports._choices import binary
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import PERSON, answers, counted, meanings, said
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

NAMES = {
    "response": ("key",),
    "submitted_at": ("submissiondate",),
    "started_at": ("start",),
    "changed_at": ("end",),
    "review": ("reviewstate",),
    "metadata": (
        "meta-instanceid", "meta-instancename", "instanceid", "meta-audit", "submitterid",
        "submittername", "attachmentspresent", "attachmentsexpected", "status", "deviceid",
        "edits", "formversion", "today", "username", "phonenumber", "simserial", "subscriberid",
    ),
}  # fmt: skip
"""What Central calls its own columns, folded."""

PLACE = re.compile(r"(.+)-(Latitude|Longitude|Altitude|Accuracy)")


def recognises(source: Content) -> bool:
    """Return whether SubmissionDate comes first and KEY follows, or it is a repeat's table."""
    headings = source.rows[0].folded if source.rows else []
    return "key" in headings and (headings[0] == "submissiondate" or "parent_key" in headings)


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer.

    Raises: CopanalyticsError when it is the table of a repeat group.
    """
    headings = [heading.strip() for heading in source.rows[0].cells]
    if "parent_key" in source.rows[0].folded:
        raise source.wrong(
            "is the table of a repeat group, without when it was sent; take it away, and put the "
            "form's main table here alone (Submissions > Download > Main data table)."
        )
    places = {at: "metadata" for at, text in enumerate(headings) if PLACE.fullmatch(text)}
    fields = [text.rpartition("-")[2].replace("_", " ") for text in headings]
    known = meanings(fields, PERSON) | meanings(headings, NAMES) | places
    found = records(source.rows[1:], headings)
    return answers("odk-central", _reviewed(binary(found, headings, known, "/")), source, reading)


def _reviewed(found: Records) -> Records:
    refused = said(found.frame, "review").map(fold).isin(["rejected"])
    return counted(found, refused, "marked as rejected, read all the same")

"""Zoom's list of who registered for a meeting or webinar.

Source: Reports > Usage > Meeting or Webinar > Registration Report > Export (kept for 15 months), or
the webinar's page > Manage Attendees > Export. Comma, UTF-8; a title and preamble may stand above.
First name, last name, e-mail, questions of one's own, time of registration in the account's zone,
approval. English headings. Who registered and came is in the webinar's Attendee Report as well.
First seen: 2026.
"""

from dataclasses import replace

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import people
from copanalytics.exports._records import heading_row

WITHIN = 25


def recognises(source: Content) -> bool:
    """Return whether a heading row has a time of registration and none of joining."""
    words = headings("zoom-registration")
    start = _start(source)
    webinar = source.rows[0].folded[:1] if source.rows else []
    return (
        start is not None
        and not set(source.rows[start].folded) & set(words["joined_at"])
        and "".join(webinar).strip(" ,") not in words["webinar"]
    )


def read(source: Content, reading: Reading) -> Export:
    """Return one row a registration."""
    below = replace(source, rows=source.rows[_start(source) or 0 :])
    return people("zoom-registration", "registration", below, reading)


def _start(source: Content) -> int | None:
    words = headings("zoom-registration")
    needed = (words["email"], words["registered_at"], words["status"])
    return heading_row(source, needed, within=WITHIN)

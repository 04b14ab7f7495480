"""Meetup's list of who answered an invitation.

Source: the event > Manage attendees > Tools > Download attendees. Comma, UTF-8; older downloads are
separated by tabs. Name, member's number, title, answer (Yes, No, Waitlist), number of guests, when;
no e-mail. First seen: 2026.
"""

from dataclasses import replace

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import more_than_one, people
from copanalytics.exports._records import heading_row


def recognises(source: Content) -> bool:
    """Return whether the first row has a member's number, an answer and its time."""
    words = headings("meetup")
    needed = (words["user"], words["status"], words["registered_at"])
    return heading_row(source, needed, within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer to the invitation; guests are noted, as they have no names."""
    found = people("meetup", "registration", source, reading)
    notes = more_than_one(found, source, "guests", "brings guests without a name: {}.")
    return replace(found, problems=[*found.problems, *notes])

"""Eventbrite's list of attendees: who holds a ticket.

Source: Manage event > Reporting > Attendees > Export (CSV or Excel). Comma, UTF-8. The American,
British and newer headings differ in words; those of custom questions are the organiser's. One order
may have several attendees, one row each; who bought the tickets may be another person, and is not
the attendee. Addresses are the attendee's own, so the country is declared. First seen: 2026.
"""

from dataclasses import replace

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import more_than_one, people
from copanalytics.exports._records import heading_row


def recognises(source: Content) -> bool:
    """Return whether the first row has an order's number, a ticket and an e-mail."""
    words = headings("eventbrite")
    needed = (words["order"], words["ticket"], words["email"])
    return heading_row(source, needed, within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a ticket; several tickets in one row are noted."""
    found = people("eventbrite", "registration", source, reading)
    said = "stands for {} tickets, and names one person."
    notes = more_than_one(found, source, "quantity", said)
    return replace(found, problems=[*found.problems, *notes])

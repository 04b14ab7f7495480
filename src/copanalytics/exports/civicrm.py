"""CiviCRM's contacts: a directory.

Source: Search > Find Contacts > Actions > Export contacts, fields Contact ID, Contact Type,
First Name, Last Name, Email, Current Employer, Country, Preferred Language. Comma, UTF-8. Countries
are ISO 3166 names in English, some years behind; nations of the United Kingdom are none.
First seen: not yet as a file; the headings are those of its screens (2026).
"""

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import people
from copanalytics.exports._records import heading_row


def recognises(source: Content) -> bool:
    """Return whether the first row has a contact's number, and its type, employer or full name."""
    words = headings("civicrm")
    return heading_row(source, (words["contact"], words["kind"]), within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a contact."""
    return people("civicrm", "members", source, reading)

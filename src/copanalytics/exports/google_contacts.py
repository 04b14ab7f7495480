"""Google Contacts: a directory.

Source: contacts.google.com > Export > Google CSV. Comma, UTF-8; numbered groups of columns for
e-mails, phones and addresses, as many as the fullest contact has. Several values in one cell stand
between ' ::: ', of which the first is taken. Countries are free text. First seen: 2024.
"""

import re
from dataclasses import replace

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import people
from copanalytics.exports._records import heading_row

BETWEEN = r" ::: .*"
ANOTHER_EMAIL = re.compile(r"E-mail \d+ - Value")


def recognises(source: Content) -> bool:
    """Return whether the first row has a numbered e-mail and labels."""
    words = headings("google-contacts")
    return heading_row(source, (words["email"], words["label"]), within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a contact."""
    found = people("google-contacts", "members", source, reading)
    table = found.table
    for column in (c for c in table if ANOTHER_EMAIL.fullmatch(str(c))):
        table = table.assign(email=table["email"].fillna(table[column]))
    first = {
        column: table[column].str.replace(BETWEEN, "", regex=True)
        for column in ("email", "organisation", "country")
    }
    return replace(found, table=table.assign(**first))

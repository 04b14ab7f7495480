"""Mailchimp's audience: a directory of subscribers.

Source: Audience > All contacts > Export audience (a zip of subscribed, unsubscribed and cleaned).
Comma, UTF-8; old files end their lines with a carriage return alone. `CC` is the country that
Mailchimp derives from where somebody opened a message, so it is kept apart as `derived_country`;
what a subscriber declared is in a field of one's own such as `Country`. First seen: 2016.
"""

from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import people
from copanalytics.exports._records import heading_row


def recognises(source: Content) -> bool:
    """Return whether the first row has Mailchimp's own columns."""
    words = headings("mailchimp")
    return heading_row(source, (words["rating"], words["list"]), within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a subscriber, the country declared and the one derived apart."""
    return people("mailchimp", "members", source, reading)

"""E-mail addresses as evidence: which are one, which belong to nobody alone."""

import re

from copanalytics.written import vocabulary

DOTLESS = {"gmail.com", "googlemail.com"}
"""Domains of one provider, which takes no notice of dots."""


def canonical(email: str) -> str:
    """Return the address that an alias of it delivers to.

    >>> canonical("Anna.Smith+zoom@GoogleMail.com"), canonical("Ann.Ash@Example.org")
    ('annasmith@gmail.com', 'ann.ash@example.org')
    """
    local, _, domain = email.strip().casefold().rpartition("@")
    local = local.split("+")[0] or local
    if domain in DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def is_role(email: str) -> bool:
    """Return whether an address is an office's, by its first part (info@, team@, contact.fr@).

    >>> is_role("info@example.org"), is_role("info-lyon@example.org"), is_role("ines@example.org")
    (True, True, False)
    """
    local = email.casefold().rpartition("@")[0]
    first, *rest = re.split(r"[._-]", local)
    roles = vocabulary("role address")
    return local in roles or (bool(rest) and first in roles)


def distinctive(email: str, words: tuple[str, ...]) -> str:
    """Return an address's first part where it says more than the name does; else nothing.

    Two people of one name may both be anna.smith@; hardly both are asm1984@.

    >>> distinctive("asm1984@example.org", ("anna", "smith"))
    'asm1984'
    >>> distinctive("a.smith@example.org", ("anna", "smith"))
    ''
    """
    local = canonical(email).rpartition("@")[0]
    more = local
    for word in sorted(words, key=len, reverse=True):
        more = more.replace(word, "")
    unexplained = [sign for sign in re.findall(r"\w", more) if sign not in {w[0] for w in words}]
    return local if len(unexplained) >= 2 and len(local) > 4 else ""

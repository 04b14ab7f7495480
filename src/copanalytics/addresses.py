"""E-mail addresses as evidence: which are one, which belong to nobody alone."""

import re

from copanalytics.likeness import bare
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


def are_of_one_office(one: str, two: str, words: tuple[str, ...]) -> bool:
    """Return whether two addresses are of one organisation and say no more than the name does.

    An organisation that has two people of one name must tell them apart: by a number, mostly.

    >>> are_of_one_office("j.smith@oak.example", "jane.smith@oak.example", ("jane", "smith"))
    True
    >>> are_of_one_office("j.smith@gmail.com", "jane.smith@gmail.com", ("jane", "smith"))
    False
    >>> are_of_one_office("jane.smith@oak.example", "jane.smith2@oak.example", ("jane", "smith"))
    False
    """
    domains = {address.rpartition("@")[2] for address in (one, two)}
    if len(domains) > 1 or is_public(one):
        return False
    return says_name(one, words) and says_name(two, words)


def local_part(email: str) -> str:
    """Return what stands before the @ of an address, however its words are joined.

    >>> local_part("Ann.Ash@example.org"), local_part("ann-ash+zoom@gmail.com")
    ('annash', 'annash')
    """
    return re.sub(r"[._-]", "", canonical(email).rpartition("@")[0])


def is_public(email: str) -> bool:
    """Return whether anybody may have an address at this domain.

    >>> is_public("ann@gmx.ch"), is_public("ann@web.de"), is_public("ann@web.example")
    (True, True, False)
    """
    domain = email.rpartition("@")[2]
    return bool({domain, domain.split(".")[0]} & vocabulary("public mail"))


def says_name(email: str, words: tuple[str, ...]) -> bool:
    """Return whether an address's first part is words of a name and initials, and no more.

    >>> says_name("jsmith@oak.example", ("jane", "smith")), says_name("jane@oak.example", ("ann",))
    (True, False)
    """
    left = bare(re.sub(r"[._-]", "", canonical(email).rpartition("@")[0]))
    parts = {bare(part) for word in words for part in [word, *word.split("-")]}
    whole = [part for part in sorted(parts, key=len, reverse=True) if part in left]
    for part in whole:
        left = left.replace(part, "", 1)
    return bool(whole) and set(left) <= {part[0] for part in parts}

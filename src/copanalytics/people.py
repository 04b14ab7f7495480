"""Who is who: written names and e-mails to persons, and persons to keyed pseudonyms."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from copanalytics.folding import fold, squeeze

KEY_FILE = "pseudonym.key"
"""The community's secret, in its folder, never published: without it a pseudonym says nothing."""

DECORATION = re.compile(
    r"\((?:(?:co-)?host|guest|external|ext|unverified|me|organi[sz]er|presenter|invited?|gast|"
    r"invitado|convidado|h[oô]te|externe?)\)",
    re.IGNORECASE,
)
"""What platforms add to a name in brackets, which is no part of it."""

BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Identities:
    """Whose each written name and e-mail is.

    by_name: folded name to the e-mails of the people who wrote it so. said: folded name or e-mail
    as corrected by the analyst (reference/people.csv). plain: names of several words, folded, that
    are written somewhere without anything in brackets.
    """

    by_name: dict[str, frozenset[str]]
    said: dict[str, str]
    plain: frozenset[str]
    key: bytes

    def people(self, written: pd.DataFrame) -> pd.DataFrame:
        """Return, for frames with `name` and `email`, each row's `person` and `basis`.

        basis: "e-mail", or "name" where no e-mail belongs to the name.
        """
        pairs = written[["name", "email"]].fillna("").astype("str")
        distinct = pairs.drop_duplicates()
        tokens = {
            (name, email): self._token(name, email)
            for name, email in distinct.itertuples(index=False)
        }
        found = [tokens[pair] for pair in pairs.itertuples(index=False, name=None)]
        return pd.DataFrame(
            {
                "person": [self._pseudonym(token) for token in found],
                "basis": ["e-mail" if "@" in token else "name" for token in found],
            },
            index=written.index,
            dtype="str",
        )

    def _token(self, name: str, email: str) -> str:
        """The e-mail where there is one; else the one e-mail of that name; else the name, as
        somebody writes it without brackets where anybody does.


        A name that two e-mails use is nobody's: a wrong merge is worse than a missed one.
        """
        name, email = (self.said.get(fold(text), text) for text in (name, email))
        if "@" in name and not email:
            name, email = "", name
        if "@" in email:
            return fold(self.said.get(fold(email), email))
        outer = aliases(name, inner=False)
        inner = [alias for alias in aliases(name) if alias not in outer]
        return self._owner(outer) or self._owner(inner) or fold(name)

    def _owner(self, ways: list[str]) -> str | None:
        mails = [self.by_name[way] for way in ways if way in self.by_name]
        plain = [way for way in ways if way in self.plain]
        sure = [next(iter(owners)) for owners in mails if len(owners) == 1]
        return next(iter([*sure, *reversed(plain)]), None)

    def _pseudonym(self, token: str) -> str:
        # 48 bits: two of 100,000 people share one with a chance of about 2 in 100,000.
        return hmac.new(self.key, token.encode(), hashlib.sha256).hexdigest()[:12] if token else ""


def identities(written: pd.DataFrame, corrections: pd.DataFrame, key: bytes) -> Identities:
    """Return who is who among all rows with `name` and `email` of a community.

    corrections: `written` (a name or an e-mail as exported) and `is` (whose it is).
    """
    said = dict(zip(corrections["written"].map(fold), corrections["is"], strict=True))
    pairs = written[["name", "email"]].fillna("").astype("str").drop_duplicates()
    owners: dict[str, set[str]] = {}
    for name, email in pairs.itertuples(index=False):
        if "@" in email:
            whose = fold(said.get(fold(email), email))
            # What stands in brackets may be an organisation, which colleagues share.
            for alias in aliases(name, inner=False):
                owners.setdefault(alias, set()).add(whose)
    by_name = {alias: frozenset(mails) for alias, mails in owners.items()}
    plain = {fold(DECORATION.sub(" ", name)) for name in pairs["name"] if " " in name.strip()}
    return Identities(by_name, said, frozenset(n for n in plain if "(" not in n), key)


def aliases(name: str, inner: bool = True) -> list[str]:
    """Return the ways in which a written name may be the same person's, folded, best first.

    inner: whether what stands in brackets is one ('New Name (Original Name)').

    >>> aliases("Paul McCartney (Wings) (Host)")
    ['paul mccartney (wings)', 'paul mccartney', 'wings']
    >>> aliases("Smith, Anna")
    ['smith, anna', 'anna smith']
    """
    plain = squeeze(DECORATION.sub(" ", name))
    ways = [plain, BRACKETS.sub(" ", plain)]
    if plain.count(",") == 1:
        family, given = plain.split(",")
        ways.append(f"{given} {family}")
    if inner:
        ways += [text for pair in BRACKETS.findall(plain) for text in pair]
    return list(dict.fromkeys(folded for way in ways if (folded := fold(way))))


def key_of(folder: Path) -> bytes | None:
    """Return the community's key; None where its folder has none, or an empty one."""
    path = folder / KEY_FILE
    return (path.read_bytes().strip() or None) if path.exists() else None


def new_key() -> bytes:
    """Return a fresh key, as the text that the key file holds."""
    return secrets.token_hex(32).encode()

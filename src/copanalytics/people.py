"""Who is who: written names and e-mails to persons, and persons to keyed pseudonyms."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from copanalytics.copresence import REJOIN, strands
from copanalytics.deciding import Doubtful, decide, settled
from copanalytics.doubt import Doubt
from copanalytics.mentions import NOBODY, Mentions, mentions

KEY_FILE = "pseudonym.key"
"""The community's secret, in its folder, never published: without it a pseudonym says nothing."""

EVER = float("inf")


@dataclass(frozen=True)
class Identities:
    """Whose each written name and e-mail is.

    mentions: what every written name and e-mail says. tokens: the person (an e-mail, or a name)
    of each key of theirs. doubts: which keys may be another's. of_several: tokens that are one
    person in one session only, as several people may have written so.
    """

    mentions: Mentions = field(repr=False)
    tokens: dict[str, str] = field(repr=False)
    doubts: tuple[Doubtful, ...] = field(repr=False)
    of_several: frozenset[str] = field(repr=False)
    settled: dict[tuple[str, str], str] = field(repr=False)
    key: bytes = field(repr=False)

    def people(self, written: pd.DataFrame) -> pd.DataFrame:
        """Return, for frames with `name` and `email`, each row's `person` and `basis`.

        basis: "e-mail"; "name" where no e-mail belongs to the name; "no name" for a device's name
        or a telephone number, each of which is a person of its own; "note-taker" for what is no
        person (`person` is empty), as it is where nothing is written. A name that several people
        may have written is a person in each session, or in each row where no `session` is told;
        `joined_at` and `left_at` tell two devices and a rejoin apart.
        """
        keys = self.keys(written)
        token = keys.map({key: self.tokens.get(key, key) for key in keys.unique()})
        whole = self._told_apart(written, token)
        distinct = whole.unique()
        pseudonyms = {text: self._pseudonym(text) for text in distinct}
        bases = {text: self._basis(text) for text in distinct}
        return pd.DataFrame(
            {"person": whole.map(pseudonyms), "basis": whole.map(bases)}, dtype="str"
        )

    def keys(self, written: pd.DataFrame) -> pd.Series:
        """Return what each row's name and e-mail are known by among `tokens`."""
        return self.mentions.keys(written)

    def doubt(self, written: pd.DataFrame) -> Doubt:
        """Return what is not sure of the people in a frame with `name` and `email`."""
        known = self.people(written).assign(key=self.keys(written))
        known = known.drop_duplicates(["person", "key"])
        people = known.groupby("key")["person"].agg(list).to_dict()
        by_token = known.assign(key=known["key"].map(self.tokens)).groupby("key")["person"]
        members = by_token.agg(list).to_dict()
        rows = [
            (one, two, found.basis)
            for found in self.doubts
            for one in people.get(found.key, [])
            for two in members.get(self.tokens.get(found.other, ""), [])
            if one != two
        ]
        rows += [
            (one, two, "the same name in another session or connection")
            for token in sorted(self.of_several & set(members))
            if not token.startswith(NOBODY)
            for two, *later in [list(dict.fromkeys(members[token]))]
            for one in later
        ]
        pairs = pd.DataFrame(rows, columns=["person", "other", "basis"], dtype="str")
        several = {p: n for key, n in self.mentions.several.items() for p in people.get(key, [])}
        nameless = frozenset(known.loc[known["basis"] == "no name", "person"])
        return Doubt(pairs.drop_duplicates(), several, nameless)

    def _basis(self, token: str) -> str:
        if token == "":
            return "note-taker"
        return "e-mail" if "@" in token else "no name" if token.startswith(NOBODY) else "name"

    def _told_apart(self, written: pd.DataFrame, token: pd.Series) -> pd.Series:
        """Tokens of several people with their session, and of their connections the device."""
        token = self._settled(written, token)
        shared = token[token.isin(self.of_several)]
        if shared.empty:
            return token
        rows = written.loc[shared.index].reindex(columns=["session", "joined_at", "left_at"])
        rows = rows.assign(token=shared, row=shared.index)
        if rows["session"].isna().all():
            return token.mask(token.index.isin(shared.index), token + _numbers(token))
        alone = ~rows.duplicated(["token", "session"], keep=False) & rows["joined_at"].notna()
        grouped = rows[~alone].groupby(["token", "session"], dropna=False)
        parts = [_alone(rows[alone]), *(_apart(part) for _, part in grouped)]
        return pd.concat([*parts, token.drop(shared.index)]).reindex(token.index)

    def _settled(self, written: pd.DataFrame, token: pd.Series) -> pd.Series:
        if "session" not in written or not self.settled:
            return token
        places = zip(token, written["session"], strict=True)
        return pd.Series(
            [self.settled.get(place, place[0]) for place in places], token.index, dtype="str"
        )

    def _pseudonym(self, token: str) -> str:
        # 48 bits: two of 100,000 people share one with a chance of about 2 in 100,000.
        return hmac.new(self.key, token.encode(), hashlib.sha256).hexdigest()[:12] if token else ""


def _numbers(token: pd.Series) -> pd.Series:
    return pd.Series([f" row {row}" for row in token.index], token.index, dtype="str")


def _place(rows: pd.DataFrame) -> pd.Series:
    return rows["token"] + " in " + rows["session"].fillna("").astype("str")


def _alone(rows: pd.DataFrame) -> pd.Series:
    """Tokens of names that have one connection in their session."""
    nobody = rows["token"].str.startswith(NOBODY)
    moment = " " + rows["joined_at"].astype("str") + " 0"
    return _place(rows) + moment.where(nobody, "")


def _apart(rows: pd.DataFrame) -> pd.Series:
    """Tokens of one name in one session: those connected at once are different devices."""
    nobody = rows["token"].iloc[0].startswith(NOBODY)
    place = _place(rows)
    if rows[["joined_at", "left_at"]].isna().any(axis=None):
        return place + _numbers(rows["token"]) if nobody else place
    once = rows.drop_duplicates(["joined_at", "left_at"])
    strand = strands(once, REJOIN if nobody else EVER)
    first = once.groupby(strand)["joined_at"].transform("min").astype("str")
    moments = dict(zip(zip(once["joined_at"], once["left_at"], strict=True),
                       zip(first, strand, strict=True), strict=True))  # fmt: skip
    marks = [moments[moment] for moment in zip(rows["joined_at"], rows["left_at"], strict=True)]
    if not nobody and len(set(marks)) == 1:
        return place
    return place + pd.Series([f" {at} {n}" for at, n in marks], rows.index, dtype="str")


def identities(written: pd.DataFrame, corrections: pd.DataFrame, key: bytes) -> Identities:
    """Return who is who among all rows with `name` and `email` of a community.

    Evidence where the frame has it: `session`, `joined_at`, `left_at`, `organisation`, `country`
    (as the directory says), `listed` (whether the row is the directory's). corrections: `written`
    (a name or an e-mail as exported) and `is` (whose it is; 'not: ...' for somebody else).
    """
    found = mentions(written, corrections)
    groups = found.groups(written)
    doubts = decide(groups, found.otherwise)
    order = {key: n for n, key in enumerate(found.order)}
    tokens = {"": ""}
    for members in groups.members.values():
        mails = [key for key in members if "@" in key]
        best = min(mails or members, key=lambda k: (k not in found.listed, order[k]))
        tokens |= dict.fromkeys(members, best)
    sure = {(tokens[k], place): tokens[who] for (k, place), who in settled(groups, doubts).items()}
    several = {tokens[key] for key in groups.of_several if "@" not in tokens[key]}
    nobody = {key for key in found.order if key.startswith(NOBODY) and key not in found.labelled}
    return Identities(found, tokens, tuple(doubts), frozenset(several | nobody), sure, key)


def key_of(folder: Path) -> bytes | None:
    """Return the community's key; None where its folder has none, or an empty one."""
    path = folder / KEY_FILE
    return (path.read_bytes().strip() or None) if path.exists() else None


def new_key() -> bytes:
    """Return a fresh key, as the text that the key file holds."""
    return secrets.token_hex(32).encode()

"""The order in which comments are to be confirmed: some drawn by chance, some uncertain."""

import hashlib

import pandas as pd

from copanalytics.codings import ANALYST, RANDOM, UNCERTAIN
from copanalytics.community import Community

SAMPLE = 25
"""Comments of a session drawn by chance under each prompt, or all where there are fewer."""

UNMEASURED = 0.75
"""The confidence in what a codebook says, before it is measured: less doubt than of a comment in
which nothing was found, more than of one that the model is sure of."""

DRAW = b"copanalytics: comments to confirm"
"""Key of the draw: by chance, and the same at every call."""

COLUMNS = ("comment", "drawn", "session", "prompt", "language", "text", "suggested", "because",
           "confidence")  # fmt: skip


def review(community: Community, coder: str = ANALYST) -> pd.DataFrame:
    """Return the comments that a coder has not decided about, those to decide first at the top.

    Columns: comment, drawn, session, prompt, language, text (names masked), suggested (themes),
    because (the reason for each), confidence (of each, where it is known). The latest session comes
    first, in it by turns a comment drawn by chance and an uncertain one. `drawn` says which: only
    those drawn by chance tell how often a theme occurs. What another coder decided about comes
    before the rest, so that the two can be compared.
    """
    coded, comments = community.coded, community.comments
    done = comments["comment"].isin(coded.loc[coded["coder"] == coder, "comment"])
    started = community.sessions.set_index("session")["start"]
    told = comments.merge(_suggested(community), how="left", on="comment").assign(
        drawn=pd.Series(RANDOM, comments.index).where(drawn(comments), UNCERTAIN),
        lot=comments["comment"].map(_lot),
        again=comments["comment"].isin(coded["comment"]),
        start=comments["session"].map(started),
    )
    waiting = told[~done].fillna({"suggested": "", "because": "", "confidence": "", "doubt": 1.0})
    groups = ["again", "start", "drawn"]
    chance = waiting["drawn"] == RANDOM
    ranked = waiting.assign(doubt=waiting["doubt"].mask(chance, 0)).sort_values(
        ["doubt", "lot"], ascending=[False, True]
    )
    turned = ranked.assign(turn=2 * ranked.groupby(groups).cumcount() + (ranked["drawn"] != RANDOM))
    order = turned.sort_values(["again", "start", "turn"], ascending=[False, False, True])
    return order[list(COLUMNS)].reset_index(drop=True)


def drawn(comments: pd.DataFrame) -> pd.Series:
    """Return which comments are in the sample drawn by chance: SAMPLE a session and prompt.

    The lot of a comment is a keyed digest of its number, so that the sample is the same each time,
    and does not depend on what a comment says or a machine makes of it.
    """
    lots = comments["comment"].map(_lot)
    return lots.groupby([comments["session"], comments["prompt"]]).rank() <= SAMPLE


def _lot(comment: str) -> int:
    return int.from_bytes(hashlib.blake2b(comment.encode(), digest_size=6, key=DRAW).digest())


def _suggested(community: Community) -> pd.DataFrame:
    """One row a comment for which anything is suggested: themes, reasons, confidence, doubt."""
    found = community.coder.suggest(community.comments)
    confidence = found["confidence"].astype("float64")
    rows = found.assign(
        suggested=found["theme"],
        because=found["theme"] + ": " + found["because"].fillna(""),
        confidence=confidence.map("{:.2f}".format).mask(confidence.isna(), ""),
        doubt=1 - (2 * confidence.fillna(UNMEASURED) - 1).abs(),
    )
    texts = dict.fromkeys(["suggested", "because", "confidence"], _listed)
    return rows.groupby("comment", as_index=False).agg({**texts, "doubt": "max"})


def _listed(texts: pd.Series) -> str:
    return "; ".join(text for text in texts if text)

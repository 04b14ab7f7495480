"""What may be missing in the codebook: groups of comments, words, and terms that are often wrong.

For the analyst alone, never published: only a person adds a theme or a term.
"""

import numpy as np
import pandas as pd

from copanalytics.codebook import ANY
from copanalytics.codings import ANALYST
from copanalytics.community import Community
from copanalytics.folding import fold

QUOTES = 5
"""Comments quoted for a proposal."""

FEWEST, SUREST = 4, 0.6
"""Confirmed comments that a word must be in, and the share of them with the theme."""

SHORTEST = 4
"""Letters of the shortest word that is proposed as a term."""

GROUP = 3
"""Comments of the smallest group that is proposed as a theme."""

COLUMNS = ("kind", "theme", "language", "words", "comments", "precision", "quotes")


def proposals(community: Community) -> pd.DataFrame:
    """Return proposed themes and terms, one a row, the kind `theme` or `term`.

    A theme: a group of comments in which no rule found any, told by its words. A term: a word that
    at least FEWEST confirmed comments have, most of them (precision) with the theme. quotes: up to
    QUOTES of the comments, names masked.
    """
    rows = [*_terms(community), *_groups(_uncaught(community))]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def measured_terms(community: Community) -> pd.DataFrame:
    """Return the terms with `checked`, the confirmed comments in which each decided, and precision.

    precision: the share of them to which the analyst gave the theme; as before where none was.
    """
    terms = community.coder.terms
    confirmed = _confirmed(community)
    found = community.codebook.suggest(confirmed)
    given = set(_given(community))
    pairs = zip(found["comment"], found["theme"], strict=True)
    right = pd.Series([pair in given for pair in pairs], found.index, dtype="float64")
    tally = right.groupby([found["theme"], found["because"]]).agg(["size", "mean"])
    keys = pd.MultiIndex.from_frame(terms[["theme", "term"]])
    measured = tally.reindex(keys)
    before = terms.get("precision", pd.Series("", terms.index)).to_numpy()
    precise = measured["mean"].round(2).astype("object").where(measured["mean"].notna(), before)
    return terms.assign(
        precision=precise.to_numpy(), checked=measured["size"].fillna(0).astype("int").to_numpy()
    )


def as_text(table: pd.DataFrame) -> str:
    """Return proposals as a page of text."""
    parts = ["Proposals only: add what convinces you to themes.csv or terms.csv in reference/.\n"]
    for row in table.to_dict("records"):
        head = (
            f"A theme? {row['words']} ({row['comments']} comments without a theme)"
            if row["kind"] == "theme"
            else f"A term of {row['theme']} ({row['language']})? {row['words']} "
            f"(right in {row['precision']:.0%} of {row['comments']} comments)"
        )
        parts.append("\n".join([head, *(f"  – {quote}" for quote in row["quotes"])]) + "\n")
    return "\n".join(parts if len(table) else [*parts, "There are none yet.\n"])


def _confirmed(community: Community) -> pd.DataFrame:
    comments = community.comments
    return comments[comments["comment"].isin(community.confirmed["comment"])]


def _given(community: Community) -> list[tuple[str, str]]:
    codings = community.codings[community.codings["coder"] == ANALYST]
    return list(zip(codings["comment"], codings["theme"], strict=True))


def _uncaught(community: Community) -> pd.DataFrame:
    """Comments in which the codebook finds nothing, and about which nobody decided."""
    found = community.codebook.suggest(community.comments)["comment"]
    comments = community.comments
    known = comments["comment"].isin(pd.concat([found, community.confirmed["comment"]]))
    return comments[~known].drop_duplicates("text")


def _terms(community: Community) -> list[dict]:
    """Words of confirmed comments that tell a theme which no term of it told."""
    words = _words(_confirmed(community))
    if words.empty:
        return []
    given = pd.DataFrame(_given(community), columns=["comment", "theme"])
    having = words.groupby("word")["comment"].nunique()
    both = words.merge(given, on="comment").groupby(["word", "theme"])["comment"].nunique()
    table = both.rename("right").reset_index().assign(n=lambda rows: rows["word"].map(having))
    known = {(row["theme"], fold(row["term"])) for _, row in community.coder.terms.iterrows()}
    pairs = zip(table["theme"], table["word"], strict=True)
    new = pd.Series([pair not in known for pair in pairs], table.index, dtype="bool")
    sure = new & table["n"].ge(FEWEST) & table["right"].ge(SUREST * table["n"])
    return [_term(community, row, words[words["word"] == row["word"]])
            for row in table[sure].to_dict("records")]  # fmt: skip


def _term(community: Community, row: dict, words: pd.DataFrame) -> dict:
    """A word as a term; of the language in which most comments with it are, of those known."""
    spoken = words["language"].dropna().mode()
    texts = community.comments.set_index("comment")["text"]
    language = spoken.iloc[0] if len(spoken) else ANY
    return {"kind": "term", "theme": row["theme"], "language": language, "words": row["word"],
            "comments": row["n"], "precision": row["right"] / row["n"],
            "quotes": texts[words["comment"].head(QUOTES)].tolist()}  # fmt: skip


def _words(comments: pd.DataFrame) -> pd.DataFrame:
    """One row a word of a comment, once: comment, language, word."""
    found = comments["text"].map(fold).str.findall(rf"[^\W\d_]{{{SHORTEST},}}")
    rows = comments.assign(word=found).explode("word")[["comment", "language", "word"]]
    return rows.dropna(subset="word").drop_duplicates()


def _groups(comments: pd.DataFrame) -> list[dict]:
    """Groups of comments alike, the largest first; none of fewer than GROUP."""
    if len(comments) < 2 * GROUP:
        return []
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(preprocessor=fold, token_pattern=rf"[^\W\d_]{{{SHORTEST},}}")
    try:
        table = weights.fit_transform(comments["text"])
    except ValueError:  # no comment has a word of that length
        return []
    several = min(len(comments) // GROUP, len(np.unique(table.toarray(), axis=0)))
    groups = KMeans(several, random_state=0).fit(table)
    near = -groups.transform(table)
    names = weights.get_feature_names_out()
    rows = [
        _group(comments["text"].to_numpy(), groups.labels_ == n, near[:, n],
               names[np.argsort(-groups.cluster_centers_[n])[:QUOTES]])
        for n in range(several)
    ]  # fmt: skip
    large = [row for row in rows if row["comments"] >= GROUP]
    return sorted(large, key=lambda row: -row["comments"])


def _group(texts: np.ndarray, mine: np.ndarray, near: np.ndarray, words: np.ndarray) -> dict:
    quoted = texts[mine][np.argsort(-near[mine], kind="stable")][:QUOTES]
    return {"kind": "theme", "theme": "", "language": ANY, "words": ", ".join(words),
            "comments": int(mine.sum()), "precision": float("nan"),
            "quotes": quoted.tolist()}  # fmt: skip

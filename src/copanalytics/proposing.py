"""What may be missing in the codebook: groups of comments, words, and terms that are often wrong.

For the analyst alone, never published: only a person adds a theme or a term.
"""

import numpy as np
import pandas as pd

from copanalytics.coding import Coder
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
    found = _codebook(community).suggest(confirmed)
    given = set(_given(community))
    right = pd.Series(list(zip(found["comment"], found["theme"], strict=True)), found.index).isin(
        given
    )
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
            else f"A term of {row['theme']} ({row['language'] or 'any language'})? {row['words']} "
            f"(right in {row['precision']:.0%} of {row['comments']} comments)"
        )
        parts.append("\n".join([head, *(f"  – {quote}" for quote in row["quotes"])]) + "\n")
    return "\n".join(parts if len(table) else [*parts, "There are none yet.\n"])


def _codebook(community: Community) -> Coder:
    """The rules alone, without what was learned from those whom they are measured with."""
    return Coder(community.coder.themes, community.coder.terms)


def _confirmed(community: Community) -> pd.DataFrame:
    comments = community.comments
    return comments[comments["comment"].isin(community.confirmed["comment"])]


def _given(community: Community) -> list[tuple[str, str]]:
    codings = community.codings[community.codings["coder"] == ANALYST]
    return list(zip(codings["comment"], codings["theme"], strict=True))


def _uncaught(community: Community) -> pd.DataFrame:
    """Comments in which the codebook finds nothing, and about which nobody decided."""
    found = _codebook(community).suggest(community.comments)["comment"]
    comments = community.comments
    known = comments["comment"].isin(pd.concat([found, community.confirmed["comment"]]))
    return comments[~known].drop_duplicates("text")


def _terms(community: Community) -> list[dict]:
    """Words of confirmed comments that tell a theme which no term of it told."""
    words = _words(_confirmed(community))
    if words.empty:
        return []
    given = pd.DataFrame(_given(community), columns=["comment", "theme"])
    with_word = words.groupby(["language", "word"])["comment"].nunique()
    both = (
        words.merge(given, on="comment").groupby(["language", "word", "theme"])["comment"].nunique()
    )
    known = {(row["theme"], fold(row["term"])) for _, row in community.coder.terms.iterrows()}
    texts = community.comments.set_index("comment")["text"]
    rows = []
    for (language, word, theme), right in both.items():
        n = with_word[language, word]
        if n >= FEWEST and right >= SUREST * n and (theme, word) not in known:
            numbers = words.loc[
                (words["word"] == word) & (words["language"] == language), "comment"
            ]
            rows.append({"kind": "term", "theme": theme, "language": language, "words": word,
                         "comments": int(n), "precision": right / n,
                         "quotes": texts[numbers.head(QUOTES)].tolist()})  # fmt: skip
    return rows


def _words(comments: pd.DataFrame) -> pd.DataFrame:
    """One row a word of a comment, once: comment, language, word."""
    found = comments["text"].map(fold).str.findall(rf"[^\W\d_]{{{SHORTEST},}}")
    rows = comments.assign(word=found, language=comments["language"].fillna(""))
    return rows.explode("word")[["comment", "language", "word"]].dropna().drop_duplicates()


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
    groups = KMeans(several, n_init=5, random_state=0).fit(table)
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
    return {"kind": "theme", "theme": "", "language": "", "words": ", ".join(words),
            "comments": int(mine.sum()), "precision": float("nan"), "quotes": list(quoted)}  # fmt: skip

"""How well comments are coded into themes, on labelled sets that are not part of the project.

    .venv/bin/python benchmarks/themes.py FOLDER [--draws 3] [--only nhs_v6 ...] [--loosely]

FOLDER holds `train/<set>.train.jsonl` (id, text, labels, and question, lang where known) and
`codebooks/<set>.csv` (theme, lang, term, match). A fifth of each set, drawn by wording so that no
text is on both sides (--loosely: by comment, so that stock phrases may be), is held back; the coder
learns from the rest or from comments drawn of it. Every set is coded by the same code with the same
settings. With the extra `embeddings` installed the encoder takes part; the table says which.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score, f1_score

from copanalytics.codebook import readable
from copanalytics.coding import Coder
from copanalytics.meaning import installed
from copanalytics.shares import corrected_share

LABELLED = {
    "nhs_v6": (0, 100, 400, None),
    "nhs_p1": (0, None),
    "fabsa": (0, None),
}
"""Sets to the numbers of confirmed comments; None for all that are not held back."""

ABROAD = {
    "coursera5_en": ("coursera5_de", "coursera5_fr", "coursera5_es", "coursera5_nl"),
    "sem7_en": ("sem7_nl",),
}
"""Sets learned from, to the sets in other languages that are then coded."""

HELD = 0.2


def comments_of(folder: Path, name: str) -> pd.DataFrame:
    """Return one row a comment: comment, text, language, prompt, themes (a list)."""
    rows = pd.read_json(folder / "train" / f"{name}.train.jsonl", lines=True, dtype={"id": str})
    asked = rows["question"].str.split().str.join(" ") if "question" in rows else ""
    return pd.DataFrame(
        {
            "comment": rows["id"].astype(str),
            "text": rows["text"],
            "language": rows.get("lang", "en"),
            "prompt": asked,
            "themes": rows["labels"],
        }
    )


def coder_of(folder: Path, name: str) -> Coder:
    """Return the coder with a set's codebook: a star ends a prefix."""
    path = folder / "codebooks" / f"{name.rsplit('_', 1)[0] if name in ABROAD else name}.csv"
    terms = pd.read_csv(path, dtype="str", keep_default_na=False).rename(
        columns={"lang": "language"}
    )
    match = terms["match"].map({"whole comment": "whole"}).fillna("phrase")
    return Coder(terms[["theme"]].drop_duplicates(), terms.assign(match=match))


def halves(comments: pd.DataFrame, loosely: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the comments to learn from and those held back, by wording or loosely by comment."""
    wording = comments["comment"] if loosely else comments["text"].map(readable)
    distinct = np.array(sorted(wording.unique()))
    np.random.default_rng(7).shuffle(distinct)
    held = wording.isin(distinct[: int(HELD * len(distinct))])
    return comments[~held], comments[held]


def codings_of(comments: pd.DataFrame) -> pd.DataFrame:
    """Return one row a theme of a comment: comment, theme."""
    each = comments[["comment", "themes"]].explode("themes").dropna()
    return each.rename(columns={"themes": "theme"})


def cells(comments: pd.DataFrame, codings: pd.DataFrame, themes: list[str]) -> np.ndarray:
    """Return comments by themes: True where the comment has the theme."""
    table = pd.crosstab(codings["comment"], codings["theme"])
    return table.reindex(index=comments["comment"], columns=themes, fill_value=0).to_numpy() > 0


def agreement(coder: Coder, held: pd.DataFrame) -> tuple[float, float]:
    """Return macro F1 and kappa (pooled; over comments where each has one theme)."""
    truth = codings_of(held)
    themes = sorted({*truth["theme"], *coder.themes["theme"]})
    right = cells(held, truth, themes)
    given = cells(held, coder.suggest(held), themes)
    f1 = f1_score(right, given, average="macro", zero_division=0)
    if (right.sum(axis=1) == 1).all():
        one = np.where(given.any(axis=1), given.argmax(axis=1), -1)
        return f1, cohen_kappa_score(right.argmax(axis=1), one)
    return f1, cohen_kappa_score(right.ravel(), given.ravel())


def labelled(folder: Path, name: str, draws: int, loosely: bool) -> Iterator[str]:
    """Yield a line for each number of confirmed comments."""
    rest, held = halves(comments_of(folder, name), loosely)
    for n in LABELLED[name]:
        found = []
        for draw in range(draws if n else 1):
            coder = coder_of(folder, name)
            if n != 0:
                chosen = rest.sample(n, random_state=draw) if n else rest
                coder = coder.fit(chosen, codings_of(chosen))
            found.append(agreement(coder, held))
        f1, kappa = np.mean(found, axis=0)
        labels = {0: "codebook alone", None: f"all {len(rest)}"}.get(n, f"{n} at random")
        yield f"| {name} | {labels} | {len(held)} | {f1:.3f} | {kappa:.3f} |"


def abroad(folder: Path, name: str) -> Iterator[str]:
    """Yield a line for the other languages, taught by one; without lesson, then with it.

    Parallel sets are held back by sentence: none is coded whose twin was learned from.
    """
    rest, held = halves(comments_of(folder, name))
    lessons = {"codebook alone": coder_of(folder, name)}
    lessons[f"{len(rest)} in English"] = lessons["codebook alone"].fit(rest, codings_of(rest))
    for labels, coder in lessons.items():
        found = []
        for other in ABROAD[name]:
            said = comments_of(folder, other)
            twins = said[said["comment"].isin(held["comment"])]
            found.append(agreement(coder, said if twins.empty else twins))
        f1, kappa = np.mean(found, axis=0)
        coded = ", ".join(other.rsplit("_", 1)[1] for other in ABROAD[name])
        yield f"| {name} to {coded} | {labels} | | {f1:.3f} | {kappa:.3f} |"


def share_errors(folder: Path, name: str, n: int, draws: int) -> tuple[float, ...]:
    """Return mean error of shares in points, confirmed alone and corrected, and coverage.

    The comments held back are coded by the codebook; of them n are confirmed at random.
    """
    _, held = halves(comments_of(folder, name))
    coder, truth = coder_of(folder, name), codings_of(held)
    themes = sorted(set(truth["theme"]))
    right, given = cells(held, truth, themes), cells(held, coder.suggest(held), themes)
    found = []
    for draw in range(draws):
        order = np.random.default_rng(draw).permutation(len(held))
        some, rest = order[:n], order[n:]
        for theme in range(len(themes)):
            share, low, high = corrected_share(
                right[some, theme], given[some, theme], given[rest, theme]
            )
            all_of_them = right[:, theme].mean()
            alone = abs(right[some, theme].mean() - all_of_them)
            found.append((alone, abs(share - all_of_them), low <= all_of_them <= high))
    alone, error, holds = np.mean(found, axis=0)
    return 100 * alone, 100 * error, 100 * holds


def seconds(folder: Path, name: str) -> float:
    """Return CPU seconds to code 1,000 comments, 1,000 others confirmed, the encoder loaded."""
    said = comments_of(folder, name)
    coder = coder_of(folder, name).fit(said[:1000], codings_of(said[:1000]))
    start = time.process_time()
    coder.suggest(said[1000:2000])
    return time.process_time() - start


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--loosely", action="store_true")
    parser.add_argument("--only", nargs="*", default=[*LABELLED, *ABROAD, "shares"])
    asked = parser.parse_args()
    print(f"Encoder of meaning: {'installed' if installed() else 'not installed'}\n")
    print("| set | confirmed | coded | macro F1 | kappa |\n|---|---|---|---|---|")
    for name in asked.only:
        if name in LABELLED:
            print(*labelled(asked.folder, name, asked.draws, asked.loosely), sep="\n", flush=True)
        if name in ABROAD:
            print(*abroad(asked.folder, name), sep="\n", flush=True)
    if "shares" in asked.only:
        taken = seconds(asked.folder, "nhs_v6")
        alone, error, holds = share_errors(asked.folder, "nhs_v6", 100, 200)
        print(
            f"\nShares, 100 confirmed, 200 draws: alone {alone:.2f}, corrected {error:.2f} points;"
        )
        print(f"intervals hold in {holds:.1f} %. 1,000 coded in {taken:.1f} CPU s")


if __name__ == "__main__":
    main()

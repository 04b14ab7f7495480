"""Writes the common words of the languages that comments are told apart by.

    pip install wordfreq==3.1.1
    .venv/bin/python tools/common_words.py

wordfreq is needed for this alone, so it is no part of the package nor of its tools. A row a
language, its words from the most frequent on: by Zipf's law a word's place tells how frequent it
is. Words as wordfreq 3.1.1 has them (Robyn Speer, 2022; data under CC BY-SA 4.0).
"""

import csv
import re
from pathlib import Path

from wordfreq import top_n_list  # pyright: ignore[reportMissingImports]

LANGUAGES = ("en", "fr", "de", "es", "nl", "it", "pt", "cs", "pl")
MANY = 4000
"""Words of each language; ten thousand told no more comments."""

TARGET = Path(__file__).resolve().parents[1] / "src/copanalytics/reference/common_words.csv"


def common(language: str) -> list[str]:
    """Return the most frequent words of a language that are letters alone."""
    listed = top_n_list(language, 2 * MANY, wordlist="large")
    return [word for word in listed if re.fullmatch(r"[^\W\d_]+", word)][:MANY]


def write() -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["language", "words"])
        table.writerows([language, " ".join(common(language))] for language in LANGUAGES)


if __name__ == "__main__":
    write()

"""Time of telling who is who: one million connections of 100,000 people.

Run: .venv/bin/python benchmarks/match_speed.py [--people 100000] [--rows 1000000]
"""

import argparse
import resource
import time

import numpy as np
import pandas as pd

from copanalytics.people import identities

SYLLABLES = ["ba", "do", "ki", "lu", "me", "na", "po", "ri", "so", "ta", "ve", "zu", "han", "mar"]


def words(number: int, long: int, chance: np.random.Generator) -> np.ndarray:
    """Return invented words of some syllables."""
    drawn = chance.choice(SYLLABLES, (number, long))
    return np.array(["".join(row).title() for row in drawn])


def connections(people: int, rows: int) -> pd.DataFrame:
    """Return invented connections; half have no e-mail, one in ten a short name."""
    chance = np.random.default_rng(1)
    first = chance.choice(words(3000, 2, chance), people)
    family = chance.choice(words(40000, 4, chance), people)
    who = chance.integers(0, people, rows)
    draw = chance.random(rows)
    names = np.char.add(np.char.add(first, " "), family)[who]
    short = np.char.add(np.char.add(first.astype("U1"), ". "), family)[who]
    email = np.where(chance.random(rows) < 0.5, [f"p{n}@example.org" for n in who], "")
    joined = pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(
        chance.integers(0, 3600, rows), "s"
    )
    return pd.DataFrame({
        "name": np.where(draw < 0.1, short, names), "email": email,
        "session": chance.integers(0, 5000, rows).astype("U4"), "joined_at": joined,
        "left_at": joined + pd.Timedelta(minutes=30),
    })  # fmt: skip


def main() -> None:
    """Print the seconds of processor time of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    written = connections(chosen.people, chosen.rows)
    nothing_said = pd.DataFrame(columns=["written", "is"], dtype="str")
    print(f"{len(written)} rows, {written['name'].nunique()} distinct names, "
          f"{len(written[['name', 'email']].drop_duplicates())} of name and e-mail")  # fmt: skip
    begun = time.process_time()
    who = identities(written, nothing_said, b"key")
    print(f"identities: {time.process_time() - begun:.1f} s")
    begun = time.process_time()
    found = who.people(written)
    print(f"people: {time.process_time() - begun:.1f} s, {found['person'].nunique()} people")
    begun = time.process_time()
    doubt = who.doubt(written)
    print(f"doubt: {time.process_time() - begun:.1f} s, {len(doubt.pairs)} pairs")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

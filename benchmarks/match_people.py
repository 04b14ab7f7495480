"""Precision and recall of who is who, on invented people with known truth.

Run: PYTHONPATH=tests .venv/bin/python benchmarks/match_people.py [--errors SEED]
"""

import argparse

import pandas as pd
from invented_people import MEASURED, TUNING, community, scores

from copanalytics.people import identities

NOTHING_SAID = pd.DataFrame(columns=["written", "is"], dtype="str")
SEEDS = range(1, 6)


def measured(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the rows of connections with `person`; decided of the given columns of all rows."""
    written = table[columns].assign(email=table["email"].fillna(""))
    who = identities(written, NOTHING_SAID, b"key").people(written)["person"]
    connected = table["session"].notna() & table["truth"].ne("")
    return table.assign(person=who)[connected]


def main() -> None:
    """Print precision and recall, by connection and by distinct written identity."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, help="list what is wrong with this seed's tuning set")
    chosen = parser.parse_args()
    print(f"{'set':9}{'seed':>5}{'columns':>9}{'rows':>6}  by connection         by identity")
    for label, habits in (("tuning", TUNING), ("measured", MEASURED)):
        for seed in SEEDS:
            table = community(habits, seed)
            for kind, columns in (("all", [c for c in table if c != "truth"]),
                                  ("two", ["name", "email"])):  # fmt: skip
                found = measured(table, columns)
                once = found.drop_duplicates(["name", "email", "truth"])
                by = [scores(t["person"], t["truth"]) for t in (found, once)]
                told = "   ".join(f"P {p:.4f} R {r:.4f}" for p, r, *_ in by)
                print(f"{label:9}{seed:>5}{kind:>9}{len(found):>6}  {told}")
                if (label, seed, kind) == ("tuning", chosen.errors, "all"):
                    show(found)


def show(found: pd.DataFrame) -> None:
    """Print who was merged wrongly, and the names that were missed."""
    rows = found.assign(shown=found["name"] + " <" + found["email"].fillna("") + ">")
    for side, other in (("person", "truth"), ("truth", "person")):
        for _, same in rows.groupby(side):
            parts = same.groupby(other)["shown"].unique()
            if len(parts) > 1:
                print("wrong" if side == "person" else "missed", [list(p) for p in parts])


if __name__ == "__main__":
    main()

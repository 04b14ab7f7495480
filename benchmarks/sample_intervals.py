"""How often intervals of few respondents hold, a part of them confirmed at random.

`python benchmarks/sample_intervals.py`: of respondents drawn from a large group in which a share
has a theme, a machine finds it in 80 of 100 that have it and in 5 of 100 that have not; some of
them are confirmed. Prints how often the 95 % interval holds the share of the large group.
"""

import numpy as np

from copanalytics.shares import corrected_share

DRAWS = 2000


def holding(units: int, confirmed: int, share: float) -> float:
    """Return the share of draws whose interval holds the share of the group drawn from."""
    chance = np.random.default_rng(units * 1000 + confirmed)
    held = 0
    for _ in range(DRAWS):
        truth = chance.random(units) < share
        machine = np.where(truth, chance.random(units) < 0.8, chance.random(units) < 0.05)
        some, rest = slice(0, confirmed), slice(confirmed, None)
        _, low, high = corrected_share(truth[some], machine[some], machine[rest], larger=True)
        held += low <= share <= high
    return held / DRAWS


if __name__ == "__main__":
    print("| respondents | confirmed | share | holds |\n|---|---|---|---|")
    for units, confirmed in ((18, 18), (18, 10), (25, 10), (25, 18), (60, 20), (120, 30)):
        for share in (0.1, 0.3, 0.6):
            print(f"| {units} | {confirmed} | {share} | {holding(units, confirmed, share):.3f} |")

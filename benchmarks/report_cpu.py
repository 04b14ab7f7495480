"""CPU and wall seconds of one quarter's report beside plain nbconvert on the same notebooks.

    .venv/bin/python benchmarks/report_cpu.py [--rounds 5]

Each round runs, in an order drawn anew: `copanalytics report` for one quarter; one plain
`jupyter nbconvert --execute` a notebook; one for all three notebooks. Ratios are within a round, to
the one command a notebook, so that a busy machine changes them little. Seconds are those of the
operating system for the whole process with its children.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = [ROOT / "notebooks" / f"{n}.ipynb" for n in ("participation", "languages", "themes")]
BIN = Path(sys.executable).parent


def commands(out: Path) -> dict[str, list[list[str]]]:
    """Return each way's commands, one after the other."""
    plain = [str(BIN / "jupyter"), "nbconvert", "--to", "html", "--execute", f"--output-dir={out}"]
    ours = [str(BIN / "copanalytics"), "report", str(ROOT / "data" / "demo")]
    return {
        "copanalytics report": [[*ours, "--quarter", "2025-Q2", "--out", str(out)]],
        "nbconvert, three commands": [[*plain, str(notebook)] for notebook in NOTEBOOKS],
        "nbconvert, one command": [[*plain, *map(str, NOTEBOOKS)]],
    }


def seconds(way: list[list[str]]) -> tuple[float, float]:
    """Return CPU and wall seconds of the commands, children included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in way:
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, end - start


def main() -> None:
    """Run the rounds and print a table of medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    found: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as out:
        ways = commands(Path(out))
        for _ in range(rounds):
            for name in random.sample(list(ways), len(ways)):
                found.setdefault(name, []).append(seconds(ways[name]))
    base = found["nbconvert, three commands"]
    print("| way | CPU s, median (min to max) | ratio | wall s, median | ratio |")
    print("|---|---|---|---|---|")
    for name in ways:
        cpu, wall = zip(*found[name], strict=True)
        ratios = [
            statistics.median(
                mine[n] / plain[n] for mine, plain in zip(found[name], base, strict=True)
            )
            for n in (0, 1)
        ]
        print(
            f"| {name} | {statistics.median(cpu):.1f} ({min(cpu):.1f} to {max(cpu):.1f}) "
            f"| {ratios[0]:.2f} | {statistics.median(wall):.1f} | {ratios[1]:.2f} |"
        )


if __name__ == "__main__":
    main()

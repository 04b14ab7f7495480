"""Writes the invented community into data/demo: `python data/make_demo`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from make_demo import invent, write

if __name__ == "__main__":
    write(invent(), Path(__file__).resolve().parents[1] / "demo")

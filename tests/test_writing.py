"""Files written whole or not at all: a full disk, Ctrl-C, two runs at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small import ROOT

from copanalytics.cli import main
from copanalytics.errors import CopanalyticsError
from copanalytics.writing import all_replaced, alone_in

DEMO = str(ROOT / "data" / "demo")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals are POSIX's")


def last_report(tmp_path: Path) -> Path:
    out = tmp_path / "reports"
    out.mkdir()
    (out / "2025-Q1.html").write_text("yesterday's", encoding="utf-8")
    return out


def command(out: Path, before: str = "") -> subprocess.Popen[str]:
    """Start the command in a process of its own; `before` runs in it first."""
    arguments = ["report", DEMO, "--quarter", "2025-Q1", "--out", str(out)]
    code = f"import sys\n{before}\nfrom copanalytics.cli import main\nsys.exit(main({arguments}))"
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, env=environment
    )


@POSIX
def test_a_full_disk_leaves_the_last_report_and_says_so(tmp_path: Path):
    out = last_report(tmp_path)
    # A report is larger than a limit of 100 kB; the model that knows languages is read before it.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"

    run = command(out, f"import copanalytics; copanalytics.load({DEMO!r}); {limit}")
    said = run.communicate()[1].splitlines()

    assert run.returncode == 2
    assert "cannot be written (File too large); what was there before is unchanged;" in said[-1]
    assert (out / "2025-Q1.html").read_text(encoding="utf-8") == "yesterday's"
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["2025-Q1.html"]


@POSIX
def test_ctrl_c_leaves_the_last_report_and_says_so(tmp_path: Path):
    out = last_report(tmp_path)

    run = command(out)
    assert run.stderr
    while "running the notebooks" not in run.stderr.readline():
        pass
    run.send_signal(signal.SIGINT)
    said = run.communicate()[1].splitlines()

    assert run.returncode == 2
    assert said == ["copanalytics: stopped; what was there before is unchanged."]
    assert (out / "2025-Q1.html").read_text(encoding="utf-8") == "yesterday's"


def test_a_second_run_in_the_same_folder_is_one_sentence(tmp_path: Path, capsys):
    out = last_report(tmp_path)

    with alone_in(out):
        code = main(["report", DEMO, "--quarter", "2025-Q1", "--out", str(out)])

    assert code == 2
    assert "another run of copanalytics writes there; wait until" in capsys.readouterr().err
    assert (out / "2025-Q1.html").read_text(encoding="utf-8") == "yesterday's"


def test_of_several_files_none_is_replaced_when_one_cannot_be_written(tmp_path: Path):
    good, bad = tmp_path / "good.html", tmp_path / "file" / "bad.html"
    good.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"no folder")

    with pytest.raises(CopanalyticsError, match="cannot be written"):
        all_replaced({good: b"new", bad: b"new"})
    assert good.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "good.html"]

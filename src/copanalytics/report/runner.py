"""A notebook's cells run from top to bottom in this process, its outputs kept.

JupyterLab runs the same cells in a kernel; here no kernel is started, which is most of the time
that a plain `jupyter nbconvert --execute` takes. A test holds both ways to the same sections.
"""

import atexit
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from traitlets.config import Config

from copanalytics.errors import CopanalyticsError

QUIET = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})


def executed(path: Path, parameters: Mapping[str, str]) -> NotebookNode:
    """Return the notebook with its outputs, run with the parameters.

    They are set behind the cell tagged `parameters`, as papermill does. A cell tagged `analyst` is
    left out: what it shows, comments as they were written, is for whoever sits before JupyterLab.

    Raises: CopanalyticsError when a cell fails: notebook, question and cause in one line.
    """
    notebook = nbformat.read(path, as_version=4)
    assignments = [f"{name} = {value!r}" for name, value in parameters.items()]
    given = new_code_cell("\n".join(assignments), metadata={"tags": ["injected-parameters"]})
    tagged = [n for n, cell in enumerate(notebook.cells) if "parameters" in _tags(cell)]
    notebook.cells.insert(tagged[0] + 1 if tagged else 0, given)
    shell = InteractiveShell.instance(config=QUIET)
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None  # one sentence instead
    try:
        _run(shell, notebook, path)
    finally:
        atexit.unregister(shell.atexit_operations)
        InteractiveShell.clear_instance()
    return notebook


def _run(shell: InteractiveShell, notebook: NotebookNode, path: Path) -> None:
    question = path.stem
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            question = _heading(cell.source) or question
        if cell.cell_type != "code" or "analyst" in _tags(cell):
            continue
        shown: list[dict[str, Any]] = []
        shell.display_pub = CapturingDisplayPublisher(parent=shell)
        shell.display_pub.outputs = shown
        shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=shown)
        with redirect_stdout(sys.stderr):
            result = shell.run_cell(cell.source)
        _refuse(result, path, question)
        cell.outputs = [_output(output) for output in shown]


def _refuse(result: ExecutionResult, path: Path, question: str) -> None:
    error = result.error_before_exec or result.error_in_exec
    if isinstance(error, CopanalyticsError | KeyboardInterrupt):
        raise error
    if error is not None:
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        raise CopanalyticsError(
            f"{path.name}, {question!r}: the cell failed ({cause}); run the notebook in JupyterLab "
            "to mend it. No report was written."
        ) from error


def _output(shown: dict[str, Any]) -> NotebookNode:
    return new_output("display_data", data=shown["data"], metadata=shown["metadata"] or {})


def _heading(markdown: str) -> str:
    headings = [line.lstrip("# ") for line in markdown.splitlines() if line.startswith("#")]
    return headings[-1].strip() if headings else ""


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])

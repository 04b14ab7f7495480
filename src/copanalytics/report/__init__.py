"""Notebooks to one self-contained page a quarter."""

import sys

# JupyterLab brings a checker of web addresses whose import builds 35 grammars (2.5 s of CPU) that
# no notebook needs; jsonschema does without it (python-jsonschema/jsonschema#1428). So it is made
# absent until everything that imports jsonschema is there.
_CHECKER = "rfc3987_syntax"
if _CHECKER not in sys.modules:
    sys.modules[_CHECKER] = None  # type: ignore[assignment]
    import nbformat  # noqa: F401

    del sys.modules[_CHECKER]

"""`python -m copanalytics`."""

import sys

from copanalytics.cli import main

sys.exit(main())

"""For the tests of batch runs: worker processes import `toy_run` from this folder, and so do the tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

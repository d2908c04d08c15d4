"""The parts of jupyter-ai lie beside the environment (see the Makefile), so that no other test meets them."""

import sys
from pathlib import Path

sys.path.append(str(Path(sys.prefix) / "jupyter-ai"))

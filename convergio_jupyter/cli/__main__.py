"""``python -m convergio_jupyter.cli`` is ``convergio``."""

import sys

from .main import main

sys.exit(main())

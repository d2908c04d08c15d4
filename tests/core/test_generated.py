"""The generated types are those of the schema."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_generated_types_are_up_to_date():
    result = subprocess.run(
        [sys.executable, "scripts/generate_types.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout

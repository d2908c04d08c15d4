"""What the calculating and drawing tools say exists in Italian, with the same places for values."""

import ast
import re
from pathlib import Path

import pytest

from convergio_jupyter import tools
from convergio_jupyter.core.i18n import _catalogue

FILES = [
    path
    for path in sorted(Path(tools.__file__).parent.rglob("*.py"))
    if path.stem not in ("__init__", "base", "code", "permission", "registry", "sandbox")
]


def sentences(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            said = node.args[:1] if name in ("translate", "Unable") else []
            said += [each.value for each in node.keywords if each.arg == "title" and name == "Tool"]
            found |= {each.value for each in said if isinstance(each, ast.Constant)}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_exists_in_italian(path):
    for english in sentences(path):
        assert english in _catalogue("it"), english
        places = re.compile(r"\{[a-z]+\}")
        assert sorted(places.findall(english)) == sorted(places.findall(_catalogue("it")[english])), english

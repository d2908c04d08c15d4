"""Who may import whom: rooms import downward, and each library has one room that may touch it."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import convergio_jupyter

PACKAGE = Path(convergio_jupyter.__file__).parent
ROOT = PACKAGE.parent

FLOORS = [
    {"core", "_version"},
    {"aside", "larger", "mathematics", "plainly", "settings_files"},
    {"settings_servers"},
    {"settings", "store"},
    {"routing", "providers", "metering", "privacy", "memory", "learning", "tools", "voice", "plugins", "safety"},
    {"teachers", "servers"},
    {"answer", "backends", "meaning", "sections"},
    {"plan"},
    {"dispatch", "house", "paid", "permits", "tab", "without", "workbench"},
    {"afford", "work"},
    {"counting", "explaining", "hinting", "quizzing", "quotation", "smalltalk", "writings"},
    {"quoting", "guarding"},
    {"tool_use"},
    {"contribution"},
    {"seats"},
    {"firsthelp", "belongings", "parting"},
    {"teamwork"},
    {"engine"},
    {"turns", "checkup", "completions", "preview", "upkeep", "lessons", "personal"},
    {"leading", "studies", "installing", "drafting"},
    {"authoring"},
    {"service"},
    {"session"},
    {"client", "gateway"},
    {"notebook", "widgets", "classroom"},
    {"jupyter_ai", "mcp"},
    {"cli"},
]
# Rooms of one floor that know each other: a cell may answer with a widget, and both share one client;
# a classroom's pages show Markdown as cells do, and give out what the widgets are made of.
NEIGHBOURS = {("widgets", "notebook"), ("notebook", "widgets"), ("classroom", "notebook"), ("classroom", "widgets")}
OWNERS = {
    "openai": {"providers"},
    "anthropic": {"providers"},
    "ollama": {"providers"},
    "httpx": {"providers"},
    "httpx2": {"providers", "servers"},
    "xllamacpp": {"providers"},
    "gguf": {"providers"},
    "mlx": {"providers"},
    "mlx_lm": {"providers"},
    "llguidance": {"providers"},
    "openvino_genai": {"providers"},
    "genai_prices": {"metering"},
    "tornado": {"gateway", "classroom"},
    "jupyter_server": {"gateway", "classroom"},
    "jupyter_ai_persona_manager": {"jupyter_ai"},
    "jupyterlab_chat": {"jupyter_ai"},
    "voila": {"classroom"},
    "jupyterhub": {"classroom"},
    "numpy": {"memory", "providers"},
    "anywidget": {"widgets"},
    "IPython": {"notebook"},
    "ipykernel": {"notebook"},
    "sqlite3": {"store"},
    "psycopg": {"store"},
    "wasmtime": {"tools"},
    "sympy": {"aside", "mathematics", "tools", "learning"},
    "pint": {"tools"},
    "sandlock": {"learning"},
    "latex2mathml": {"learning"},
    "pypdf": {"tools"},
    "fsrs": {"learning"},
    "mcp": {"servers", "mcp"},
    "mcp_types": {"servers", "mcp"},
}
LATE = ("pandas", "pydantic", "convergio_jupyter.servers", "convergio_jupyter.mcp")  # what few use costs nobody else
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> list[tuple[str, bool]]:
    """``(module, is ours)`` of every import that runs; those for type checkers only are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: list[tuple[str, bool]] = []
    here = ["convergio_jupyter", *path.relative_to(PACKAGE).with_suffix("").parts]
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, False) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append((node.module or "", False))
        elif isinstance(node, ast.ImportFrom):
            package = here[: -node.level] if path.name != "__init__.py" else here[:-1][: len(here) - node.level]
            target = [*package, *(node.module or "").split(".")] if node.module else package
            names = [alias.name for alias in node.names] if target == ["convergio_jupyter"] else [""]
            found += [(".".join([*target, name]).rstrip("."), True) for name in names]
    return found


def floor_of(room: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), -1)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_downward(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert floor_of(room) >= 0, f"{room} has no floor"
    for module, ours in imports_of(path):
        if not ours:
            continue
        other = module.split(".")[1] if "." in module else ""
        if other in ("", room):
            continue
        below = floor_of(other) < floor_of(room)
        assert below or (room, other) in NEIGHBOURS, f"{room} must not import {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_touched_in_its_own_room_only(path):
    for module, ours in imports_of(path):
        owners = OWNERS.get(module.split(".")[0])
        if not ours and owners is not None and room_of(path) != "__init__":
            assert room_of(path) in owners, f"{module} belongs to {owners}"


def test_files_and_functions_stay_small():
    too_long = []
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > 400 and path.name != "schema.py":
            too_long.append(f"{path.relative_to(PACKAGE)}: {len(lines)} lines")
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno > 45:
                too_long.append(f"{path.relative_to(PACKAGE)}: {node.name}")
    assert not too_long


@pytest.mark.parametrize(
    "statement",
    [
        "import convergio_jupyter",
        "import convergio_jupyter.engine, convergio_jupyter.service, convergio_jupyter.client",
        "from IPython.core.interactiveshell import InteractiveShell as S\nimport convergio_jupyter\n"
        "convergio_jupyter.load_ipython_extension(S.instance())",
    ],
)
def test_importing_us_imports_no_sdk(statement):
    code = f"{statement}\nimport sys\nprint(*[n for n in {[*sorted(OWNERS), *LATE]!r} if n in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(out) - {"IPython", "sqlite3", "tornado", "ipykernel"}


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("benchmarks/*.py")) + sorted(ROOT.glob("scripts/*.py")), ids=lambda path: path.name
)
def test_tools_beside_the_package_use_what_is_there(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("convergio_jupyter"):
            module = importlib.import_module(node.module)
            assert not [name.name for name in node.names if not hasattr(module, name.name)], node.module

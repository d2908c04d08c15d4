"""The public door: sorted, complete, lazy, and never in the way of a room of the same name."""

import pkgutil
import subprocess
import sys

import convergio_jupyter


def test_all_is_sorted_and_everything_in_it_exists():
    assert convergio_jupyter.__all__ == sorted(convergio_jupyter.__all__)
    for name in convergio_jupyter.__all__:
        assert getattr(convergio_jupyter, name) is not None


def test_no_public_name_hides_a_room():
    rooms = {module.name for module in pkgutil.iter_modules(convergio_jupyter.__path__)}
    assert not rooms & set(convergio_jupyter.__all__)


def test_importing_the_package_imports_nothing_else_of_it():
    code = "import convergio_jupyter, sys; print(*[n for n in sys.modules if n.startswith('convergio_jupyter.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""

"""A bundle as a file: by its name with its hash, and by nothing else."""

import pytest

from convergio_jupyter.widgets.bundled import bundle_name, bundle_source


def test_a_bundle_is_found_by_its_name_with_its_hash():
    name = bundle_name("lesson")
    source = bundle_source(name)
    assert source is not None
    assert "export" in source
    assert bundle_source(bundle_name("editor")) != source


@pytest.mark.parametrize(
    "file", ["lesson.js", "lesson-0000000000000000.js", "../loader-1.js", "nothing-1.js", "", "loader"]
)
def test_nothing_else_is_given_out(file):
    assert bundle_source(file) is None

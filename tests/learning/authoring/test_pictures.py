"""Pictures beside a lesson go along with it, and nothing else of its folder does."""

import base64
import json

import pytest

from convergio_jupyter.learning.authoring.build import TARGETS, build
from convergio_jupyter.learning.authoring.check import check_files
from tests.learning.lessons import cell, lesson

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"></svg>\n'
INTRO = "# The area\n\n"


def written(folder, text, place=0, **files):
    folder.mkdir(parents=True, exist_ok=True)
    notebook = lesson()
    notebook["cells"][place]["source"] = text
    path = folder / "area.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def findings(path):
    return [(each.code, each.severity) for each in check_files([path], run=False)[path]]


def inside(data, kind):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    ("shown", "name", "data", "kind"),
    [
        ("![A block](glass.png)", "glass.png", PNG, "image/png"),
        ('![A block](img/my%20glass.png "Glass")', "img/my glass.png", PNG, "image/png"),
        ("![A block](<img/my glass.png>)", "img/my glass.png", PNG, "image/png"),
        ("![A block][g]\n\n[g]: glass.png", "glass.png", PNG, "image/png"),
        ("![A block](glass.svg)", "glass.svg", SVG, "image/svg+xml"),
        ('<img src="glass.png" alt="A block">', "glass.png", PNG, "image/png"),
        ("<img alt='A block' src=glass.svg>", "glass.svg", SVG, "image/svg+xml"),
    ],
)
def test_a_picture_beside_a_lesson_is_in_every_target(tmp_path, shown, name, data, kind):
    path = written(tmp_path / "course", INTRO + shown)
    (path.parent / name).parent.mkdir(exist_ok=True)
    (path.parent / name).write_bytes(data)
    assert findings(path) == []
    built = build(path, tmp_path / "out", run=False)
    assert [each.code for each in built.findings] == []
    for target, file in zip(TARGETS, built.files, strict=True):
        text = file.read_text(encoding="utf-8")
        if target == "html":
            assert inside(data, kind) in text
        else:
            intro = json.loads(text)["cells"][0]
            attached = [each[kind] for each in intro.get("attachments", {}).values()]
            held = f"attachment:{next(iter(intro['attachments']))}" if attached else inside(data, kind)
            assert held in intro["source"]
            assert not attached or base64.b64decode(attached[0]) == data
    assert sorted(each.name for each in path.parent.rglob("*.ipynb")) == ["area.ipynb"]


def test_two_pictures_of_one_plain_name_stay_two(tmp_path):
    path = written(tmp_path, INTRO + "![One](a/b.png) ![Two](a-b.png) ![One again](a/b.png)")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.png").write_bytes(PNG)
    (tmp_path / "a-b.png").write_bytes(PNG + b"more")
    intro = json.loads(build(path, tmp_path / "out", ["student"], run=False).files[0].read_text())["cells"][0]
    assert sorted(len(each["image/png"]) for each in intro["attachments"].values()) == sorted(
        len(base64.b64encode(each)) for each in (PNG, PNG + b"more")
    )


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("![A block](glass.png)", "missing_picture"),
        ("![A block](attachment:glass.png)", "missing_picture"),
        ('<img src="no/glass.png" alt="A block">', "missing_picture"),
        ("![A block](../secret.png)", "picture_outside"),
        ("![A block](link.png)", "picture_outside"),
        ("![A block](/etc/hosts)", "picture_outside"),
        ("![A block](keys/area.key.json)", "picture_kind"),
        ("![A block](area.ipynb)", "picture_kind"),
        ("![A block](key.png)", "picture_kind"),
        ("![A block](large.png)", "picture_large"),
    ],
)
def test_what_cannot_go_along_is_found_and_nothing_is_built(tmp_path, shown, code):
    path = written(tmp_path / "course", INTRO + shown)
    (tmp_path / "secret.png").write_bytes(PNG)
    (path.parent / "link.png").symlink_to(tmp_path / "secret.png")
    (path.parent / "keys").mkdir()
    (path.parent / "keys/area.key.json").write_text("{}")
    (path.parent / "key.png").write_text('{"exercises": {}}')
    (path.parent / "large.png").write_bytes(PNG + bytes(2_000_000))
    found = check_files([path], run=False)[path]
    assert [each.code for each in found] == [code]
    assert found[0].said("it")["message"] != found[0].said("en")["message"]
    assert build(path, tmp_path / "out", run=False).failed


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("![A block](https://example.org/glass.png)", [("picture_fetched", "advice")]),
        ("Write `![A block](glass.png)`.", []),
        ("```\n![A block](https://example.org/glass.png)\n```", []),
    ],
)
def test_an_address_and_what_is_only_code_are_left_as_they_are(tmp_path, shown, said):
    path = written(tmp_path, INTRO + shown)
    assert findings(path) == said
    made = json.loads(build(path, tmp_path / "out", ["student"], run=False).files[0].read_text())
    assert made["cells"][0]["source"] == INTRO + shown


def test_where_only_words_are_shown_a_picture_is_said_to_be_unseen(tmp_path):
    path = written(tmp_path, "Look: ![Rows of squares](glass.png)", place=6)
    (tmp_path / "glass.png").write_bytes(PNG)
    assert findings(path) == [("picture_unseen", "advice")]


def test_attachments_that_are_there_stay(tmp_path):
    path = written(tmp_path, "")
    notebook = lesson()
    shown = "# The area\n\n![A block](attachment:glass.png) ![Another](glass.png)"
    notebook["cells"][0] = cell("markdown", shown, "intro") | {
        "id": "c0",
        "attachments": {"glass.png": {"image/png": base64.b64encode(PNG + b"own").decode()}},
    }
    path.write_text(json.dumps(notebook))
    (tmp_path / "glass.png").write_bytes(PNG)
    assert findings(path) == []
    intro = json.loads(build(path, tmp_path / "out", ["student"], run=False).files[0].read_text())["cells"][0]
    held = {name: base64.b64decode(each["image/png"]) for name, each in intro["attachments"].items()}
    assert held.pop("glass.png") == PNG + b"own"
    assert list(held.values()) == [PNG]


def test_digits_in_a_pictures_data_are_no_answer(tmp_path):
    path = written(tmp_path, INTRO + "![A block](glass.png)")
    notebook = json.loads(path.read_text())
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "943"}
    notebook["cells"][4]["source"] = "### BEGIN SOLUTION\n943\n### END SOLUTION"
    del notebook["cells"][5]
    path.write_text(json.dumps(notebook))
    data = PNG + bytes(152) + base64.b64decode("+943+943") + bytes(150)
    assert "+943+" in base64.b64encode(data).decode()
    (tmp_path / "glass.png").write_bytes(data)
    built = build(path, tmp_path / "out", ["student"], run=False)
    assert [each.code for each in built.findings] == []


@pytest.mark.parametrize(
    "shown",
    [
        "![A river](https://example.org/r.png)",
        '<img alt="A river" src="//example.org/r.png">',
        "![A river]\n\n[A river]: http://example.org/r.png",
    ],
)
def test_a_picture_from_the_web_is_pointed_out_and_the_lesson_is_built(tmp_path, shown):
    path = written(tmp_path / "course", INTRO + shown)
    (found,) = check_files([path], run=False)[path]
    assert (found.code, found.severity, found.cell) == ("picture_fetched", "advice", 1)
    for lang in ("en", "it"):
        assert "example.org" in found.said(lang)["message"]
    assert found.said("it")["remedy"] != found.said("en")["remedy"]
    assert not build(path, tmp_path / "out", run=False).failed


def test_a_picture_from_the_web_in_a_hint_is_seen_by_nobody(tmp_path):
    path = written(tmp_path / "course", "Look at it: ![A river](https://example.org/r.png)", 6)
    assert findings(path) == [("picture_unseen", "advice")]
    path = written(tmp_path / "course", "Nobody gets it: ![A river](https://example.org/r.png)", 12)
    assert findings(path) == []

"""The magics in a real kernel, with the scripted model where only our own logic matters."""

import time
from queue import Empty
from types import SimpleNamespace

import pytest
from jupyter_client.manager import start_new_kernel

from convergio_jupyter.core.codec import from_dict
from convergio_jupyter.core.errors import UnknownTeacher
from convergio_jupyter.core.schema import Question, Receipt
from convergio_jupyter.notebook import magics


class Kernel:
    """A kernel that runs cells and gives back what a notebook would show."""

    def __init__(self, name="python3", **environment):
        import os

        self.manager, self.client = start_new_kernel(kernel_name=name, env={**os.environ, **environment})

    def run(self, code, *, interrupt_after_text=False, timeout=90):
        """``(outputs, status)``; updates of a display replace it, as in a notebook."""
        message = self.client.execute(code)
        outputs, displays, deadline = [], {}, time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                reply = self.client.get_iopub_msg(timeout=1)
            except Empty:
                continue
            if reply["parent_header"].get("msg_id") != message:
                continue
            kind, content = reply["msg_type"], reply["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind in ("display_data", "execute_result", "update_display_data"):
                self._show(outputs, displays, content)
                if interrupt_after_text and "word" in content["data"]["text/plain"]:
                    self.manager.interrupt_kernel()
                    interrupt_after_text = False
            elif kind in ("stream", "error"):
                outputs.append(content)
        status = self.client.get_shell_msg(timeout=10)["content"]["status"]
        return outputs, status

    def _show(self, outputs, displays, content):
        name = content.get("transient", {}).get("display_id")
        if name in displays:
            displays[name].update(content)
        else:
            outputs.append(content)
            displays[name] = content

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel(tmp_path):
    kernel = Kernel(CONVERGIO_SCRIPTED="The answer is **42**, as $x = 42$.", CONVERGIO_DATA_DIR=str(tmp_path))
    outputs, _ = kernel.run("%load_ext convergio_jupyter")
    assert outputs == []
    yield kernel
    kernel.close()


@pytest.mark.parametrize(
    "cell",
    [
        "%convergio route --private --course biology What's a cell?",
        "%convergio route euclide --eu Why is the sky blue",
        "%%convergio route --private --model scripted\nWhy?",
    ],
)
def test_a_route_is_told_for_the_same_options_as_a_question(cell, kernel):
    outputs, status = kernel.run(cell)
    assert status == "ok"
    assert "would answer" in outputs[0]["data"]["text/plain"]
    outputs, _ = kernel.run("%convergio route --model nobody:x Why?")
    assert "nobody:x" in str(outputs[0])


def test_a_question_is_answered_in_the_cell_with_name_and_receipt(kernel):
    outputs, status = kernel.run("%%convergio euclide\nWhy?")
    assert status == "ok"
    assert len(outputs) == 1
    data = outputs[0]["data"]
    assert "<strong>Euclide</strong>" in data["text/html"]
    assert "<strong>42</strong>" in data["text/html"]
    assert "$x = 42$" in data["text/markdown"]
    assert "<details>" in data["text/html"]
    receipt = from_dict(Receipt, outputs[0]["metadata"]["convergio"]["receipt"])
    assert (receipt.teacher, receipt.place, receipt.tokens.output) == ("euclide", "local", 8)


def test_text_arrives_as_typed(kernel, tmp_path):
    kernel.run("name = 'Ada'")
    typed = "a {name} {{x}} $name \"q\" 'r' %y \\n !ls ?z"
    outputs, status = kernel.run(f"%%convergio euclide\n{typed}")
    assert status == "ok"
    code = "from convergio_jupyter.notebook.api import client\nc = client().call('conversations')[0]['id']\n"
    outputs, _ = kernel.run(code + "print(client().call('conversation', id=c)['messages'][0]['text'], end='')")
    assert outputs[0]["text"] == typed


def test_a_variable_is_lent_only_when_it_is_named(kernel):
    kernel.run("heights = [151, 162]")
    kernel.run("%%convergio darwin --with heights\nWhat is this?")
    code = "from convergio_jupyter.notebook.api import client\nc = client().call('conversations')[0]['id']\n"
    outputs, _ = kernel.run(code + "print(client().call('conversation', id=c)['messages'][0]['attachments'])")
    assert "[151, 162]" in outputs[0]["text"]


def test_a_talk_goes_on_by_teacher_until_a_new_one_is_wanted(kernel):
    for line in ("euclide", "euclide", "darwin", "euclide --new"):
        kernel.run(f"%%convergio {line}\nWhy?")
    code = "from convergio_jupyter.notebook.api import client\nprint(len(client().call('conversations')))"
    assert kernel.run(code)[0][0]["text"].strip() == "3"


def test_a_cell_that_names_nobody_goes_on_with_the_one_before(kernel):
    kernel.run("%%convergio feynman --new\nWhy?")
    outputs, _ = kernel.run("%%convergio\nAnd then?")
    assert "Feynman" in outputs[-1]["data"]["text/plain"]


def test_a_question_in_one_line_may_end_with_its_mark(kernel):
    outputs, status = kernel.run("%convergio darwin Why is the sky blue?")
    assert status == "ok"
    assert "Darwin" in outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize("cell", ["%%convergio darwin", "%%convergio darwin\n\n"])
def test_a_cell_without_a_question_gets_our_sentence(cell, kernel):
    outputs, status = kernel.run(cell)
    assert status == "ok"
    assert "There is no question yet." in outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize("cell", ["%%convergio darwin Why me?", "%%convergio darwin Tell me more"])
def test_a_question_behind_the_magic_is_asked(cell, kernel):
    assert "Darwin" in kernel.run(cell)[0][-1]["data"]["text/plain"]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("%%convergio nobody\nhello", "There is no teacher called “nobody”."),
        ("%%convergio --nonsense\nhello", "“--nonsense” is not something Convergio knows."),
        ("%%convergio euclide\n \n", "There is no question yet."),
        ("%%convergio euclide --with nothing\nhello", "There is no variable called “nothing”"),
        ("%%convergio --model nobody:x\nhello", "The model “nobody:x” is not set up here."),
        ("%convergio frobnicate", "“frobnicate” is not something Convergio knows. `%convergio` alone shows"),
        ("%convergio eucliid", "Do you mean `%convergio euclide`?"),
        ("%convergio eucliid Why?", "Do you mean `%convergio euclide`?"),
        ("%convergio eucliid --lang it", "Intendi `%convergio euclide`?"),
        ("%convergio solve", "Do you mean `%convergio solution`?"),
        ("%convergio euclide leonardo", "Write it like this: `%convergio euclide,leonardo …`."),
        ("%convergio euclide, leonardo", "Write it like this: `%convergio euclide,leonardo …`."),
        ("%%convergio euclide leonardo\nhello", "Put commas between several teachers"),
        ("%convergio --private", "There is no question yet."),
        ("%convergio hint", "This notebook has not said yet which lesson it is."),
        ("%convergio check --lang it", "Questo notebook non ha ancora detto che lezione è."),
        ("%%convergio --nonsense --lang it\nciao", "Scrivi così: `%%convergio"),
        (
            "%%convergio euclide --lang it --with niente\nciao",
            "non c'è nessuna variabile di nome «niente»",
        ),
        ("%%convergio --with\nhello", "“--with” does not fit, or needs something"),
        ("%%convergio --lang fr\nhello", "“--lang” does not fit, or needs something"),
        ("%convergio teachers --lang it", "matematica"),
    ],
)
def test_a_mistake_is_one_sentence_and_never_a_traceback(kernel, cell, sentence):
    outputs, status = kernel.run(cell)
    assert status == "ok"
    assert not [output for output in outputs if "traceback" in output]
    assert sentence in outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize(
    "cell",
    ["%convergio --help", "%convergio -h", "%%convergio --help", "%%convergio -h\nWhy?", "%convergio hint --help"],
)
def test_who_asks_for_help_gets_what_the_magic_alone_shows(kernel, cell):
    alone, _ = kernel.run("%convergio")
    assert kernel.run(cell)[0][0]["data"] == alone[0]["data"]


@pytest.mark.parametrize("cell", ["%convergio --with x What is this?", "%convergio darwin --with x,y What is {this}"])
def test_a_line_may_hold_options_too(kernel, cell):
    kernel.run("x, y = 1, 2")
    assert "<strong>42</strong>" in kernel.run(cell)[0][0]["data"]["text/html"]


@pytest.mark.parametrize("word", ["", "help", "teachers", "models", "doctor", "usage", "memory", "tools", "new"])
def test_every_command_shows_something(kernel, word):
    outputs, status = kernel.run(f"%convergio {word}")
    assert status == "ok"
    assert len(outputs[0]["data"]["text/plain"]) > 20
    assert outputs[0]["data"]["text/html"].startswith("<")


def test_what_is_remembered_is_shown_in_a_cell_and_in_no_metadata(kernel):
    outputs, status = kernel.run("%convergio memory add I find <b>knots</b> difficult")
    assert (status, "Remembered as number" in outputs[0]["data"]["text/plain"]) == ("ok", True)
    outputs, _ = kernel.run("%convergio memory search knot")
    assert "&lt;b&gt;knots" in outputs[0]["data"]["text/html"]
    outputs, _ = kernel.run("%%convergio --new\nHow is a knot tied?")
    assert "Remembered from before" in outputs[-1]["data"]["text/html"]
    assert "knots" not in str(outputs[-1]["metadata"])
    outputs, _ = kernel.run("%convergio memory forget all --lang it")
    assert "dimenticato" in outputs[0]["data"]["text/plain"]
    outputs, _ = kernel.run("%convergio memory forget")
    assert "Write it like this" in outputs[0]["data"]["text/plain"]


def test_a_teacher_can_be_asked_in_one_line(kernel):
    outputs, _ = kernel.run("%convergio darwin What is {this}?")
    assert "<strong>Darwin</strong>" in outputs[0]["data"]["text/html"]


def test_the_convergio_kernel_has_the_magics_from_the_start(tmp_path):
    kernel = Kernel("convergio", CONVERGIO_SCRIPTED="Hello.", CONVERGIO_DATA_DIR=str(tmp_path))
    try:
        outputs, status = kernel.run("%%convergio feynman\nWhy?")
        assert status == "ok"
        assert "Hello." in outputs[0]["data"]["text/html"]
    finally:
        kernel.close()


SLOW = """
import convergio_jupyter.engine as engine
from convergio_jupyter.providers.scripted import ScriptedProvider
engine.providers_of = lambda settings: [ScriptedProvider("word " * 5000, delay=0.01)]
"""


def test_interrupting_stops_at_once_and_keeps_what_came(kernel):
    kernel.run(SLOW)
    start = time.monotonic()
    outputs, status = kernel.run("%%convergio euclide\nWhy?", interrupt_after_text=True)
    assert time.monotonic() - start < 20
    assert status == "error"  # so that cells queued behind it do not run
    html = outputs[0]["data"]["text/html"]
    assert "word" in html
    assert "Stopped. What came so far is kept." in html
    tracebacks = [output["traceback"] for output in outputs if "traceback" in output]
    assert tracebacks in ([], [["The cells behind this one were not run."]])


@pytest.mark.model
def test_a_real_model_answers_in_a_kernel(model_data):
    kernel = Kernel(CONVERGIO_DATA_DIR=str(model_data))
    try:
        kernel.run("%load_ext convergio_jupyter")
        outputs, status = kernel.run("%%convergio euclide --model embedded --max-tokens 20\nWhat is a matrix?")
        assert status == "ok"
        assert len(outputs[0]["data"]["text/plain"]) > 60
        assert "demo model" in outputs[0]["data"]["text/html"]
    finally:
        kernel.close()


def test_in_a_classroom_several_teachers_are_offered_like_one(monkeypatch):
    known = SimpleNamespace(call=lambda name: [{"id": "euclide"}, {"id": "leonardo"}])
    monkeypatch.setattr("convergio_jupyter.notebook.api.client", lambda: known)
    chat = magics._offer(Question(text="Why?", teacher="euclide,leonardo"))
    assert (chat.teacher, chat.question["teacher"]) == ("", "euclide,leonardo")
    assert magics._offer(Question(text="Why?", teacher="euclide")).teacher == "euclide"
    everybody = magics._offer(Question(text="Why?", teacher="all"))
    assert (everybody.teacher, everybody.question["teacher"]) == ("", "all")
    with pytest.raises(UnknownTeacher, match="nobody"):
        magics._offer(Question(text="Why?", teacher="euclide,nobody"))

"""The teachers in a chat of jupyter-ai, with its real persona manager and chat where they are installed."""

import asyncio
import json
import re
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import convergio_jupyter
from convergio_jupyter.core.errors import CannotRead
from convergio_jupyter.core.events import Done, TeacherStarted, TextDelta, ToolCall, ToolResult, UsageReported
from convergio_jupyter.core.i18n import Phrase
from convergio_jupyter.core.schema import Receipt
from convergio_jupyter.gateway.handlers import SETTINGS_KEY
from convergio_jupyter.jupyter_ai import avatars
from convergio_jupyter.jupyter_ai.bubble import Bubble, written
from convergio_jupyter.notebook.display import Reply
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.service import Service
from convergio_jupyter.teachers import load_faculty

from ..helpers import scripted_engine
from ..test_tools_in_turns import House, sending

ROOT = Path(convergio_jupyter.__file__).parent.parent
GROUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
ENTRIES = GROUP["jupyter_ai.personas"]
EUCLIDE = "jupyter-ai-personas::convergio_jupyter::Euclide"


def test_every_teacher_has_one_entry_point_and_nobody_else_has():
    assert list(ENTRIES) == list(load_faculty())
    assert list(ENTRIES.values()) == [
        f"convergio_jupyter.jupyter_ai.personas:{teacher.name}" for teacher in load_faculty().values()
    ]


def test_a_picture_is_drawn_once_and_mended_where_it_is_broken(tmp_path):
    euclide = load_faculty()["euclide"]
    path = avatars.file_of(euclide, tmp_path / "avatars")
    assert euclide.color_light in path.read_text(encoding="utf-8")
    path.write_bytes(b"\xff\xfe")
    assert avatars.file_of(euclide, tmp_path / "avatars") == path
    assert "<svg" in path.read_text(encoding="utf-8")
    (tmp_path / "file").write_text("")
    assert avatars.file_of(euclide, tmp_path / "file") is None


def test_what_a_model_writes_neither_calls_a_host_nor_imitates_the_receipt():
    evil = "`<b>` ![x](http://evil.example/?q=1) <img src=//evil.example> \\(x < 1\\) vector<int>"
    receipt = Receipt(
        turn="t", teacher="euclide", rule="", reason="", provider="p", model="a*b$<img", label="a*b$<img", place="cloud"
    )
    reply = Reply()
    reply.take(TeacherStarted(turn="t", seq=0, part=0, teacher="euclide", name="Euclide"))
    reply.take(TextDelta(turn="t", seq=1, part=0, text=evil))
    reply.take(UsageReported(turn="t", seq=2, part=0, receipt=receipt))
    assert "evil.example" in written(reply, "Euclide")
    reply.take(Done(turn="t", seq=3, reason="complete"))
    text = written(reply, "Euclide")
    assert "![" not in text
    assert not re.search(r"(?<!\\)<[A-Za-z/!?]", text)
    assert "$x < 1$" in text
    assert text.endswith(r"*Euclide · cloud · a\*b\$\<img · 0.00 \$*")


def test_a_tool_is_shown_with_its_drawing_and_its_words():
    reply = Reply()
    reply.take(ToolCall(turn="t", seq=0, part=0, call="1", name="plot", title="Plot", arguments="{}"))
    assert "*Using: Plot*" in written(reply)
    reply.take(ToolResult(turn="t", seq=1, part=0, call="1", ok=True, content="A <b>curve", figure="<svg/>"))
    assert "![Plot](data:image/svg+xml;base64,PHN2Zy8+)" in written(reply)
    assert "> A < b>curve" in written(reply)


def test_a_tool_that_a_model_made_up_has_a_harmless_name():
    reply = Reply()
    reply.take(ToolCall(turn="t", seq=0, part=0, call="1", name="![x](http://evil.example)", arguments="{}"))
    assert "![" not in written(reply)
    reply.take(ToolResult(turn="t", seq=1, part=0, call="1", ok=False, content="There is none."))
    assert "![" not in written(reply)


@pytest.fixture
def jupyter_ai():
    return pytest.importorskip("jupyter_ai_persona_manager", reason="jupyter-ai's persona manager is not installed")


class Web:
    """A Jupyter server as far as our gateway looks at it."""

    def __init__(self, service):
        self.service = service
        self.settings = {SETTINGS_KEY: self}
        self.web_app = self


def in_chat(folder, work, *, provider=None, monkeypatch, gateway=True, **settings):
    """Runs ``work(manager, chat, service)`` with a real chat file and the real manager of its personas."""
    from importlib_metadata import EntryPoint as TheirEntryPoint
    from importlib_metadata import EntryPoints
    from jupyter_ai_persona_manager import persona_manager
    from jupyterlab_chat.websocket_model import WsChatModel

    from convergio_jupyter.gateway import extension

    entries = EntryPoints(TheirEntryPoint(name, value, "jupyter_ai.personas") for name, value in ENTRIES.items())
    monkeypatch.setattr(persona_manager, "entry_points", lambda: entries)
    monkeypatch.setattr(persona_manager.PersonaManager, "_ep_persona_classes", None)
    (folder / "chats").mkdir(exist_ok=True)

    async def main():
        service = Service(scripted_engine(folder / "data", provider, **settings))
        web = Web(service)
        monkeypatch.setattr(extension.ServerApp, "initialized", classmethod(lambda cls: gateway))
        monkeypatch.setattr(extension.ServerApp, "instance", classmethod(lambda cls: web))
        chat = WsChatModel("chats/a.chat", folder)
        chat.load_from_file()
        loop = asyncio.get_running_loop()
        manager = persona_manager.PersonaManager(chat=chat, root_dir=str(folder), event_loop=loop)
        try:
            return await work(manager, chat, service)
        finally:
            await manager.shutdown_personas()
            await service.close()

    return asyncio.run(main())


def message(text, attachments=None):
    from jupyterlab_chat.models import Message

    return Message(body=text, id="m1", time=1.0, sender="learner", attachments=attachments)


async def ask(manager, chat, text, *, persona=EUCLIDE, attachments=None):
    """What the persona said last."""
    await manager.personas[persona].on_message(message(text, attachments))
    return chat.get_messages()[-1].body


def test_every_entry_point_loads_a_persona_of_its_own(jupyter_ai):
    classes = [EntryPoint(name, value, "jupyter_ai.personas").load() for name, value in ENTRIES.items()]
    assert all(issubclass(each, jupyter_ai.BasePersona) for each in classes)
    assert [each.teacher.id for each in classes] == list(ENTRIES)
    assert len({each.__name__ for each in classes}) == 20
    with pytest.raises(AttributeError):
        EntryPoint("nobody", "convergio_jupyter.jupyter_ai.personas:Nobody", "x").load()


def test_the_manager_makes_all_of_them_with_name_and_picture(jupyter_ai, tmp_path, monkeypatch):
    async def work(manager, chat, service):
        assert len(manager.personas) == 20
        found = manager.personas[EUCLIDE]
        assert found.name == "Euclide"
        assert "<svg" in Path(found.defaults.avatar_path).read_text(encoding="utf-8")
        assert chat.get_users()[EUCLIDE].bot

    in_chat(tmp_path, work, monkeypatch=monkeypatch)


def test_an_answer_comes_from_our_engine_with_its_receipt(jupyter_ai, tmp_path, monkeypatch):
    provider = ScriptedProvider("A prime has two divisors.")

    async def work(manager, chat, service):
        said = await ask(manager, chat, "@Euclide what is a prime?")
        assert said.startswith("A prime has two divisors.")
        assert said.splitlines()[-1].startswith("*Euclide · ")
        assert len(await service.engine.conversations_of("me").recent()) == 1
        assert "@Euclide" not in provider.calls[-1].messages[-1].text
        return said

    in_chat(tmp_path, work, provider=provider, monkeypatch=monkeypatch)
    kept = json.loads((tmp_path / "chats/a.chat").read_text(encoding="utf-8"))
    assert kept["messages"][-1]["sender"] == EUCLIDE


def test_a_chat_has_one_talk_with_each_teacher_also_after_a_restart(jupyter_ai, tmp_path, monkeypatch):
    async def first(manager, chat, service):
        await ask(manager, chat, "What is a prime?")
        await ask(manager, chat, "And a square?", persona=EUCLIDE.replace("Euclide", "Feynman"))
        return chat.get_metadata()

    async def second(manager, chat, service):
        await ask(manager, chat, "And a second one?")
        page = await service.engine.conversations_of("me").page(chat.get_metadata()["convergio:euclide"])
        assert chat.get_metadata() == before
        assert len([each for each in page.messages if each.role == "user"]) == 2
        assert len(await service.engine.conversations_of("me").recent()) == 2

    before = in_chat(tmp_path, first, monkeypatch=monkeypatch)
    in_chat(tmp_path, second, monkeypatch=monkeypatch)


def test_a_talk_that_is_gone_begins_anew(jupyter_ai, tmp_path, monkeypatch):
    async def work(manager, chat, service):
        chat.set_metadata("convergio:euclide", "from another computer")
        assert "One two three." in await ask(manager, chat, "What is a prime?")
        assert chat.get_metadata()["convergio:euclide"] != "from another computer"

    in_chat(tmp_path, work, monkeypatch=monkeypatch)


async def unreadable(message, chat, root):
    raise CannotRead(name="a.txt", why=Phrase("it is no text"))


def test_whoever_may_be_in_danger_is_helped_without_a_model(jupyter_ai, tmp_path, monkeypatch):
    provider = ScriptedProvider("You should not read this.")

    async def work(manager, chat, service):
        said = await ask(manager, chat, "@Euclide I want to kill myself")
        assert "112" in said or "988" in said
        monkeypatch.setattr("convergio_jupyter.jupyter_ai.personas.lent_with", unreadable)
        said = await ask(manager, chat, "@Euclide I want to kill myself")
        assert "112" in said or "988" in said
        assert provider.calls == []

    in_chat(tmp_path, work, provider=provider, monkeypatch=monkeypatch)


def test_an_error_is_a_sentence_and_no_traceback(jupyter_ai, tmp_path, monkeypatch):
    async def unset(manager, chat, service):
        said = await ask(manager, chat, "What is a prime?")
        assert "(`gateway_missing`)" in said

    async def empty(manager, chat, service):
        said = await ask(manager, chat, "@Euclide")
        assert "(`empty_question`)" in said
        await manager.personas[EUCLIDE].handle_uncaught_exception(RuntimeError("secret"))
        assert "(`internal`)" in chat.get_messages()[-1].body
        assert "secret" not in chat.get_messages()[-1].body

    in_chat(tmp_path, unset, monkeypatch=monkeypatch, gateway=False)
    in_chat(tmp_path, empty, monkeypatch=monkeypatch)


def test_whoever_is_mentioned_beside_the_persona_answers(jupyter_ai, tmp_path, monkeypatch):
    async def work(manager, chat, service):
        ali = EUCLIDE.replace("Euclide", "Ali")
        assert (await ask(manager, chat, "@Euclide what is a prime?", persona=ali)).startswith("**Euclide**\n\nOne two")
        both = await ask(manager, chat, "@Euclide @Feynman what is a wave?", persona=ali)
        assert "**Euclide**" in both
        assert "**Feynman**" in both

    in_chat(tmp_path, work, monkeypatch=monkeypatch)


def test_a_file_that_is_attached_is_lent_and_one_outside_is_not(jupyter_ai, tmp_path, monkeypatch):
    from jupyterlab_chat.models import FileAttachment

    provider = ScriptedProvider("Read.")
    (tmp_path / "notes.txt").write_text("the rabbit is grey")
    (tmp_path.parent / f"{tmp_path.name}-secret.txt").write_text("the key")

    async def work(manager, chat, service):
        inside = chat.set_attachment(FileAttachment(value="notes.txt"))
        assert "Read." in await ask(manager, chat, "What stands in it?", attachments=[inside])
        assert "the rabbit is grey" in "".join(each.text for each in provider.calls[-1].messages)
        outside = chat.set_attachment(FileAttachment(value=f"../{tmp_path.name}-secret.txt"))
        said = await ask(manager, chat, "What stands in it?", attachments=[outside])
        assert "(`cannot_read`)" in said
        assert len(provider.calls) == 1

    in_chat(tmp_path, work, provider=provider, monkeypatch=monkeypatch)


def test_a_tool_that_acts_is_refused_where_nobody_can_click(jupyter_ai, tmp_path, monkeypatch):
    house = House(sending)

    async def work(manager, chat, service):
        house.furnish(service.engine)
        said = await ask(manager, chat, "Send it.")
        assert "There is no tool called send here." in said
        assert house.done == []

    in_chat(tmp_path, work, provider=house.provider, monkeypatch=monkeypatch)


def test_a_chat_is_written_seldom_while_words_come_fast(jupyter_ai, tmp_path, monkeypatch):
    """Each update writes the whole file and sends the whole message."""
    now, updates = [0.0], []

    async def work(manager, chat, service):
        persona = manager.personas[EUCLIDE]
        update = chat.update_message
        monkeypatch.setattr(chat, "update_message", lambda *found, **more: updates.append(1) or update(*found, **more))
        bubble = Bubble(persona, Reply(), clock=lambda: now[0])
        for number in range(1_000):  # for ten seconds
            now[0] += 0.01
            bubble.take(TextDelta(turn="t", seq=number, part=0, text="word "))
        bubble.take(Done(turn="t", seq=1_000, reason="complete"))
        assert chat.get_messages()[-1].body.count("word") == 1_000
        assert 10 < len(updates) < 70

    in_chat(tmp_path, work, monkeypatch=monkeypatch)


def test_stopping_keeps_what_came(jupyter_ai, tmp_path, monkeypatch):
    provider = ScriptedProvider("One two three four five. " * 500, delay=0.01)

    async def work(manager, chat, service):
        persona = manager.personas[EUCLIDE]
        asked = asyncio.create_task(persona.on_message(message("Count.")))
        while not any("One" in each.body for each in chat.get_messages()):
            await asyncio.sleep(0.01)
        await persona.cancel_response()
        await asyncio.wait_for(asked, 20)
        assert "Stopped" in chat.get_messages()[-1].body
        assert chat.get_messages()[-1].body.count("five") < 500

    in_chat(tmp_path, work, provider=provider, monkeypatch=monkeypatch)

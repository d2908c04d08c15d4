"""Our faculty in another program: the SDK's real client drives ``convergio mcp`` in a process of its own."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

mcp = pytest.importorskip("mcp", reason="mcp is not installed")

ROOT = Path(__file__).parents[2]


def environment(tmp_path, **more):
    return {
        "PYTHONPATH": str(ROOT),
        "CONVERGIO_DATA_DIR": str(tmp_path),
        "LANG": "C",
        "CONVERGIO_LANGUAGE": "en",
        **more,
    }


def driven(tmp_path, work, **more):
    """What ``work(client)`` gives, with a client that has started us."""

    async def main():
        settings = environment(tmp_path, **{"CONVERGIO_SCRIPTED": "Two and two is four.", **more})
        ours = mcp.StdioServerParameters(
            command=sys.executable, args=["-m", "convergio_jupyter.cli", "mcp"], env=settings, cwd=str(tmp_path)
        )
        async with mcp.Client(ours) as client:
            return await work(client)

    return asyncio.run(main())


def uses(tmp_path, *wanted, **more):
    async def work(client):
        return [await client.call_tool(name, arguments) for name, arguments in wanted]

    return driven(tmp_path, work, **more)


def test_it_offers_the_faculty_and_the_tools_that_touch_nothing(tmp_path):
    async def work(client):
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in driven(tmp_path, work)}
    assert {"ask_teacher", "choose_teacher", "ask_panel", "calculator", "plot_function", "periodic_table"} <= set(tools)
    assert not {"run_code", "web_fetch", "read_file", "read_notebook", "search_course"} & set(tools)
    assert "euclide" in tools["ask_teacher"].input_schema["properties"]["teacher"]["description"]


def test_a_teacher_answers_with_a_receipt_and_the_ledger_knows(tmp_path):
    asked = {"question": "What is 2 + 2?", "teacher": "euclide", "lang": "it"}
    (answer,) = uses(tmp_path, ("ask_teacher", asked))
    assert not answer.is_error
    assert answer.content[0].text.startswith("Two and two is four.")
    assert answer.structured_content["teacher"] == "Euclide"
    assert "0,00 $" in answer.structured_content["receipt"]
    usage = subprocess.run(
        [sys.executable, "-m", "convergio_jupyter.cli", "usage", "--json"],
        env={**os.environ, **environment(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(usage.stdout)["rows"][0]["answers"] == 1


def test_teachers_can_be_picked_from_a_menu(tmp_path):
    async def work(client):
        prompts = (await client.list_prompts()).prompts
        picked = await client.get_prompt("darwin", {"question": "Why do leaves fall?"})
        with pytest.raises(mcp.MCPError, match="There is no teacher called “nobody”"):
            await client.get_prompt("nobody", {"question": "x"})
        return {prompt.name: prompt.title for prompt in prompts}, picked.messages[0].content.text

    prompts, text = driven(tmp_path, work)
    assert prompts["darwin"] == "Darwin"
    assert "“darwin”" in text
    assert "Why do leaves fall?" in text


def test_several_teachers_answer_and_who_fits_is_said_without_a_model(tmp_path):
    panel = {"question": "What is perspective?", "teachers": ["euclide", "leonardo"]}
    answers, chosen = uses(tmp_path, ("ask_panel", panel), ("choose_teacher", {"question": "What is a prime number?"}))
    assert "**Euclide**" in answers.content[0].text
    assert "**Leonardo**" in answers.content[0].text
    best = chosen.structured_content["candidates"][0]
    assert best["id"] == "euclide"
    assert best["confidence"] > 0.5
    assert "prime" in best["reason"]


def test_a_tool_gives_words_and_a_figure(tmp_path):
    (plot,) = uses(tmp_path, ("plot_function", {"functions": ["x^2"]}))
    assert "Zero: 0" in plot.content[0].text
    figure = plot.content[1].resource
    assert figure.mime_type == "image/svg+xml"
    assert figure.text.startswith("<svg")


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("ask_teacher", {"question": "x", "teacher": "nobody"}, "There is no teacher called “nobody”. Choose one of:"),
        ("ask_teacher", {}, "'question' is a required property"),
        ("ask_teacher", {"question": "x", "permits": True}, "permits"),
        ("ask_teacher", {"question": " "}, "There is no question yet."),
        ("run_code", {"code": "print(1)"}, "There is no tool called run_code here."),
        ("calculator", {"expression": "1/0"}, ""),
    ],
)
def test_what_cannot_be_done_is_an_error_of_the_tool_with_the_next_step(tmp_path, name, arguments, words):
    (answer,) = uses(tmp_path, (name, arguments))
    assert answer.is_error
    assert words in answer.content[0].text
    if "nobody" in str(arguments):
        assert answer.structured_content["code"] == "unknown_teacher"


def test_without_a_model_the_next_step_is_said_and_private_is_kept(tmp_path):
    (answer,) = uses(tmp_path, ("ask_teacher", {"question": "Why?"}), CONVERGIO_SCRIPTED="")
    assert answer.structured_content["code"] == "no_model"
    assert "convergio models install" in answer.content[0].text
    cloud = {"CONVERGIO_SCRIPTED": "", "CONVERGIO_OPENAI_MODELS": "gpt", "OPENAI_API_KEY": "sk-x"}
    (answer,) = uses(tmp_path, ("ask_teacher", {"question": "Why?", "private": True}), **cloud)
    assert answer.structured_content["code"] == "stays_private"


def test_somebody_in_danger_is_answered_by_code(tmp_path):
    (answer,) = uses(tmp_path, ("ask_teacher", {"question": "I want to kill myself"}), CONVERGIO_SCRIPTED="")
    assert not answer.is_error
    assert "Two and two" not in answer.content[0].text


def test_nothing_but_the_protocol_is_written(tmp_path):
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
            "name": "ask_teacher", "arguments": {"question": "Why?"}}},
        "{ nonsense",
    ]  # fmt: skip
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    process = subprocess.Popen(
        [sys.executable, "-m", "convergio_jupyter.cli", "mcp"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, **environment(tmp_path, CONVERGIO_SCRIPTED="So.")},
    )  # fmt: skip
    process.stdin.write(text)
    process.stdin.flush()
    found = []
    while not any(message.get("id") == 2 for message in found):
        found.append(json.loads(process.stdout.readline()))
    process.stdin.close()
    found += [json.loads(line) for line in process.stdout]
    assert process.wait(30) == 0
    assert all(message["jsonrpc"] == "2.0" for message in found)
    answer = next(message for message in found if message.get("id") == 2)
    assert answer["result"]["content"][0]["text"].startswith("So.")


def test_without_the_extra_the_command_says_what_to_install(tmp_path, monkeypatch, capsys):
    from convergio_jupyter.cli import main
    from convergio_jupyter.mcp import server

    monkeypatch.setattr(server.importlib.util, "find_spec", lambda name: None)
    assert main(["mcp"]) == 1
    assert 'pip install "convergio-jupyter[mcp]"' in capsys.readouterr().err

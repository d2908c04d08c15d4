"""The counter as an MCP server, by the official SDK, over standard input and output: nothing else is written there."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import uuid
from typing import Any

from .._version import __version__
from ..client import Client
from ..core.errors import ExtraMissing, InternalError, UnknownTeacher
from ..core.i18n import choose_language, translate
from ..settings import Settings
from .counter import Answer, Counter

log = logging.getLogger("convergio")
INSTRUCTIONS = (
    "Convergio is a faculty of AI teachers on the user's own router. Ask a teacher with ask_teacher; choose_teacher "
    "says who fits. The other tools calculate, draw and look things up, and need no model."
)


def serve(client: Client, settings: Settings) -> None:
    """Serves until the other program hangs up. Raises ``ExtraMissing``."""
    if importlib.util.find_spec("mcp") is None:
        raise ExtraMissing(feature="`convergio mcp`", extra="mcp")
    asyncio.run(_serve(Counter(client, settings)))


async def _serve(counter: Counter) -> None:
    from mcp.server.stdio import stdio_server

    server = server_of(counter)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def server_of(counter: Counter) -> Any:
    """The SDK's server for a counter."""
    from mcp import types
    from mcp.server.lowlevel import Server

    lang = choose_language()

    async def list_tools(context: Any, parameters: Any) -> Any:
        listed = [
            types.Tool(
                name=tool.name, title=translate(tool.title, lang), description=tool.description,
                input_schema=dict(tool.parameters),
            )
            for tool in counter.tools.values()
        ]  # fmt: skip
        return types.ListToolsResult(tools=listed)

    async def call_tool(context: Any, parameters: Any) -> Any:
        return _result(await _answer(counter, parameters.name, json.dumps(parameters.arguments or {}), lang))

    list_prompts, get_prompt = _prompts(counter, lang)
    return Server(
        "convergio", version=__version__, title="Convergio", instructions=INSTRUCTIONS,
        on_list_tools=list_tools, on_call_tool=call_tool, on_list_prompts=list_prompts, on_get_prompt=get_prompt,
    )  # fmt: skip


def _prompts(counter: Counter, lang: str) -> tuple[Any, Any]:
    """The teachers as prompts, which people pick from a menu of their program."""
    from mcp import MCPError, types

    async def list_prompts(context: Any, parameters: Any) -> Any:
        question = types.PromptArgument(name="question", required=True)
        cards = counter.roster.cards(lang)
        listed = [
            types.Prompt(name=card.id, title=card.name, description=card.subject, arguments=[question])
            for card in cards
        ]
        return types.ListPromptsResult(prompts=listed)

    async def get_prompt(context: Any, parameters: Any) -> Any:
        try:
            text = counter.prompt(parameters.name, (parameters.arguments or {}).get("question", ""))
        except UnknownTeacher as error:
            info = error.info(lang)
            raise MCPError(types.INVALID_PARAMS, f"{info.message} {info.remedy}") from None
        return types.GetPromptResult(messages=[types.PromptMessage(role="user", content=types.TextContent(text=text))])

    return list_prompts, get_prompt


async def _answer(counter: Counter, name: str, arguments: str, lang: str) -> Answer:
    """Serves in a thread, as long as the tool may take; whoever hangs up stops the question."""
    turn, tool = uuid.uuid4().hex, counter.tools.get(name)
    seconds = tool.seconds if tool else 5.0
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(counter.serve, name, arguments, turn)
    except TimeoutError:
        counter.stop(turn)
        said = translate("It took longer than {seconds} seconds.", lang, seconds=round(seconds))
        return Answer(said, ok=False)
    except asyncio.CancelledError:
        counter.stop(turn)
        raise
    except Exception as error:
        log.exception("the tool %s failed", name)
        info = InternalError(detail=type(error).__name__).info(lang)
        return Answer(f"{info.message} {info.remedy} ({info.code})", ok=False)


def _result(answer: Answer) -> Any:
    """An answer as the protocol has it. A figure goes as SVG, which is text, beside the words that say the same."""
    from mcp import types

    content: list[Any] = [types.TextContent(text=answer.text)]
    if answer.figure:
        figure = types.TextResourceContents(uri="convergio://figure.svg", mime_type="image/svg+xml", text=answer.figure)
        content.append(types.EmbeddedResource(resource=figure))
    data = dict(answer.data) if answer.data is not None else None
    return types.CallToolResult(content=content, structured_content=data, is_error=not answer.ok)

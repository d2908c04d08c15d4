"""What a client of OpenAI's Chat Completions sends: it becomes a completion, or a refusal that names the field.

A wish that would change the answer and that nobody here can do is refused; nothing of the kind is passed over in
silence. Pure functions, no I/O. Reference: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
import math
from typing import Any, Literal

from ..completions import Completion
from ..core.errors import WrongOption
from ..core.i18n import Phrase
from ..core.values import Message, ToolSpec, ToolUse

JSON = dict[str, Any]
MOST_BYTES = 4_000_000
MOST_DEPTH = 100  # of objects in objects: what is deeper breaks whoever writes it down again
MOST_MESSAGES = 2_000
MOST_STOPS = 16
LONGEST_STOP = 500  # characters, as below
LONGEST_MODEL = 300
LONGEST_TOOL = 128
LONGEST_ID = 4_000  # some servers keep what a model thought in the id of a tool's use
_ROLES: dict[str, Literal["system", "user", "assistant", "tool"]] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
    "tool": "tool",
}
# What cannot be had here, with the values by which a client says that it does not want it.
_UNABLE: dict[str, tuple[Any, ...]] = {
    "logprobs": (False,),
    "top_logprobs": (0,),
    "logit_bias": ({},),
    "modalities": ([], ["text"]),
    "audio": (),
    "prediction": (),
    "web_search_options": (),
    "store": (False,),
}
_OLD: dict[str, tuple[Any, ...]] = {"functions": ([],), "function_call": ("none",)}


def body_of(data: bytes) -> JSON:
    """The object that a client sent. Raises ``WrongOption`` where it is none that can be passed on."""
    if len(data) > MOST_BYTES:  # reading it would keep everybody else waiting
        raise _wrong("body", "Send {most} MB at most.", most=MOST_BYTES // 1_000_000)
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or _is_deep(body):
        raise _wrong("body", "Send a JSON object, nested {most} levels deep at most.", most=MOST_DEPTH)
    try:
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        raise _wrong("body", "Send whole characters: half of a surrogate pair is none.") from None
    except ValueError:
        raise _wrong("body", "Send numbers that JSON knows: no NaN and nothing infinite.") from None
    return body


def wants_usage(body: JSON) -> bool:
    """Whether the stream shall end with its usage."""
    options = _object(body.get("stream_options") or {}, "stream_options")
    return bool(options.get("include_usage"))


def wants_one_tool(body: JSON) -> bool:
    """Whether the answer shall use one tool at most."""
    return not _flag(body, "parallel_tool_calls", True)


def wants_stream(body: JSON) -> bool:
    """Whether the answer shall come while it is written."""
    return _flag(body, "stream", False)


def completion_of(body: JSON, *, id: str, local_only: bool, lang: str = "") -> Completion:
    """The completion that ``body`` asks for. Raises ``WrongOption`` naming the field that does not fit."""
    _check_wishes(body)
    tools = tuple(_tool(each, f"tools[{number}]") for number, each in enumerate(_list(body, "tools")))
    messages = _list(body, "messages")
    if len(messages) > MOST_MESSAGES:
        raise _wrong("messages", "Send {most} of them at most.", most=f"{MOST_MESSAGES:,}")
    return Completion(
        id=id,
        model=_model(body.get("model")),
        messages=tuple(_message(each, f"messages[{number}]") for number, each in enumerate(messages)),
        max_tokens=_longest(body),
        temperature=_temperature(body),
        seed=_seed(body.get("seed")),
        stop=_stop(body.get("stop")),
        schema=_schema(body.get("response_format")),
        tools=tools,
        tool_choice=_choice(body.get("tool_choice"), [tool.name for tool in tools]),
        local_only=local_only,
        lang=lang,
    )


def _check_wishes(body: JSON) -> None:
    """Raises ``WrongOption`` for a wish that nobody here can do."""
    if not _is_one_of(body.get("n"), (1,)):
        raise _wrong("n", "Ask for one answer at a time.")
    for name, harmless in _OLD.items():
        if not _is_one_of(body.get(name), harmless):
            raise _old(name)
    for name, harmless in _UNABLE.items():
        if not _is_one_of(body.get(name), harmless):
            raise _wrong(name, "It asks for something that cannot be had here; leave it out.")


def _is_one_of(value: Any, harmless: tuple[Any, ...]) -> bool:
    """Whether ``value`` is left out or one of ``harmless``. In Python True is 1, in JSON it is not."""
    return value is None or any(type(value) is type(each) and value == each for each in harmless)


def _model(name: Any) -> str:
    if not isinstance(name or "", str) or len(name or "") > LONGEST_MODEL:
        raise _wrong("model", "Write the name of a model, of {most} characters at most.", most=LONGEST_MODEL)
    return name or "convergio"


def _message(data: Any, where: str) -> Message:
    data = _object(data, where)
    role = data.get("role")
    if not isinstance(role, str) or role not in _ROLES:
        raise _wrong(f"{where}.role", "Roles are: {names}.", names=", ".join(_ROLES))
    if data.get("function_call") is not None:
        raise _old(f"{where}.function_call")
    uses = _list(data, "tool_calls", where) if role == "assistant" else []
    answered = _string(data.get("tool_call_id"), f"{where}.tool_call_id", LONGEST_ID) if role == "tool" else ""
    return Message(
        _ROLES[role],
        _content(data.get("content"), f"{where}.content"),
        tuple(_use(each, f"{where}.tool_calls[{number}]") for number, each in enumerate(uses)),
        answered,
    )


def _content(content: Any, where: str) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    said = [_piece(each) for each in content] if isinstance(content, list) else [None]
    texts = [text for text in said if text is not None]
    if len(texts) < len(said):
        raise _wrong(where, "Send text; pictures and sound cannot be read yet.")
    return "\n".join(texts)


def _piece(piece: Any) -> str | None:
    """The text of a piece of a message; None where it is none."""
    kind = piece.get("type") if isinstance(piece, dict) else None
    text = piece.get(kind) if kind in ("text", "refusal") else None
    return text if isinstance(text, str) else None


def _use(data: Any, where: str) -> ToolUse:
    data = _object(data, where)
    function = _object(data.get("function"), f"{where}.function")
    if not isinstance(function.get("arguments"), str):
        raise _wrong(f"{where}.function.arguments", "Write them as a text that holds a JSON object.")
    return ToolUse(
        _string(data.get("id"), f"{where}.id", LONGEST_ID),
        _string(function.get("name"), f"{where}.function.name", LONGEST_TOOL),
        function["arguments"],
    )


def _tool(data: Any, where: str) -> ToolSpec:
    function = _object(_object(data, where).get("function"), f"{where}.function")
    name = _string(function.get("name"), f"{where}.function.name", LONGEST_TOOL)
    if not isinstance(function.get("description") or "", str):
        raise _wrong(f"{where}.function.description", "Write a text.")
    parameters = function.get("parameters") or {"type": "object", "properties": {}}
    return ToolSpec(name, function.get("description") or "", _object(parameters, f"{where}.function.parameters"))


def _choice(choice: Any, tools: list[str]) -> str:
    """``auto``, ``none``, ``required`` or the name of a tool."""
    if choice is None or choice in ("auto", "none") or (choice == "required" and tools):
        return choice or "auto"
    function = choice.get("function") if isinstance(choice, dict) else None
    name = function.get("name") if isinstance(function, dict) else choice
    if not isinstance(name, str) or name not in tools:
        raise _wrong("tool_choice", "Choose auto, none, required or one of the tools.")
    return name


def _schema(wanted: Any) -> JSON | None:
    kind = _object(wanted or {}, "response_format").get("type", "text")
    if kind == "json_schema":
        named = _object(wanted.get("json_schema"), "response_format.json_schema")
        return _object(named.get("schema"), "response_format.json_schema.schema")
    if kind not in ("text", "json_object"):
        raise _wrong("response_format", "Choose text, json_object or json_schema.")
    return {"type": "object"} if kind == "json_object" else None


def _stop(stop: Any) -> tuple[str, ...]:
    if stop is None:
        return ()
    found = stop if isinstance(stop, list) else [stop]
    if len(found) > MOST_STOPS or not all(isinstance(each, str) and 0 < len(each) <= LONGEST_STOP for each in found):
        raise _wrong(
            "stop", "Write up to {most} texts of 1 to {longest} characters.", most=MOST_STOPS, longest=LONGEST_STOP
        )
    return tuple(found)


def _longest(body: JSON) -> int:
    """The most tokens of the answer; 0 where nothing is said."""
    name = "max_tokens" if body.get("max_completion_tokens") is None else "max_completion_tokens"
    value = body.get(name)
    if value is None:
        return 0
    if not _is_number(value) or value < 1 or value != int(value):
        raise _wrong(name, "Write a whole number from 1 on.")
    return int(value)


def _temperature(body: JSON) -> float:
    value = 0.3 if body.get("temperature") is None else body["temperature"]
    if not _is_number(value) or not 0 <= value <= 2:
        raise _wrong("temperature", "Write a number from 0 to 2.")
    return float(value)


def _seed(value: Any) -> int | None:
    if value is None:
        return None
    if not _is_number(value) or value != int(value):
        raise _wrong("seed", "Write a whole number.")
    return int(value) % 2**63


def _flag(body: JSON, name: str, default: bool) -> bool:
    value = body.get(name)
    if not isinstance(value, bool | None):
        raise _wrong(name, "Write true or false.")
    return default if value is None else value


def _string(value: Any, where: str, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise _wrong(where, "Write a text of 1 to {longest} characters.", longest=f"{longest:,}")
    return value


def _list(data: JSON, name: str, where: str = "") -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise _wrong(f"{where}.{name}" if where else name, "Send a list.")
    return value


def _object(value: Any, where: str) -> JSON:
    if not isinstance(value, dict):
        raise _wrong(where, "Send a JSON object.")
    return value


def _is_number(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_deep(value: Any) -> bool:
    """Whether there is something below ``MOST_DEPTH`` levels. Goes by levels, so that it cannot be brought to fall."""
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)


def _old(where: str) -> WrongOption:
    return _wrong(where, "This is the old way. Write `tools`, `tool_choice` and `tool_calls`.")


def _wrong(name: str, hint: str, **values: object) -> WrongOption:
    return WrongOption(name=name, hint=Phrase(hint, **values))

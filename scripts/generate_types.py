"""Writes the Python and TypeScript types of everything that crosses a process boundary.

The source is ``convergio_jupyter/core/schema.json``. Run it after changing that file:

    python scripts/generate_types.py          # writes the files
    python scripts/generate_types.py --check  # exits 1 when a file is not up to date
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "convergio_jupyter/core/schema.json"
VALUES = ROOT / "convergio_jupyter/core/schema.py"
CARDS = ROOT / "convergio_jupyter/core/cards.py"
EVENTS = ROOT / "convergio_jupyter/core/events.py"
TYPESCRIPT = ROOT / "labextension/src/schema.ts"

# Names that would hide a built-in of one of the two languages.
RENAMED = {"Error": "ErrorInfo", "Text": "TextDelta", "Usage": "UsageReported"}
PY_SCALARS = {
    "string": ("str", '""'),
    "integer": ("int", "0"),
    "number": ("float", "0.0"),
    "boolean": ("bool", "False"),
}
TS_SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
NOTE = "Generated from core/schema.json by scripts/generate_types.py; change that file and run the script."

Spec = dict[str, Any]


def main(check: bool) -> int:
    defs = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    files = {
        VALUES: python_values(defs),
        CARDS: python_cards(defs),
        EVENTS: python_events(defs),
        TYPESCRIPT: typescript_module(defs),
    }
    stale = []
    for path, text in files.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'out of date' if check else 'wrote'}: {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


def name_of(spec: Spec) -> str:
    name: str = spec["$ref"].rsplit("/", 1)[1]
    return RENAMED.get(name, name)


def is_object(spec: Spec) -> bool:
    return spec.get("type") == "object"


# -- Python ---------------------------------------------------------------------------------------------------------


def python_values(defs: dict[str, Spec]) -> str:
    values = {RENAMED.get(name, name): spec for name, spec in defs.items() if not {"event", "module"} & spec.keys()}
    parts = [
        f'"""Values that cross a process boundary when one asks: questions, models, receipts.\n\n{NOTE}\n"""\n',
        "from __future__ import annotations\n",
        "from dataclasses import dataclass, field\nfrom typing import Literal\n",
    ]
    parts += [f"{name} = Literal[{literals(spec)}]" for name, spec in values.items() if "enum" in spec]
    parts += ["\n" + python_class(name, spec, defs) for name, spec in values.items() if is_object(spec)]
    return "\n".join(parts)


def python_cards(defs: dict[str, Spec]) -> str:
    """What pages list has a module of its own, as the events have: whoever routes a question imports neither."""
    cards = {name: spec for name, spec in defs.items() if spec.get("module") == "cards"}
    parts = [
        f'"""Cards: what pages and stores list: teachers, conversations and their messages.\n\n{NOTE}\n"""\n',
        "from __future__ import annotations\n",
        "from dataclasses import dataclass, field\nfrom typing import Literal\n",
        f"from .schema import {', '.join(used_by(cards))}\n",
    ]
    parts += ["\n" + python_class(name, spec, defs) for name, spec in cards.items()]
    return "\n".join(parts)


def used_by(specs: dict[str, Spec]) -> list[str]:
    """The types from elsewhere that some types are made of, in order."""
    found = re.findall(r"#/\$defs/(\w+)", json.dumps(specs))
    return sorted({RENAMED.get(name, name) for name in found} - specs.keys())


def python_events(defs: dict[str, Spec]) -> str:
    events = {RENAMED.get(name, name): spec for name, spec in defs.items() if "event" in spec}
    parts = [
        f'"""Events: what every surface is told while a question is answered.\n\n{NOTE}\n"""\n',
        "from __future__ import annotations\n",
        "from dataclasses import dataclass, field\nfrom typing import ClassVar, Literal\n",
        f"from .schema import {', '.join(used_by(events))}\n",
    ]
    parts += ["\n" + python_class(name, spec, defs) for name, spec in events.items()]
    parts.append("\nEvent = " + " | ".join(events))
    parts.append(
        "EVENTS: dict[str, type[Event]] = {\n"
        + "".join(f'    "{spec["event"]}": {n},\n' for n, spec in events.items())
        + "}\n"
    )
    return "\n".join(parts)


def python_class(name: str, spec: Spec, defs: dict[str, Spec]) -> str:
    lines = [
        "@dataclass(frozen=True, slots=True, kw_only=True)",
        f"class {name}:",
        f'    """{spec["description"]}"""\n',
    ]
    if "event" in spec:
        lines.append(f'    type: ClassVar[str] = "{spec["event"]}"')
    for key, prop in spec["properties"].items():
        kind, default = python_type(prop, defs)
        required = key in spec["required"]
        lines.append(f"    {key}: {kind}" if required else f"    {key}: {optional(kind, default)} = {default}")
    return "\n".join(lines) + "\n"


def python_type(prop: Spec, defs: dict[str, Spec]) -> tuple[str, str]:
    if "$ref" in prop:
        target = defs[prop["$ref"].rsplit("/", 1)[1]]
        if "enum" in target:
            return name_of(prop), json.dumps(target["enum"][0])
        return name_of(prop), "None"
    if "enum" in prop:
        return f"Literal[{literals(prop)}]", json.dumps(prop["enum"][0])
    if prop["type"] == "array":
        items = prop["items"]
        inner = name_of(items) if "$ref" in items else PY_SCALARS[items["type"]][0]
        return f"tuple[{inner}, ...]", "field(default=())"
    return PY_SCALARS[prop["type"]]


def optional(kind: str, default: str) -> str:
    return f"{kind} | None" if default == "None" else kind


def literals(spec: Spec) -> str:
    return ", ".join(json.dumps(value) for value in spec["enum"])


# -- TypeScript -----------------------------------------------------------------------------------------------------


def typescript_module(defs: dict[str, Spec]) -> str:
    parts = [f"/** {NOTE} */\n"]
    for name, spec in defs.items():
        shown = RENAMED.get(name, name)
        comment = f"/** {spec['description']} */\n"
        if "enum" in spec:
            parts.append(f"{comment}export type {shown} = {ts_union(spec)};\n")
        else:
            parts.append(comment + ts_interface(shown, spec))
    events = [RENAMED.get(name, name) for name, spec in defs.items() if "event" in spec]
    parts.append("export type Event =\n" + "\n".join(f"  | {name}" for name in events) + ";\n")
    return "\n".join(parts)


def ts_interface(name: str, spec: Spec) -> str:
    lines = [f"export interface {name} {{"]
    if "event" in spec:
        lines.append(f"  type: '{spec['event']}';")
    for key, prop in spec["properties"].items():
        if "description" in prop:
            lines.append(f"  /** {prop['description']} */")
        mark = "" if key in spec["required"] else "?"
        lines.append(f"  {key}{mark}: {ts_type(prop)};")
    return "\n".join([*lines, "}\n"])


def ts_type(prop: Spec) -> str:
    if "$ref" in prop:
        return name_of(prop)
    if "enum" in prop:
        return ts_union(prop)
    if prop["type"] == "array":
        return f"{ts_type(prop['items'])}[]"
    return TS_SCALARS[prop["type"]]


def ts_union(spec: Spec) -> str:
    return " | ".join(f"'{value}'" for value in spec["enum"])


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

"""A server as they were before 2026, without an SDK: greets by ``initialize``, tells all that its list has changed."""

from __future__ import annotations

import json
import sys

greeted, count = False, 0
print("Old server, ready to serve.", flush=True)  # which is none of the protocol, and some do it


def say(**message):
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)


for line in sys.stdin:
    asked = json.loads(line)
    method, number = asked.get("method"), asked.get("id")
    if method == "initialize":
        version = asked["params"]["protocolVersion"]
        say(
            id=number,
            result={
                "protocolVersion": version,
                "capabilities": {"tools": {"listChanged": True}},
                "serverInfo": {"name": "old", "version": "1"},
            },
        )
    elif method == "tools/list":
        count += 1
        name = "before" if count == 1 else "after"
        say(id=number, result={"tools": [{"name": name, "inputSchema": {"type": "object"}}]})
    elif method == "tools/call":
        say(method="sampling/createMessage", id="s", params={"messages": [], "maxTokens": 9})
        refusal = json.loads(sys.stdin.readline())
        say(method="notifications/tools/list_changed")
        said = "it asked our model" if "result" in refusal else "no model for it"
        say(id=number, result={"content": [{"type": "text", "text": said}]})
    elif number is not None and method is not None:
        say(id=number, error={"code": -32601, "message": "Method not found"})

"""A small MCP server by HTTP: ``http_server.py PORT``. It notes the headers that it is sent."""

from __future__ import annotations

import sys

from mcp.server.mcpserver import Context, MCPServer

server = MCPServer("far")


@server.tool()
def add(a: int, b: int) -> str:
    """Adds two whole numbers."""
    return str(a + b)


@server.tool()
def token(context: Context) -> str:
    """The token that it was sent."""
    return str((context.headers or {}).get("authorization"))


@server.tool()
def endless() -> str:
    """More than anybody can read."""
    return "x" * 20_000_000


server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))

"""Our faculty in other programs: teachers and tools as an MCP server, over standard input and output."""

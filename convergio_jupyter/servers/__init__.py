"""The user's own MCP servers: programs of third parties whose tools teachers may use with the user's permission."""

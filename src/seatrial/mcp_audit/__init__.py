"""The security panel for MCP servers: what a server offers, what is wrong with it, and whether to connect."""

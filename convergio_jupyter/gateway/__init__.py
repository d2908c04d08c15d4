"""The gateway: the engine as a Jupyter Server extension, for the sidebar and for every kernel of the server."""

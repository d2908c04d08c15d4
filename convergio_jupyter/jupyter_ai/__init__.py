"""Our teachers in the chats of jupyter-ai 3, as its personas. Loaded by jupyter-ai only."""

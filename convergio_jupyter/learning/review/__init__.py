"""Cards that come back when they are about to be forgotten, and how they travel to Anki and from there."""

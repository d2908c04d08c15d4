"""Worker processes: one for each kind of local model, shared by every host of this user, found by its card."""

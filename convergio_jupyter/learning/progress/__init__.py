"""What has come of it: the skills that are known, the lessons that are done, the days on which somebody practised."""

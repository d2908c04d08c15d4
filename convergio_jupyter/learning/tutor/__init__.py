"""What a teacher may say to a learner in a lesson: the next move, and what of a reply is shown."""

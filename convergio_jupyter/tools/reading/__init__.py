"""What the learner lends or allows to be read: the notebook, files, the course's material, a page."""

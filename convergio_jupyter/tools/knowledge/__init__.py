"""What the faculty looks up: elements, the earth, dates, verbs."""

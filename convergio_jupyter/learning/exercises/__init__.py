"""What a learner does at an exercise: it is checked and kept, and help comes one rung at a time."""

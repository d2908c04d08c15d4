"""What an educator does with a lesson: begin one, check it, and build from it what learners get."""

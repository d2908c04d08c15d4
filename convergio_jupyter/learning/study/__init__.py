"""A plan of what to do on which day, how it is kept, and how it is said."""

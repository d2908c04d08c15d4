"""Mathematics as people and models write it: read without being run, exact, with units."""

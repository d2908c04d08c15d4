"""Says in plain words what Python code does and what its errors mean: read by rules, never run, and no model asked."""

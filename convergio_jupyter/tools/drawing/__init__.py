"""Figures in SVG: plots, charts, sketches, diagrams, and what they show in words."""

"""The tool that a question asks for in plain words, for a model that cannot ask for one itself.

“What is 17 × 23?”, “derivata di x^3”, “plot sin(x)”, “molar mass of H2O”, “coniuga andare”: a question that asks for
something else besides is nobody's here. What is read is checked by the tool, like what a model writes.
"""

from .charts import chart_in
from .question import parted_in, wish_in, wishes_in
from .wish import Wish
from .words import word_in

__all__ = ["Wish", "chart_in", "parted_in", "wish_in", "wishes_in", "word_in"]

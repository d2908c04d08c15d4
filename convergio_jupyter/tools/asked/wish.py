"""What a question asks a tool for, and what is said around it in any such question."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

LONGEST = 200  # characters of a question that is looked at


class Wish(NamedTuple):
    """What is asked for: a tool by name, and its arguments."""

    tool: str
    arguments: dict[str, Any]


POLITE = re.compile(
    r"^(?:(?:please|can you|could you|per favore|puoi|potresti|mi)\W+){1,3}|,?\s+(?:please|per favore|for me|grazie)$",
    re.IGNORECASE,
)
FIND = (
    r"(?:what(?:'s| is)|find|compute|calculate|work out|give me|qual è|quant'è|quanto (?:è|vale|misura)|"
    r"calcola(?:re)?|trova(?:re)?|dammi)?\s*(?:the |la |l'|il )?"
)

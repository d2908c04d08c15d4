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
    r"^(?:(?:please|can you|could you|per favore|puoi|potresti|mi|tell me|dimmi)\W+){1,3}|"
    r",?\s+(?:please|per favore|for me|grazie)$",
    re.IGNORECASE,
)
FIND = (
    r"(?:what(?:'s| is| are)|find|compute|calculate|work out|give me|qual è|quali sono|quant'è|"
    r"quanto (?:è|vale|misura)|"
    r"how (?:can|do|would) (?:i|you|we) (?:calculate|compute|find|work out)|calcola(?:re)?|trova(?:re)?|dammi|"
    r"come (?:si |posso )?(?:calcola(?:re)?|calcolo|trova(?:re)?|trovo))?\s*(?:the |la |le |gli |l'|il |i )?"
)

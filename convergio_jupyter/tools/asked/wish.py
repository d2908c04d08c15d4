"""What a question asks a tool for, and what is said around it in any such question."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

LONGEST = 200  # characters of a question that is looked at


class Wish(NamedTuple):
    """What is asked for: a tool by name, and its arguments."""

    tool: str
    arguments: dict[str, Any]


# A formula is worked with in steps however it is asked for, and of a sum there are none.
_STEPWISE = (
    r"(?:step[ -]by[ -]step|one step at a time|with (?:all )?(?:the )?steps|(?:and )?show(?:ing)?(?: me)? (?:all )?"
    r"(?:the |your )?(?:steps|work(?:ing)?)|pass(?:o (?:dopo |per |a )?passo|aggio per passaggio)|un passo alla volta|"
    r"(?:con|(?:e )?mostra(?:ndo|mi)?) (?:tutti )?i (?:passaggi|passi))"
)
# What goes on from what was asked before; “e + 1” begins with a number.
_GOES_ON = (
    r"(?:and|so|then|ok|okay|now|e|ed|allora|poi|ora|adesso)(?:,\s*|\s+)(?![-+−*×·/÷^=!)])|"
    r"(?:(?:what|how) about|se (?:faccio|fosse))\s+"
)
POLITE = re.compile(
    rf"^(?:(?:please|can you|could you|per favore|puoi|potresti|mi|tell me|dimmi|{_STEPWISE})\W+|{_GOES_ON}){{1,3}}|"
    rf"(?:,?\s+(?:please|per favore|for me|grazie|{_STEPWISE}))+$|"
    rf"(?<=\w)\s{_STEPWISE}:?(?=\s(?:how|come|\S*[\d=]))",
    re.IGNORECASE,
)
FIND = (
    r"(?:what(?:'s| is| are)|find|compute|calculate|work out|give me|qual è|quali sono|quant'è|"
    r"quanto (?:è|vale|misura)|"
    r"how (?:can|do|would) (?:i|you|we) (?:calculate|compute|find|work out)|calcola(?:re)?|trova(?:re)?|dammi|"
    r"come (?:si |posso )?(?:calcola(?:re)?|calcolo|trova(?:re)?|trovo))?\s*(?:the |la |le |gli |l'|il |i )?"
)

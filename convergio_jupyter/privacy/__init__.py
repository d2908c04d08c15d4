"""What may leave this computer, and where keys come from."""

from .egress import Egress, confined, place_of, seal_process
from .keys import KEY_VARIABLES, key_for

__all__ = ["KEY_VARIABLES", "Egress", "confined", "key_for", "place_of", "seal_process"]

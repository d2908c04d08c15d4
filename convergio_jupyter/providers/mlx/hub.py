"""Where the Hugging Face hub's own cache keeps a model, without its library, which takes half a second to import."""

from __future__ import annotations

import os
import re
from pathlib import Path

URL = "https://huggingface.co"
_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_PART = re.compile(r"-of-(\d+)\.")


def is_name(text: str) -> bool:
    """Whether ``text`` may be the name of a model on the hub, ``owner/model``."""
    return bool(_NAME.fullmatch(text)) and ".." not in text


def cached(name: str) -> Path | None:
    """The folder with the newest revision of ``name`` that was fetched; None if none was."""
    if not is_name(name):
        return None
    folder = _cache() / f"models--{name.replace('/', '--')}"
    try:
        revision = (folder / "refs/main").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    found = folder / "snapshots" / revision
    return found if is_model(found) else None


def is_model(folder: Path) -> bool:
    """Whether ``folder`` holds what MLX loads: a description, a tokenizer and all of the weights."""
    weights = [path.name for path in folder.glob("*.safetensors")]
    parts = [int(found[1]) for name in weights if (found := _PART.search(name))]
    whole = len(weights) >= max(parts, default=1)  # of a download that broke off, some are there
    return whole and (folder / "config.json").is_file() and any(folder.glob("tokenizer*"))


def _cache() -> Path:
    """By the variables that the hub's library reads, in its order."""
    if found := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(found).expanduser()
    if home := os.environ.get("HF_HOME"):
        return Path(home).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").expanduser() / "huggingface/hub"

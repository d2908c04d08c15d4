"""A talk as the tokens that an MLX model reads, and what of them it has read already."""

from __future__ import annotations

from typing import Any

Messages = list[dict[str, str]]


def tokens_of(tokenizer: Any, messages: Messages) -> list[int]:
    """The prompt for the next answer."""
    return list(tokenizer.encode(_written(tokenizer, messages), add_special_tokens=False))


def _written(tokenizer: Any, messages: Messages) -> str:
    if not getattr(tokenizer, "chat_template", None):
        return "\n\n".join(each["content"] for each in messages)
    try:
        return _templated(tokenizer, messages)
    except Exception:  # some templates, such as Gemma's, refuse a system message
        return _templated(tokenizer, _without_system(messages))


def _templated(tokenizer: Any, messages: Messages) -> str:
    # enable_thinking is known to the templates of models that think; all others pass over it.
    return str(
        tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    )


def _without_system(messages: Messages) -> Messages:
    """The same talk with the system's words before the first of the user."""
    told = "\n\n".join(each["content"] for each in messages if each["role"] == "system")
    rest = [dict(each) for each in messages if each["role"] != "system"]
    if told and rest:
        rest[0]["content"] = f"{told}\n\n{rest[0]['content']}"
    return rest


class Memory:
    """What the model has read: the next prompt that begins alike is read from where it differs."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._tokens: list[int] = []
        self.cache: Any = None

    def take(self, prompt: list[int]) -> int:
        """Makes :attr:`cache` ready for ``prompt``; how many of its tokens are in it."""
        from mlx_lm.models import cache

        common = self._common(prompt)
        if common and cache.can_trim_prompt_cache(self.cache):
            cache.trim_prompt_cache(self.cache, self.cache[0].offset - common)
        else:
            common, self.cache = 0, cache.make_prompt_cache(self._model)
        self._tokens = list(prompt)
        return common

    def add(self, token: int) -> None:
        """Notes what the model said, which it need not read in the next turn of the talk."""
        self._tokens.append(token)

    def _common(self, prompt: list[int]) -> int:
        """Tokens at the start that were read; never the whole prompt, as its last one is what is answered."""
        offsets = {getattr(layer, "offset", 0) for layer in self.cache or ()}
        read = offsets.pop() if len(offsets) == 1 else 0  # an error in mid-step leaves them uneven
        most = min(len(self._tokens), len(prompt) - 1, read)
        return next((at for at in range(most) if self._tokens[at] != prompt[at]), max(most, 0))

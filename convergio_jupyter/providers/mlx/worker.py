"""The process that holds an MLX model: ``python -m … --run-dir DIR --model FOLDER``.

mlx-lm has a server of its own, but that one goes on after a stop string, knows no schema and dies of a missing cache.
"""

from __future__ import annotations

import argparse
from typing import Any

from ..chat_wire import WORTH_TELLING
from ..stops import Until
from ..workers import lines, server
from .masks import Masks
from .prompts import Memory, tokens_of

STEP = 512  # tokens read between two looks at whether anybody still listens
SHORT_STEP = 64  # the same without a graphics processor


def main() -> None:
    server.run(_Engine)


class _Engine:
    def __init__(self, options: argparse.Namespace) -> None:
        import mlx.core as mx
        import mlx_lm

        load: Any = mlx_lm.load  # its types do not say that the third value comes on demand
        self._model, self._tokenizer, config = load(options.model, return_config=True)
        self._memory = Memory(self._model)
        self._masks = Masks(self._tokenizer._tokenizer, set(self._tokenizer.eos_token_ids))
        self._context = min(options.context, config.get("max_position_embeddings") or options.context)
        self._step = STEP if mx.metal.is_available() else SHORT_STEP

    def answer(self, request: server.Line, say: server.Say) -> None:
        prompt = tokens_of(self._tokenizer, request["messages"])
        if len(prompt) >= self._context:
            raise server.PromptTooLong(f"{len(prompt)} of {self._context} tokens")
        cached = self._memory.take(prompt)
        until, count, reason = Until(tuple(request["stop"])), 0, "stop"
        for piece in self._pieces(request, prompt, cached, say):
            count, reason = piece.generation_tokens, piece.finish_reason
            self._memory.add(piece.token)
            if text := until.feed(piece.text):
                say({"text": text})
            if until.met:
                break
        if not until.met and (rest := until.rest()):
            say({"text": rest})
        say({"tokens": {"input": len(prompt), "output": count, "cached": cached}})
        say({"end": "length" if reason == "length" and not until.met else "complete"})

    def _pieces(self, request: server.Line, prompt: list[int], cached: int, say: server.Say) -> Any:
        import mlx.core as mx
        import mlx_lm

        if request["seed"] is not None:
            mx.random.seed(request["seed"])

        def read(done: int, total: int) -> None:
            much = total - done > WORTH_TELLING
            say({"wait": "reading", "done": cached + done, "total": cached + total} if much else None)

        return mlx_lm.stream_generate(
            self._model,
            self._tokenizer,
            prompt[cached:],
            max_tokens=max(1, min(request["max_tokens"], self._context - len(prompt))),
            prompt_cache=self._memory.cache,
            prefill_step_size=self._step,
            prompt_progress_callback=read,
            sampler=_sampler(request["temperature"]),
            logits_processors=self._processors(request, prompt[:cached]),
        )

    def _processors(self, request: server.Line, before: list[int]) -> list[Any]:
        found: list[Any] = [_RepeatPenalty(before)]
        if request["schema"] is not None:
            found.append(self._masks.of(request["schema"]))
        return found


def _sampler(temperature: float) -> Any:
    from mlx_lm.sample_utils import make_sampler

    if temperature <= 0:
        return make_sampler(0.0)
    return make_sampler(temperature, top_p=lines.TOP_P, min_p=lines.MIN_P, top_k=lines.TOP_K)


class _RepeatPenalty:
    """As in llama.cpp. mlx-lm's own does not see the tokens ``before``, which were read for an earlier answer."""

    def __init__(self, before: list[int]) -> None:
        import mlx.core as mx
        from mlx_lm.sample_utils import make_repetition_penalty

        self._before = mx.array(before[-lines.REPEAT_LAST :], dtype=mx.int32)
        self._penalty: Any = make_repetition_penalty(lines.REPEAT_PENALTY, lines.REPEAT_LAST)

    def __call__(self, tokens: Any, logits: Any) -> Any:
        import mlx.core as mx

        return self._penalty(mx.concatenate([self._before, tokens.astype(mx.int32)]), logits)


if __name__ == "__main__":
    main()

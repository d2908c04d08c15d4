"""The process that holds the embedded model in OpenVINO GenAI: ``python -m … --run-dir DIR --model FILE``.

It reads the same GGUF file as llama.cpp, takes longer to start and reads a long prompt several times faster on
processors with wide vector units. It rounds differently, so that its words may differ.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..workers import lines, server


def main() -> None:
    server.run(_Engine)


class _Engine:
    """One pipeline. It keeps what it read of the last prompts by itself."""

    def __init__(self, options: argparse.Namespace) -> None:
        import openvino_genai

        self._genai: Any = openvino_genai
        self._pipeline = openvino_genai.LLMPipeline(options.model, "CPU", INFERENCE_NUM_THREADS=options.threads)
        self._tokenizer = self._pipeline.get_tokenizer()
        self._context = options.context

    def answer(self, request: server.Line, say: server.Say) -> None:
        text = self._tokenizer.apply_chat_template(request["messages"], add_generation_prompt=True)
        prompt = self._tokenizer.encode(text, add_special_tokens=False)
        size = prompt.input_ids.shape[-1]
        if size >= self._context:
            raise server.PromptTooLong(f"{size} of {self._context} tokens")
        mouth = _Mouth(say, self._genai.StreamingStatus)
        config = self._config(request, self._context - size)
        try:
            result = self._pipeline.generate(prompt, config, mouth)
        except RuntimeError as error:
            if request["schema"] is None:
                raise
            raise server.Unfit(str(error)) from error  # it reads a schema only when it begins
        if mouth.gone:
            raise server.Gone
        length = result.finish_reasons[0] == self._genai.GenerationFinishReason.LENGTH
        say({"tokens": {"input": size, "output": len(result.tokens[0])}})
        say({"end": "length" if length else "complete"})

    def _config(self, request: server.Line, room: int) -> Any:
        config = self._pipeline.get_generation_config()
        config.max_new_tokens = min(request["max_tokens"], room)
        config.repetition_penalty = lines.REPEAT_PENALTY
        config.do_sample = request["temperature"] > 0
        if config.do_sample:
            config.temperature = request["temperature"]
            config.top_k, config.top_p, config.min_p = lines.TOP_K, lines.TOP_P, lines.MIN_P
        if request["seed"] is not None:
            config.rng_seed = request["seed"]
        if request["stop"]:
            config.stop_strings = set(request["stop"])
        if request["schema"] is not None:
            schema = json.dumps(request["schema"])
            config.structured_output_config = self._genai.StructuredOutputConfig(json_schema=schema)
        return config


class _Mouth:
    """Passes words on, and stops the pipeline when nobody listens: an error must not cross it."""

    def __init__(self, say: server.Say, status: Any) -> None:
        self._say = say
        self._status = status
        self.gone = False

    def __call__(self, text: str) -> Any:
        try:
            if text:
                self._say({"text": text})
        except server.Gone:
            self.gone = True
        return self._status.CANCEL if self.gone else self._status.RUNNING


if __name__ == "__main__":
    main()

"""The process that holds the embedded model: ``python -m … --run-dir DIR --model FILE``.

It serves llama.cpp's HTTP interface (OpenAI Chat and Responses, Anthropic Messages).

Why a process of its own: the model is loaded once for all kernels, a crash takes nothing else down, and the OpenMP
settings it needs (see :mod:`.host`) would slow down NumPy in a notebook.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..workers import process

SLOTS = 4
BATCH = 512  # tokens read between two progress reports


def main() -> None:
    options = process.parser().parse_args()
    lock = process.hold(options.run_dir)  # noqa: F841 (it is held for as long as it has a name)
    key = process.new_key()
    server = _serve(options, key)
    # Its counters change whenever a token is read or written.
    process.serve(options, server.listening_address, key, server.handle_metrics)


def _serve(options: argparse.Namespace, key: str) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.model_alias = {Path(options.model).stem}
    params.n_ctx = options.context
    params.n_parallel = SLOTS
    params.kv_unified = True  # the slots share one memory, so one talk may use all of it
    params.cache_ram_mib = 0
    params.n_batch = BATCH
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.cors_origins = "http://127.0.0.1"
    params.endpoint_metrics = True
    params.ui = False
    params.offline = True
    params.verbosity = -1
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()

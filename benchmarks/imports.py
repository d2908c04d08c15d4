"""What ``%load_ext convergio_jupyter`` and ``import convergio_jupyter`` cost, in fresh processes.

CPU time of the whole process (user and system, from the kernel's own accounting), in turns with bare IPython and bare
Python; the median of the differences round by round.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from common import Bars, bar, cpu_of_run, difference, in_turns, show

ROUNDS = 15
IPYTHON = ["-m", "IPython", "--quick", "--no-banner", "--colors=NoColor", "-c"]
LOAD = "%load_ext convergio_jupyter"
ROUTER = "convergio_jupyter.routing, convergio_jupyter.dispatch"
HEAVY = ["openai", "anthropic", "httpx", "httpx2", "xllamacpp", "pydantic", "pandas"]


def measure() -> Bars:
    cpu = in_turns(
        ROUNDS,
        ipython=lambda: cpu_of_run(*IPYTHON, "pass"),
        load_ext=lambda: cpu_of_run(*IPYTHON, LOAD),
        python=lambda: cpu_of_run("-c", "pass"),
        package=lambda: cpu_of_run("-c", "import convergio_jupyter"),
        asyncio=lambda: cpu_of_run("-c", "import asyncio"),
        router=lambda: cpu_of_run("-c", f"import asyncio, {ROUTER}"),
    )
    heavy = heavy_modules()
    return {
        "%load_ext beyond IPython": bar(
            difference(cpu["load_ext"], cpu["ipython"]),
            60,
            "ms CPU",
            baseline=statistics.median(cpu["ipython"]),
            how=f"fresh `ipython --quick -c`, {ROUNDS} pairs in turns",
        ),
        "import convergio_jupyter beyond Python": bar(
            difference(cpu["package"], cpu["python"]),
            None,
            "ms CPU",
            baseline=statistics.median(cpu["python"]),
            how=f"fresh `python -c`, {ROUNDS} pairs in turns",
        ),
        "importing the router beyond asyncio": bar(
            difference(cpu["router"], cpu["asyncio"]),
            50,
            "ms CPU",
            baseline=statistics.median(cpu["asyncio"]),
            how=f"fresh `python -c`, {ROUNDS} pairs in turns: decision, dispatch, retries and their errors",
        ),
        "model SDKs imported by %load_ext": bar(
            len(heavy), 0, "modules", baseline=0, how=f"sys.modules searched for {', '.join(HEAVY)}; found {heavy}"
        ),
    }


def heavy_modules() -> list[str]:
    code = f"{LOAD}\nimport sys\nprint('FOUND', *[name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, *IPYTHON, code], capture_output=True, text=True, check=True)
    line = next(line for line in run.stdout.splitlines() if line.startswith("FOUND"))
    return line.split()[1:]


if __name__ == "__main__":
    show(measure)

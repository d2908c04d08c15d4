"""The “Convergio (Python)” kernel: IPython's own, with the magics loaded from the start."""

from __future__ import annotations

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp

from .._version import __version__


class ConvergioKernel(IPythonKernel):
    """Everything of the Python kernel stays: debugger, completion, widgets."""

    implementation = "convergio"
    implementation_version = __version__

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        assert self.shell is not None
        self.shell.extension_manager.load_extension("convergio_jupyter")


if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=ConvergioKernel)

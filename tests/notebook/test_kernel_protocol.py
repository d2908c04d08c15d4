"""The Convergio kernel keeps Jupyter's messaging protocol, by Jupyter's own conformance suite."""

import jupyter_kernel_test


class ConvergioKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "convergio"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = [{"text": "zi", "matches": {"zip"}}]  # noqa: RUF012
    complete_code_samples = ["1", "print('hello, world')"]  # noqa: RUF012
    incomplete_code_samples = ["print('''hello"]  # noqa: RUF012
    invalid_code_samples = ["import = 7q"]  # noqa: RUF012
    code_page_something = "zip?"
    code_generate_error = "raise"
    code_execute_result = [{"code": "1+2+3", "result": "6"}]  # noqa: RUF012
    code_inspect_sample = "zip"
    code_display_data = [  # noqa: RUF012
        {"code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))", "mime": "text/html"}
    ]

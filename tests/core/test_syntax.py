"""Python that people wrote is read the same by one thread and by many at once."""

import gc
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from convergio_jupyter.core.syntax import parse_python

DEEP = "def f(a, b):\n    return [(a + b) * (x ** 2) for x in range(10) if x > (a - b)]\n" * 20


@pytest.fixture
def restless():
    """Threads take turns, and rubbish is collected, as often as can be."""
    turns, rubbish = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(50)
    yield
    sys.setswitchinterval(turns)
    gc.set_threshold(*rubbish)


class Slow:
    """Lets another thread go on while it is thrown away."""

    def __del__(self):
        sum(range(50))


def test_many_threads_read_at_once(restless):
    def work(_):
        ring = [Slow()]
        ring.append(ring)
        return len(parse_python(DEEP).body)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(400))) == {20}


def test_odd_escapes_are_nobodys_business_and_what_is_no_python_is():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(parse_python(r'"\d"').body) == 1
    with pytest.raises(SyntaxError):
        parse_python("def")

"""A server of ours before an upstream that answers as a test wishes, for the tests of the endpoint that need both."""

import pytest

from ..test_client import Server
from .upstream import Upstream


@pytest.fixture(scope="module")
def upstream():
    with Upstream() as upstream:
        yield upstream


@pytest.fixture(scope="module")
def server(upstream, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("upstream"), **upstream.settings)
    yield server
    server.stop()

"""Somebody else's server of Ollama's protocol, in front of the real model: our fixture is not the only one we obey.

It knows no tools, no end by length and no error for an unknown model, so those checks are its shortfall and not ours.
"""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request

import pytest

from convergio_jupyter.providers import conformance
from convergio_jupyter.providers.embedded import EmbeddedProvider, model
from convergio_jupyter.providers.ollama import OllamaProvider

from ..e2e.conftest import free_port
from .recorded import server_at

pytestmark = pytest.mark.model
PACKAGE = "ollama-proxy-plus==0.1.0"  # MIT; installs a module called like its server, so it gets a venv of its own


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proxy")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = subprocess.run(
        [folder / "bin/python", "-m", "pip", "install", "--quiet", PACKAGE], check=False, capture_output=True
    )
    if pip.returncode:
        pytest.skip(f"{PACKAGE} could not be installed: {pip.stderr.decode()[-300:]}")
    return folder / "bin/ollama-proxy"


@pytest.fixture
def proxy(command, model_data, tmp_path):
    endpoint = asyncio.run(EmbeddedProvider(model_data).endpoint())
    port = free_port()
    environment = {
        **os.environ,
        "PROVIDERS_LOCAL_API_KEY": endpoint.key,
        "PROVIDERS_LOCAL_BASE_URL": f"{endpoint.url}/v1",
        "EXTRA_MODELS": f"local/{model.MODEL_ID}",
    }
    with (tmp_path / "proxy.log").open("wb") as log:
        process = subprocess.Popen(
            [command, "--host", "127.0.0.1", "--port", str(port)], env=environment, cwd=tmp_path, stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{url}/api/tags", timeout=2).close()
            break
        except OSError:
            assert time.monotonic() < deadline, (tmp_path / "proxy.log").read_text()
            assert process.poll() is None, (tmp_path / "proxy.log").read_text()
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(timeout=10)


def test_a_server_that_is_not_ours(proxy):
    name = f"local/{model.MODEL_ID}"

    async def main():
        provider = OllamaProvider(server_at(proxy, models=(name,)))
        try:
            return await conformance.examine(provider, name)
        finally:
            await provider.close()

    findings = asyncio.run(main())
    failed = {each.id: each.detail for each in findings if not each.ok}
    assert set(failed) <= {"usage", "unknown", "tool", "length"}

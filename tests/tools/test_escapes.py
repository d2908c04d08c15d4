"""Code that tries to get out of the sandbox: to files, keys, the network, other processes, and beyond its limits.

Each attempt would tell a secret, leave a trace or run for ever, were it to succeed. An attempt that the interpreter
does not even know how to run has failed, too.
"""

import os
import socket
import threading

import pytest

from convergio_jupyter.tools import sandbox

pytestmark = pytest.mark.skipif(not sandbox.is_here(), reason="the extra sandbox is not installed")
SECRET = "canary-8642"

FILES = [
    "print(open({secret!r}).read())",
    "with open({secret!r}) as f:\n    print(f.read())",
    "print(open({secret!r}, 'rb').read())",
    "open({trace!r}, 'w').write('x')",
    "open({trace!r}, 'a').write('x')",
    "from pathlib import Path\nprint(Path({secret!r}).read_text())",
    "from pathlib import Path\nPath({trace!r}).write_text('x')",
    "from pathlib import Path\nPath({trace!r}).touch()",
    "from pathlib import Path\nPath({trace!r}).mkdir()",
    "from pathlib import Path\nprint(list(Path({folder!r}).iterdir()))",
    "from pathlib import Path\nprint([p.read_text() for p in Path({folder!r}).glob('*')])",
    "from pathlib import Path\nprint(Path('/proc/self/environ').read_text())",
    "import os\nprint(os.listdir({folder!r}))",
    "import os\nfd = os.open({secret!r}, 0)\nprint(os.read(fd, 99))",
    "import os\nos.mkdir({trace!r})",
    "import os\nos.symlink({secret!r}, {trace!r})",
    "import os\nos.rename({secret!r}, {trace!r})",
    "import io\nprint(io.open({secret!r}).read())",
    "import io\nprint(io.FileIO({secret!r}).read())",
    "import codecs\nprint(codecs.open({secret!r}).read())",
    "import shutil\nshutil.copy({secret!r}, {trace!r})",
    "import tempfile\nprint(tempfile.mkdtemp(dir={folder!r}))",
    "import sqlite3\nsqlite3.connect({trace!r}).execute('create table t (x)')",
    "import pickle\nprint(pickle.load(open({secret!r}, 'rb')))",
    "import linecache\nprint(linecache.getlines({secret!r}))",
    "import fileinput\nprint(list(fileinput.input({secret!r})))",
    "print(__loader__.get_data({secret!r}))",
    "print(__builtins__.open({secret!r}).read())",
    "print(__builtins__['open']({secret!r}).read())",
    "print(getattr(__import__('builtins'), 'op' + 'en')({secret!r}).read())",
    "f = [open][0]\nprint(f({secret!r}).read())",
    "print((lambda: open)()({secret!r}).read())",
]
KEYS = [
    "import os\nprint(os.environ)",
    "import os\nprint(os.environ['CANARY_KEY'])",
    "import os\nprint(os.environ.get('CANARY_KEY'))",
    "import os\nprint(os.getenv('CANARY_KEY'))",
    "from os import environ\nprint(dict(environ))",
    "import os\nprint(os.environb)",
    "import posix\nprint(posix.environ)",
    "import sys\nprint(sys.argv, sys.path, sys.modules['os'].environ)",
    "import builtins\nprint(builtins.__import__('os').environ)",
    "import importlib\nprint(importlib.import_module('os').environ)",
    "print(().__class__.__bases__[0].__subclasses__())",
    "print([c for c in object.__subclasses__() if c.__name__ == 'Popen'])",
    "print((1).__class__.__mro__[-1].__subclasses__()[0].__init__.__globals__)",
    "def f():\n    pass\nprint(f.__globals__)",
    "def f():\n    pass\nprint(f.__code__.co_consts, f.__closure__)",
    "print(print.__self__.__dict__)",
    "print('{{0.__class__.__init__.__globals__}}'.format(ValueError()))",
    "import gc\nprint(gc.get_objects())",
    "import inspect\nprint(inspect.stack()[0].frame.f_back.f_globals)",
    "import sys\nprint(sys._getframe(0).f_builtins)",
    "try:\n    1 / 0\nexcept Exception as e:\n    print(e.__traceback__.tb_frame.f_globals)",
    "import ctypes\nprint(ctypes.CDLL(None).getenv(b'CANARY_KEY'))",
]
NETWORK = [
    "import socket\nsocket.create_connection(('127.0.0.1', {port}))",
    "import socket\ns = socket.socket()\ns.connect(('127.0.0.1', {port}))",
    "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}/')",
    "import http.client\nhttp.client.HTTPConnection('127.0.0.1', {port}).request('GET', '/')",
    "import asyncio\nasyncio.run(asyncio.open_connection('127.0.0.1', {port}))",
    "import requests\nrequests.get('http://127.0.0.1:{port}/')",
    "import ftplib\nftplib.FTP().connect('127.0.0.1', {port})",
    "import smtplib\nsmtplib.SMTP('127.0.0.1', {port})",
    "import xmlrpc.client\nxmlrpc.client.ServerProxy('http://127.0.0.1:{port}').x()",
    "import os\nos.system('curl http://127.0.0.1:{port}')",
]
PROCESSES = [
    "import os\nos.system('touch {trace}')",
    "import os\nos.popen('touch {trace}').read()",
    "import os\nos.execv('/bin/touch', ['touch', {trace!r}])",
    "import os\nif os.fork() == 0:\n    open({trace!r}, 'w')",
    "import os\nos.posix_spawn('/bin/touch', ['touch', {trace!r}], {{}})",
    "import os\nos.kill(os.getppid(), 9)",
    "import subprocess\nsubprocess.run(['touch', {trace!r}])",
    "import subprocess\nsubprocess.Popen('touch {trace}', shell=True)",
    "import multiprocessing\nmultiprocessing.Process(target=print).start()",
    "import threading\nthreading.Thread(target=print).start()",
    "import pty\npty.spawn('/bin/sh')",
    "import signal\nsignal.raise_signal(9)",
    "eval(\"__import__('os').system('touch {trace}')\")",
    "exec(\"import os\\nos.system('touch {trace}')\")",
    "exec(compile(\"import os; os.system('touch {trace}')\", 'x', 'exec'))",
    "import code\ncode.interact()",
    "breakpoint()",
    "input()",
    "exit()",
    "raise SystemExit(3)",
    "import pickle\npickle.loads(b\"cos\\nsystem\\n(S'touch {trace}'\\ntR.\")",
    "import yaml\nyaml.unsafe_load(\"!!python/object/apply:os.system ['touch {trace}']\")",
]
LIMITS = [
    "while True:\n    pass",
    "x = 0\nwhile True:\n    x += 1",
    "x = [0] * 10**9",
    "x = 'a' * 10**10",
    "x = []\nwhile True:\n    x.append('a' * 10**6)",
    "x = bytes(10**10)",
    "x = {{i: str(i) * 1000 for i in range(10**8)}}",
    "x = 9 ** 9 ** 9",
    "x = 1 << 10**10",
    "def f():\n    return f()\nf()",
    "x = []\nfor i in range(10**6):\n    x = [x]\nprint(x)",
    "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
    "print('x' * 10**7)\n" * 50,
    "sorted(range(10**8), key=lambda v: -v)",
    "sum(i * i for i in range(10**10))",
    "import time\ntime.sleep(1000)",
    "x = [x for x in range(10**8)]",
    "a = [1]\nfor v in a:\n    a.append(v)",
]


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """A secret, a place where a trace would be left, and a listener that nobody may reach."""
    folder = tmp_path_factory.mktemp("outside")
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    listener = socket.create_server(("127.0.0.1", 0))
    calls = []

    def listen():
        while True:
            try:
                calls.append(listener.accept())
            except OSError:
                return

    threading.Thread(target=listen, daemon=True).start()
    os.environ["CANARY_KEY"] = SECRET
    yield {"folder": folder, "secret": secret, "port": listener.getsockname()[1], "calls": calls}
    del os.environ["CANARY_KEY"]
    listener.close()


def attempt(code, outside, tmp_path):
    """What the code printed, with the secret out of its reach; the place of its trace."""
    trace = tmp_path / "trace"
    places = {"secret": str(outside["secret"]), "folder": str(outside["folder"]), "trace": str(trace)}
    runs = sandbox.run([code.format(**places, port=outside["port"])])
    return "".join(run.printed for run in runs), trace


@pytest.mark.parametrize("code", [*FILES, *KEYS, *NETWORK, *PROCESSES])
def test_nothing_is_reached(code, outside, tmp_path):
    printed, trace = attempt(code, outside, tmp_path)
    assert SECRET not in printed
    assert not trace.exists()
    assert outside["calls"] == []
    assert sandbox.run(["print(1)"])[0].printed == "1\n"  # and the next run is as ever


@pytest.mark.parametrize("code", LIMITS)
def test_nothing_goes_beyond_its_limits(code, outside, tmp_path):
    printed, _ = attempt(code, outside, tmp_path)
    assert len(printed) <= sandbox.MOST_PRINTED
    assert sandbox.run(["print(1)"])[0].printed == "1\n"


def test_there_are_enough_attempts():
    assert len(FILES + KEYS + NETWORK + PROCESSES + LIMITS) >= 60

"""A model server behind ours, over OpenAI's wire, that does what a test tells it and notes what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ..providers.recorded import OPENAI_TEXT, openai_chunk, sse

WORD = sse(openai_chunk({"content": "on and "}))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        upstream = self.server.upstream
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.path.endswith("/chat/completions"):  # it is no Ollama, as whoever looks for one is told
            self.send_error(404)
            return
        upstream.bodies.append(body)
        status, body, headers = upstream.reply
        self.send_response(status)
        self.send_header("Content-Type", "text/event-stream" if status == 200 else "application/json")
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        if status == 200 and not body.endswith(b"[DONE]\n\n"):
            self._stay(upstream)

    def _stay(self, upstream):
        """Says a word now and then, or nothing, until whoever asked has gone."""
        self.connection.settimeout(0.05)
        try:
            while True:
                try:
                    if not self.connection.recv(1):
                        break
                except TimeoutError:
                    self.wfile.write(b"" if upstream.silent else WORD)
        except OSError:
            pass
        upstream.left.set()

    def log_message(self, *_):
        pass


class Upstream:
    """Use it as a context; ``settings`` are the variables by which a server of ours finds it."""

    def __init__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.upstream = self
        self.settings = {
            "CONVERGIO_SCRIPTED": "",
            "CONVERGIO_OPENAI_BASE_URL": f"http://127.0.0.1:{self._server.server_port}/v1",
            "CONVERGIO_OPENAI_MODELS": "m,busy",
            "OPENAI_API_KEY": "sk-upstream",
        }
        self.forget()

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @property
    def asked(self):
        return len(self.bodies)

    def forget(self):
        self.bodies, self.left, self.silent = [], threading.Event(), False
        self.says(OPENAI_TEXT)

    def says(self, body):
        self.reply = (200, body, {})

    def never_ends(self, *, silent):
        """A first word, then more of them, or silence, until whoever asked has gone."""
        self.silent = silent
        self.says(WORD)

    def refuses(self, status, error, **headers):
        body = json.dumps({"error": {"message": "no", "type": error, "code": error}}).encode()
        self.reply = (status, body, {name.replace("_", "-"): value for name, value in headers.items()})

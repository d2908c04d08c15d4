"""An Ollama server without a model: it keeps to the documented protocol, and says a fixed text.

NDJSON lines, ``format``, ``tools``, ``options.stop`` and ``options.num_predict`` as in docs/api.md; vectors by topic.
"""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = ["A", "cell", "is", "the", "smallest", "unit", "of", "life", "and", "it", "makes", "what", "all", "need."]
CONTEXT = 8192
# What it takes the meaning of a text to be: how much of it is about each of these.
TOPICS = (("plant", "leaf", "leaves", "eat", "sunlight"), ("light", "prism", "rainbow"), ("rock", "volcano"))


def meant(texts):
    return [[0.01 + sum(text.lower().count(word) for word in topic) for topic in TOPICS] for text in texts]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._whole(200, {"models": [{"name": "m", "model": "m"}]})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body["model"] != "m":
            return self._whole(404, {"error": f"model '{body['model']}' not found"})
        if self.path == "/api/show":
            return self._whole(200, {"details": {"format": "gguf"}})
        if self.path == "/api/embed":
            return self._whole(200, {"model": "m", "embeddings": meant(body["input"])})
        options, asked = body["options"], sum(len(each["content"].split()) for each in body["messages"])
        if asked > CONTEXT:
            return self._whole(400, {"error": "the input exceeds the context length"})
        if body.get("tools"):
            function = body["tools"][0]["function"]
            arguments = {name: each["enum"][0] for name, each in function["parameters"]["properties"].items()}
            message = {"tool_calls": [{"function": {"name": function["name"], "arguments": arguments}}]}
            return self._lines([message], asked, "stop")
        said = _by_format(body["format"]) if body.get("format") else [f"{word} " for word in WORDS]
        stop = next((at for at, word in enumerate(said) if word.strip() in options.get("stop", ())), len(said))
        room = options["num_predict"]
        reason = "length" if stop > room else "stop"
        return self._lines([{"content": word} for word in said[: min(stop, room)]], asked, reason)

    def _lines(self, messages, asked, reason):
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        end = {"done": True, "done_reason": reason, "prompt_eval_count": asked, "eval_count": len(messages)}
        for more in [*({"message": {"role": "assistant", "content": "", **m}, "done": False} for m in messages), end]:
            line = {"model": "m", "message": {"role": "assistant", "content": ""}, **more}
            self.wfile.write(json.dumps(line).encode() + b"\n")
            self.wfile.flush()
            time.sleep(0.002)

    def _whole(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def _by_format(schema):
    if "anyOf" in schema:
        return ['{"tool": "draw",', ' "arguments": {"size": "small"}}']
    return ['{"alive":', " true}"]


@contextmanager
def fake_ollama():
    """The URL of such a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()

"""A page is fetched from the open network only, redirects included, and only through the door."""

import http.server
import threading

import pytest

from convergio_jupyter.core.errors import LocalOnly
from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.reading.web import WEB_FETCH, fetch, is_public

PAGE = (
    "<html><head><title>T</title><style>p{}</style><script>steal()</script></head><body><h1>Light</h1><p>It bends.</p>"
)


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        status, headers, body = self.server.pages[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    html = {"Content-Type": "text/html; charset=utf-8"}
    server.asked = []
    server.pages = {
        "/": (200, html, PAGE.encode()),
        "/moved": (302, {"Location": "/"}, b""),
        "/round": (302, {"Location": "/round"}, b""),
        "/inside": (302, {"Location": "http://[::1]:1/"}, b""),
        "/odd": (302, {"Location": "file:///etc/passwd"}, b""),
        "/plain": (200, {"Content-Type": "text/plain; charset=latin-1"}, "perché".encode("latin-1")),
        "/charset": (200, {"Content-Type": "text/plain; charset=nothing"}, b"x"),
        "/small": (200, {"content-type": "text/html"}, PAGE.encode()),
        "/leads": (302, {"location": "/small"}, b""),
        "/picture": (200, {"Content-Type": "image/png"}, b"x"),
        "/gone": (404, {}, b""),
        "/long": (200, html, b"<p>x</p>" * 400_000),
    }
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def here(address):
    return address == "127.0.0.1"


def desk(check=lambda url: None, lang="en"):
    return Desk(check=check, lang=lang)


def test_a_page_is_its_words(site):
    assert fetch(f"{site.url}/", desk(), here) == (f"{site.url}/", "T\nLight\nIt bends.")
    assert fetch(f"{site.url}/plain", desk(), here)[1] == "perché"
    assert fetch(f"{site.url}/charset", desk(), here)[1] == "x"


def test_a_site_may_write_its_headers_in_small_letters(site):
    assert fetch(f"{site.url}/leads", desk(), here) == (f"{site.url}/small", "T\nLight\nIt bends.")


def test_redirects_are_followed_and_end(site):
    assert fetch(f"{site.url}/moved", desk(), here)[0] == f"{site.url}/"
    with pytest.raises(Unable, match="without an end"):
        fetch(f"{site.url}/round", desk(), here)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/inside", "open network"),
        ("/odd", "no address of a page"),
        ("/picture", "but image/png"),
        ("/gone", "answered with 404"),
    ],
)
def test_what_is_no_page_is_refused(site, path, sentence):
    with pytest.raises(Unable, match=sentence):
        fetch(f"{site.url}{path}", desk(), here)


def test_this_computer_and_private_networks_are_refused(site):
    for url in (
        site.url,
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
    ):
        with pytest.raises(Unable, match="open network"):
            fetch(url, desk())
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1"),
        *("::1", "fe80::1%eth0", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1"),
        *("64:ff9b::a9fe:a9fe", "2002:7f00:1::"),
        *("64:ff9b:1::7f00:1", "64:ff9b:1:ffff::1", "192.88.99.1", "3fff::1", "3fff:fff::1", "5f00::1"),
        *("::ffff:192.88.99.1", "2002:c058:6301::"),
    ],
)
def test_only_addresses_of_the_open_network_are_public(address):
    assert not is_public(address)
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.mark.parametrize(
    "url", ["ftp://a/", "file:///etc/passwd", "https://user:pass@a/", "//a/", "x", "http://a:99999/", "http://[/"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(Unable, match="no address of a page"):
        fetch(url, desk(), here)


def test_the_door_is_asked_for_each_address(site):
    asked = []
    fetch(f"{site.url}/moved", desk(asked.append), here)
    assert asked == [f"{site.url}/moved", f"{site.url}/"]


def test_where_the_door_is_closed_nothing_is_contacted(site):
    def closed(url):
        raise LocalOnly(host="a")

    with pytest.raises(Unable, match="stay on this computer"):
        fetch(site.url, desk(closed), here)
    with pytest.raises(Unable, match="Nothing may leave"):
        fetch(site.url, desk(None), here)
    assert site.asked == []


def test_it_acts_and_what_it_brings_is_untrusted():
    assert WEB_FETCH.effect == "acts"
    assert WEB_FETCH.taints


def test_a_long_page_is_cut(site):
    assert len(fetch(f"{site.url}/long", desk(), here)[1]) < 2_000_000

"""The way to the web, against a real server that behaves well and badly: each failure is one clear sentence."""

import ipaddress
import socket
import time

import httpcore
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.articles import from_url
from geo.articles.address import check_url, is_public
from geo.articles.fetch import MAX_BYTES, PAGES, Fetcher
from geo.errors import AddressError, FetchError, FetchTimeoutError, GeoError, InputError
from geo.version import __version__
from tests.web import Elsewhere, article, gzip_bomb

QUICK = Fetcher(seconds=1)
PUBLIC = "93.184.215.14"


def sentence(url, fetcher=QUICK, kind=FetchError):
    """What a fetch is refused with."""
    with pytest.raises(kind) as caught:
        fetcher.get(url, kinds=PAGES)
    message = str(caught.value)
    assert message.endswith((".", ".)"))
    assert "\n" not in message
    return message


def test_a_page_is_fetched_with_an_honest_name(site, monkeypatch):
    answer = QUICK.get(site.url + "/article/1", kinds=PAGES)
    assert answer.content == article(1).encode()
    assert (answer.content_type, answer.charset) == ("text/html", "utf-8")
    assert site.headers["user-agent"] == f"dateline/{__version__}"
    monkeypatch.setenv("DATELINE_CONTACT", "desk@example.org")
    QUICK.get(site.url + "/article/1", kinds=PAGES)
    assert site.headers["user-agent"] == f"dateline/{__version__} (+desk@example.org)"
    monkeypatch.setenv("DATELINE_CONTACT", "desk\r\nX: y")
    with pytest.raises(InputError, match="DATELINE_CONTACT"):
        QUICK.get(site.url + "/article/1", kinds=PAGES)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/401", "asks for a password"),
        ("/402", "asks for a subscription"),
        ("/403", "refuses programs, or asks for a subscription"),
        ("/404", "has no such page"),
        ("/410", "has taken the page away"),
        ("/429", "too many requests"),
        ("/451", "for legal reasons"),
        ("/500", "is out of order. Try again later"),
        ("/503", "is out of order. Try again later"),
        ("/drip", "did not finish within 1 seconds"),
        ("/silent", "did not finish within 1 seconds"),
        ("/large", "larger than 5 MB"),
        ("/bomb", "larger than 5 MB"),
        ("/broken", "broke the answer off"),
        ("/cut", "broke the answer off"),
        ("/noise", "broke the answer off"),
        ("/not-gzip", "packed wrongly"),
        ("/brotli", "packs its pages in a way that was not asked for (br)"),
        ("/circle", "redirects in a circle"),
        ("/further", "redirects more than 5 times"),
        ("/metadata", "169.254.169.254 is in a private network"),
        ("/ftp", "“ftp://example.org/a” is no web address"),
        ("/nowhere", "is no web address"),
        ("/picture", "leads to a picture (image/png)"),
        ("/feed", "leads to a feed"),
    ],
)
def test_each_failure_has_its_sentence(site, path, words):
    gzip_bomb(200_000_000)  # made before the clock runs
    started = time.monotonic()
    assert words in sentence(site.url + path)
    assert time.monotonic() - started < 5  # the deadline of one second is for all, not for each read


def test_no_more_is_unpacked_than_the_bound(site):
    """A gzip of gzip, members of gzip, and raw deflate are bounded as well."""
    assert len(gzip_bomb(200_000_000)) < MAX_BYTES
    members = gzip_bomb(4_000_000) * 3
    site.serve("/members", members, headers={"Content-Encoding": "gzip"})
    assert "larger than 5 MB" in sentence(site.url + "/members")
    site.serve("/twice", members, headers={"Content-Encoding": "gzip, gzip"})
    assert "not asked for" in sentence(site.url + "/twice")


def test_packed_pages_are_unpacked(site):
    import gzip
    import zlib

    page = article(1).encode()
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": [gzip.compress(page), gzip.compress(page[:99]) + gzip.compress(page[99:])],
        "deflate": [zlib.compress(page), raw.compress(page) + raw.flush()],
    }
    for encoding, bodies in packed.items():
        for body in bodies:
            url = site.serve("/packed", body, headers={"Content-Encoding": encoding})
            assert QUICK.get(url, kinds=PAGES).content == page


def test_redirects_are_followed_up_to_five_times(site):
    for number in range(5):
        site.redirect(f"/hop{number}", f"/hop{number + 1}")
    site.redirect("/hop5", "/article/1")
    assert QUICK.get(site.url + "/hop1", kinds=PAGES).url == site.url + "/article/1"
    assert "more than 5 times" in sentence(site.url + "/hop0")


def test_only_the_one_server_of_the_test_is_allowed(site, monkeypatch):
    site.redirect("/neighbour", f"{site.other_url}/article/1")
    port = site.allow.partition(":")[2]
    for url in (site.other_url, site.url + "/neighbour", f"http://localhost:{port}", f"http://[::1]:{port}"):
        assert "port" in sentence(url)
    assert "127.0.0.1, which is in a private network" in sentence("http://localhost/")
    monkeypatch.delenv("DATELINE_TEST_ALLOW")
    asked = list(site.asked)
    sentence(site.url + "/article/1")
    assert site.asked == asked


def test_without_its_port_in_the_way_loopback_is_refused_by_its_address(site, monkeypatch):
    monkeypatch.setattr("geo.articles.address.PORTS", {int(site.other_url.rpartition(":")[2])})
    site.redirect("/neighbour", f"{site.other_url}/article/1")
    assert "127.0.0.1 is in a private network" in sentence(site.url + "/neighbour")
    assert site.asked == ["/neighbour"]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0", "0"),
        *(
            "127.1",
            "0x7f.1",
            "0x7f000001",
            "2130706433",
            "017700000001",
            "127。0。0。1",
            "224.0.0.1",
            "255.255.255.255",
        ),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]"),
        *("[2002:7f00:1::]", "[2001:0:1::1]", "[fc00::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[64:ff9b:1::1]"),
    ],
)
def test_no_spelling_of_a_private_address_passes(host):
    assert "private network" in sentence(f"http://{host}/", kind=AddressError)


@given(st.ip_addresses())
@example(ipaddress.ip_address("::ffff:10.0.0.1"))
def test_a_public_address_is_global_and_no_private_one_is_public(ip):
    if is_public(str(ip)):
        assert ip.is_global
    if ip.version == 4:
        number = int(ip)
        for shape in (f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"):
            assert is_public(shape) == is_public(str(ip))


@pytest.mark.parametrize(
    "url",
    [
        *("", "  ", "example.org/news", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://"),
        *("http:///path", "http://[::1", "http://exa mple.org/", "http://a\r\nb.org/", "http://[fe80::1%25eth0]/"),
        *("http://127%2e0.0.1/", "http://user:pass@example.org/", "http://user@example.org/", "http://example.org:22/"),
        *("http://example.org:99999/", "http://example.org/" + "a" * 3000, "gopher://example.org:80/", "//example.org"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused_unasked(url):
    sentence(url, Fetcher(resolve=lambda *_: pytest.fail("looked up")), AddressError)


@given(st.text(max_size=60))
def test_no_text_takes_the_check_down(text):
    for url in (text, f"http://{text}", f"http://example.org/{text}"):
        try:
            assert check_url(url).host
        except GeoError as error:
            assert str(error)


def test_international_names_and_paths_are_asked_in_their_wire_form(site):
    looked_up = []
    fetcher = Fetcher(resolve=lambda host, port: looked_up.append((host, port)) or ["10.0.0.1"])
    sentence("https://bücher.example/straße ü?q=ß", fetcher)
    assert looked_up == [("xn--bcher-kva.example", 443)]


def test_the_address_that_was_judged_is_the_one_connected_to(site):
    """A name that leads to a public address at the first look-up and to a private one at the second."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    backend = Elsewhere(site, None)
    fetcher = Fetcher(seconds=1, resolve=lambda *_: next(answers), backend=backend)
    assert fetcher.get("http://rebind.example/article/1", kinds=PAGES).content
    assert backend.asked == [PUBLIC]  # the number, never the name
    assert "rebind.example leads to 127.0.0.1, which is in a private network" in sentence(
        "http://rebind.example/article/1", fetcher
    )
    assert backend.asked == [PUBLIC]
    assert site.asked == ["/article/1"]


def test_each_redirect_is_judged_anew(site):
    answers = iter([[PUBLIC], ["10.0.0.7"]])
    site.redirect("/again", "http://rebind.example/secret")
    fetcher = Fetcher(seconds=1, resolve=lambda *_: next(answers), backend=Elsewhere(site, None))
    assert "leads to 10.0.0.7" in sentence("http://rebind.example/again", fetcher)
    assert site.asked == ["/again"]


@pytest.mark.parametrize(("peer", "words"), [("127.0.0.1", "private network"), ("8.8.8.8", "another machine")])
def test_the_other_end_of_the_socket_is_judged_too(site, peer, words):
    fetcher = Fetcher(seconds=1, resolve=lambda *_: [PUBLIC], backend=Elsewhere(site, peer))
    assert words in sentence("http://example.org/article/1", fetcher)
    assert site.asked == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(site):
    backend = Elsewhere(site, None)
    assert "leads to ::1" in sentence(
        "http://example.org/", Fetcher(resolve=lambda *_: [PUBLIC, "::1"], backend=backend)
    )
    assert backend.asked == []


def test_the_next_address_is_tried_where_the_first_refuses(site):
    class Half(Elsewhere):
        def connect_tcp(self, host, *rest):
            if host == PUBLIC:
                raise httpcore.ConnectError from ConnectionRefusedError()
            return super().connect_tcp(host, *rest)

    fetcher = Fetcher(seconds=1, resolve=lambda *_: [PUBLIC, "2606:2800:21f::1"], backend=Half(site, None))
    assert fetcher.get("http://example.org/article/1", kinds=PAGES).content


def test_names_that_are_not_found_are_told():
    def unknown(*_):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert "gone.example is no host that is known" in sentence("http://gone.example/", Fetcher(resolve=unknown))
    assert "no address" in sentence("http://gone.example/", Fetcher(resolve=lambda *_: []))


def test_a_look_up_without_end_ends_at_the_deadline():
    fetcher = Fetcher(seconds=0.2, resolve=lambda *_: time.sleep(1) or [PUBLIC])
    assert "did not finish within 0.2 seconds" in sentence("http://slow.example/", fetcher, FetchTimeoutError)


def test_a_server_that_does_not_encrypt_or_listen_is_told(site, monkeypatch):
    assert "does not answer encrypted" in sentence(site.url.replace("http:", "https:"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("DATELINE_TEST_ALLOW", f"127.0.0.1:{port}")
    assert "refuses the connection" in sentence(f"http://127.0.0.1:{port}/")


def test_proxies_of_the_environment_are_passed_by(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert from_url(site.url + "/article/1").title == "Train to Vienna 1"

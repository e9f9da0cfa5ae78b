"""Where webhooks may go, and what an unfriendly other side can do to them."""

import datetime as dt
import ipaddress
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from obligations.webhooks.delivery import addresses, post
from obligations.webhooks.delivery.addresses import Forbidden
from tests.obligations.webhooks.receivers import raw, receiving

LOOPBACK = addresses.networks(["127.0.0.0/8"])


def resolving(monkeypatch, *answers):
    """Let every name resolve to each answer in turn, the last one again and again."""
    asked = []

    def getaddrinfo(host, port, *args, **kwargs):
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        kinds = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (kinds[ipaddress.ip_address(one).version], socket.SOCK_STREAM, 6, "", (one, port))
            for one in found
        ]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "100.64.0.1",
        "169.254.169.254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
        "2002:7f00:1::1", "2001:0:0:0:0:0:f5ff:fffe",
    ],
)  # fmt: skip
def test_a_host_that_is_not_public_is_not_called(monkeypatch, address):
    resolving(monkeypatch, [address])

    with pytest.raises(Forbidden, match="not on the public internet"):
        addresses.resolve("https://hooks.example/")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_a_public_host_is_called(monkeypatch, address):
    resolving(monkeypatch, [address])

    assert addresses.resolve("https://hooks.example/a?b=c").addresses == (address,)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    resolving(monkeypatch, ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(Forbidden):
        addresses.resolve("https://hooks.example/")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/", "ftp://hooks.example/", "https://", "https:///path", "hooks",
        "https://a:b@hooks.example/", "https://hooks.example/#x", "https://hooks.example:99999/",
        "https://hooks.example/a b", "https://hooks.example/\n", "https://[::1/", "javascript:1",
        "https://hooks.example/" + "a" * 2000, "https://hooks.example/ü",
    ],
)  # fmt: skip
def test_what_is_no_address_to_call_is_refused(url):
    with pytest.raises(Forbidden):
        addresses.parse(url)


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "localhost"])
def test_other_spellings_of_loopback_are_seen_through(host):
    with pytest.raises(Forbidden):
        addresses.resolve(f"https://{host}/")


def test_plain_http_stays_within_networks_the_operator_opened(monkeypatch):
    resolving(monkeypatch, ["93.184.216.34"])

    with pytest.raises(Forbidden, match="https"):
        addresses.resolve("http://hooks.example/", opened=LOOPBACK)


def certificate(folder, name):
    """A certificate of a host, signed by itself; answers its file."""
    key, today = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(
        key.private_bytes(*form, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_the_address_judged_is_the_one_connected_to_and_tls_proves_the_name(monkeypatch, tmp_path):
    file = certificate(tmp_path, "hooks.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    # A name that is public when it is judged and private when it would be asked again.
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with receiving(context) as server:
        url = f"https://hooks.example:{server.port}/hook"

        answer = post.send(url, body=b"{}", headers={}, opened=LOOPBACK)

        assert (answer.status, answer.error) == (204, "")
        assert asked == ["hooks.example"]
        assert server.names == ["hooks.example"]
        assert server.came[0][1]["Host"] == f"hooks.example:{server.port}"


def test_a_certificate_of_another_host_is_refused(monkeypatch, tmp_path):
    file = certificate(tmp_path, "other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    resolving(monkeypatch, ["127.0.0.1"])
    with receiving(context) as server:
        answer = post.send(
            f"https://hooks.example:{server.port}/", body=b"{}", headers={}, opened=LOOPBACK
        )

        assert answer.status is None
        assert "certificate does not prove" in answer.error
        assert server.came == []


def test_a_redirect_is_not_followed():
    with receiving() as target, receiving() as server:
        server.status, server.headers = 302, {"Location": target.url}

        answer = post.send(server.url, body=b"{}", headers={}, opened=LOOPBACK)

        assert (answer.status, answer.is_taken) == (302, False)
        assert answer.error == "Redirects are not followed."
        assert target.came == []


def test_a_huge_answer_is_read_to_its_limit_alone():
    sent = []

    def part():
        sent.append(1)
        return b"x" * 1_000_000

    with receiving() as server:
        server.status, server.body = 200, [part] * 500

        answer = post.send(server.url, body=b"{}", headers={}, opened=LOOPBACK)
        time.sleep(0.2)

        assert answer.is_taken
        assert len(answer.excerpt) == post.EXCERPT
        assert len(sent) < 100


def test_a_server_that_never_answers_is_left(monkeypatch):
    monkeypatch.setattr(post, "LONGEST", 0.5)
    with raw(lambda connection: time.sleep(2)) as url:
        answer = post.send(url, body=b"{}", headers={}, opened=LOOPBACK)

    assert answer.error.startswith("No whole answer within")
    assert answer.milliseconds < 1_500


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_left_all_the_same(monkeypatch, start):
    monkeypatch.setattr(post, "LONGEST", 0.6)

    def drip(connection):
        connection.sendall(start)
        for _ in range(40):
            connection.sendall(b"X-A: b\r\n" if start else b"H")
            time.sleep(0.1)

    with raw(drip) as url:
        answer = post.send(url, body=b"{}", headers={}, opened=LOOPBACK)

    assert answer.milliseconds < 2_500


def test_a_port_nobody_listens_on_is_said():
    with socket.create_server(("127.0.0.1", 0)) as one:
        url = f"http://127.0.0.1:{one.getsockname()[1]}/"

    assert post.send(url, body=b"{}", headers={}, opened=LOOPBACK).error == (
        "The host refused the connection."
    )


def test_an_answer_that_is_no_http_is_said():
    with raw(lambda connection: connection.sendall(b"SSH-2.0-x\r\n")) as url:
        answer = post.send(url, body=b"{}", headers={}, opened=LOOPBACK)

    assert answer.status is None
    assert "BadStatusLine" in answer.error

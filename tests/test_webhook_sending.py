"""One request to a webhook: signed as the standard has it, to where it may go, and never for long."""

import base64
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook as Judge
from standardwebhooks.webhooks import WebhookVerificationError

from newsmarkup.errors import AddressRefused
from newsmarkup.webhooks import address, sending, signing
from newsmarkup.webhooks.address import is_public, resolve, target
from tests.receiver import receiving

pytestmark = pytest.mark.pure

LOOPBACK = ["127.0.0.1"]


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


# -- signatures ------------------------------------------------------------------------------------------------------


def signed(*secrets, body=b'{"a":1}', at=None, id="msg_1"):
    return signing.headers(secrets, id, int(time.time()) if at is None else at, body)


def test_a_signature_is_what_the_standard_says():
    # The example of the specification's reference libraries.
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    assert signing.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_the_standards_own_library_verifies_it():
    secret = signing.new_secret()
    assert Judge(secret).verify(b'{"a":1}', signed(secret)) == {"a": 1}
    for wrong in (
        signed(signing.new_secret()),
        {**signed(secret), "webhook-id": "msg_2"},
        signed(secret, at=int(time.time()) - 400),
        signed(secret, body=b'{"a":2}'),
    ):
        with pytest.raises(WebhookVerificationError):
            Judge(secret).verify(b'{"a":1}', wrong)


def test_while_a_secret_is_replaced_both_verify():
    old, new = signing.new_secret(), signing.new_secret()
    assert Judge(old).verify(b'{"a":1}', signed(new, old)) == Judge(new).verify(b'{"a":1}', signed(new, old))


def test_the_receivers_example_in_the_docs():
    docs = (Path(__file__).resolve().parents[1] / "docs" / "webhooks.md").read_text(encoding="utf-8")
    example = {}
    exec(re.search(r"```python\n(import base64.*?)```", docs, re.DOTALL)[1], example)
    verified, body = example["verified"], b'{"a":1}'
    old, new = signing.new_secret(), signing.new_secret()
    assert verified(new, signed(new, old), body) and verified(old, signed(new, old), body)
    assert not verified(new, signed(old), body) and not verified(new, signed(new), body + b" ")
    assert not verified(new, signed(new, at=int(time.time()) - 301), body)


def test_secrets_have_the_length_that_is_asked_for_and_ids_no_full_stop():
    assert len(base64.b64decode(signing.new_secret().removeprefix("whsec_"))) == 32
    assert "." not in signing.new_id()


# -- where to --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False), ("127.8.8.8", False), ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("240.0.0.1", False), ("255.255.255.255", False), ("192.0.2.1", False), ("198.18.0.1", False),
        ("::", False), ("::1", False), ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("fd00:ec2::254", False), ("fec0::1", False), ("ff02::1", False), ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True), ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::a9fe:a9fe", False), ("2002:7f00:1::", False), ("2002:5db8:d822::", False),
        ("2001:0:5ef5:79fd::", False),
    ],
)  # fmt: skip
def test_what_is_public(ip, public):
    assert is_public(ip) is public


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data/", "https://[::ffff:10.0.0.1]/",
     "https://[fd00:ec2::254]/", "https://10.1.2.3:8443/"],
)  # fmt: skip
def test_a_private_address_is_refused_where_it_is_entered(url):
    with pytest.raises(AddressRefused, match="WEBHOOK_HOSTS"):
        target(url)


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost", "LOCALHOST."])
def test_a_private_address_in_disguise_is_refused_when_it_is_looked_up(host):
    with pytest.raises(AddressRefused, match="WEBHOOK_HOSTS"):
        resolve(target(f"https://{host}/"))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://partner.example/", "not encrypted"), ("ftp://partner.example/", "is no address"),
        ("file:///etc/passwd", "is no address"), ("https://", "is no address"), ("hooks", "is no address"),
        ("https://a:b@partner.example/", "leave it out"), ("https://partner.example:99999/", "is no address"),
        ("https://partner.example/a b", "white space"), ("https://partner.example/\r\nHost: other", "white space"),
        ("https://[::1", "is no address"), ("https://" + "a" * 70 + "ü.example/", "is no address"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_said(url, why):
    with pytest.raises(AddressRefused, match=why):
        target(url)


def test_an_address_in_its_parts():
    one = target("https://Zürich.example:8443/häfen/?q=a b".replace(" ", "%20"))
    assert (one.host, one.port, one.path) == ("xn--zrich-kva.example", 8443, "/h%C3%A4fen/?q=a%20b")
    assert one.authority == "xn--zrich-kva.example:8443"
    assert target("https://partner.example").authority == "partner.example"
    assert target("https://[2606:2800:220:1::1]/").authority == "[2606:2800:220:1::1]"


def test_what_the_newsroom_allows_may_be_private_and_unencrypted():
    assert resolve(target("http://127.0.0.1:9000/", LOOPBACK)) == ["127.0.0.1"]
    assert target("http://127.0.0.1:9000/", ["127.0.0.1:9000"]).trusted
    with pytest.raises(AddressRefused):
        target("http://127.0.0.1:9001/", ["127.0.0.1:9000"])


def lookup(*answers):
    """A resolver that says another thing each time."""
    said = list(answers)

    def getaddrinfo(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in said.pop(0)]

    return getaddrinfo


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr(address.socket, "getaddrinfo", lookup(["93.184.216.34", "10.0.0.1"]))
    answer = sending.post("https://partner.example/", b"{}", {})
    assert "10.0.0.1" in answer.problem and not answer.ok


def test_a_name_that_changes_its_mind_leads_nowhere_else(monkeypatch, receiver):
    """The second look-up would say 127.0.0.1: there is none; the connection goes to the address that was checked."""
    tried = []
    monkeypatch.setattr(address.socket, "getaddrinfo", lookup(["93.184.216.34"], ["127.0.0.1"]))

    def connect(address, *args, **kwargs):
        tried.append(address[0])
        raise OSError("unreachable")

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    sending.post(f"https://partner.example:{receiver.port}/", b"{}", {})
    assert tried == ["93.184.216.34"] and not receiver.got


# -- sending ---------------------------------------------------------------------------------------------------------


def send(receiver, **headers):
    return sending.post(receiver.url, b'{"a":1}', headers, LOOPBACK)


def test_a_request_and_its_answer(receiver):
    receiver.answers = [(202, {"X-Own": "1"}, "angekommen: ü\x00".encode())]
    answer = send(receiver, **{"webhook-id": "msg_1"})
    assert answer.ok and answer.code == 202 and answer.text == "angekommen: ü\N{REPLACEMENT CHARACTER}"
    ((path, headers, body),) = receiver.got
    assert path == "/hooks?to=us" and body == b'{"a":1}' and headers["webhook-id"] == "msg_1"
    assert headers["Host"] == f"127.0.0.1:{receiver.port}" and headers["Content-Type"] == "application/json"


def test_redirects_are_not_followed(receiver):
    receiver.answers = [(307, {"Location": receiver.url}, b"")]
    answer = send(receiver)
    assert answer.code == 307 and not answer.ok and len(receiver.got) == 1


def test_proxies_of_the_environment_are_not_asked(receiver, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert send(receiver).ok


def test_a_long_answer_is_read_no_further_than_its_beginning(receiver):
    receiver.answers = [(500, {}, b"x" * 5_000_000)]
    assert len(send(receiver).text) == sending.MOST_SHOWN


def test_who_does_not_answer_is_not_awaited(receiver, monkeypatch):
    monkeypatch.setattr(sending, "READ", 0.05)
    over = threading.Event()
    receiver.answers = [lambda connection: over.wait(20)]
    answer = send(receiver)
    over.set()
    assert answer.code is None and answer.problem.startswith("No answer within")


def test_who_answers_drop_by_drop_is_hung_up_on(receiver, monkeypatch):
    monkeypatch.setattr(sending, "WHOLE", 0.2)

    def drip(connection):
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.02)
        except OSError:
            return

    receiver.answers = [drip]
    began = time.monotonic()
    answer = send(receiver)
    assert answer.code is None and answer.problem.startswith("No whole answer within")
    assert time.monotonic() - began < 15


def test_so_is_who_begins_to_encrypt_drop_by_drop(monkeypatch):
    monkeypatch.setattr(sending, "WHOLE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            connection, _address = server.accept()
            with connection, suppress(OSError):
                for byte in b"\x16\x03\x03\x3f\xff" + bytes(1000):
                    connection.sendall(bytes([byte]))
                    time.sleep(0.02)

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        answer = sending.post(f"https://127.0.0.1:{server.getsockname()[1]}/", b"", {}, LOOPBACK)
        thread.join()
    assert answer.problem.startswith("No whole answer within") and time.monotonic() - began < 15


def test_what_goes_wrong_is_said_in_words(receiver):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refused = sending.post(f"http://127.0.0.1:{port}/", b"", {}, LOOPBACK)
    assert refused.problem == "The connection was refused: nobody listens there."
    plain = sending.post(f"https://127.0.0.1:{receiver.port}/", b"", {}, LOOPBACK)
    assert plain.problem.startswith("No encrypted connection")
    unknown = sending.post("https://nobody.invalid/", b"", {})
    assert unknown.problem == "The name of the host is not known (DNS)."
    receiver.answers = [lambda connection: connection.sendall(b"SSH-2.0\r\n")]
    assert send(receiver).problem.startswith("The connection failed")


# -- TLS: the certificate must be that of the name, whatever address it leads to ----------------------------------------


@pytest.fixture
def encrypted(receiver, tmp_path, monkeypatch):
    """The receiver behind a certificate for partner.example that is trusted; every name leads to loopback."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=partner.example"
    )
    command += " -addext subjectAltName=DNS:partner.example"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    everywhere = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]
    monkeypatch.setattr(address.socket, "getaddrinfo", lambda *args, **kwargs: everywhere)
    return receiver


def secure(receiver, host):
    return sending.post(f"https://{host}:{receiver.port}/", b"{}", {}, [host])


def test_the_certificate_of_the_name_is_asked_for(encrypted):
    assert secure(encrypted, "partner.example").ok
    assert encrypted.got[0][1]["Host"] == f"partner.example:{encrypted.port}"


def test_another_names_certificate_is_refused(encrypted):
    answer = secure(encrypted, "other.example")
    assert answer.problem.startswith("The certificate is not valid for this address") and not encrypted.got


def test_a_certificate_that_nobody_vouches_for_is_refused(encrypted, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "certificate" in secure(encrypted, "partner.example").problem and not encrypted.got

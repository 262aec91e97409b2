"""A server of fixed answers over TLS on this computer, with a certificate that only its test trusts."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Fixed(NamedTuple):
    """An answer: its status, its content type, its body, and where it redirects to."""

    status: int
    form: str
    body: bytes
    location: str = ""


class TlsFiles(NamedTuple):
    """The server.

    Args:
        place: host and port.
        certificate: of the authority to trust, a file.
        asked: path and headers of each request.
    """

    place: str
    certificate: Path
    asked: list[tuple[str, dict[str, str]]]


@contextmanager
def tls_files(folder: Path, answers: Mapping[str, Fixed]) -> Iterator[TlsFiles]:
    """Serve answers by path; what is not among them is 404."""
    certificate, key = make_certificate(folder)
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            asked.append((self.path, dict(self.headers.items())))
            fixed = answers.get(self.path, Fixed(404, "text/plain", b""))
            self.send_response(fixed.status)
            self.send_header("Content-Type", fixed.form)
            self.send_header("Content-Length", str(len(fixed.body)))
            if fixed.location:
                self.send_header("Location", fixed.location)
            self.end_headers()
            self.wfile.write(fixed.body)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="tls-files")
    thread.start()
    try:
        yield TlsFiles(f"127.0.0.1:{server.server_address[1]}", certificate, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(folder: Path, *hosts: str) -> tuple[Path, Path]:
    """For 127.0.0.1, and hosts: the files of a certificate, which is its own authority, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "VizDesk tests")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), *(x509.DNSName(one) for one in hosts)]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form, wording = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, wording))
    return certificate, secret

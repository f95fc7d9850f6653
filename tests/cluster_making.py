"""A cluster on this machine: its scheduler and workers as programs of their own, with TLS or without."""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

START_SECONDS = 60


def free_port():
    """A port of the loopback at which nobody listens now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Machines:
    """`with Machines() as machines`: start servers; all end with the block."""

    def __init__(self, *tls, **variables):
        self.address = f"dask://127.0.0.1:{free_port()}"
        self.tls = [str(part) for part in tls]
        self.variables = variables
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.running:
            self.kill(server)

    def start(self, kind, **variables):
        """Start a `scheduler` or a `worker`, and wait until it says that it is there."""
        server = subprocess.Popen(
            [sys.executable, "-m", "consentkit", "cluster", kind, self.address, *self.tls],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | self.variables | variables,
        )
        self.running.append(server)
        server.lines = queue.Queue()
        # Read on, so that a full pipe never stops it; what it said stays for the tests.
        threading.Thread(target=_follow, args=(server,), daemon=True).start()
        said = server.lines.get(timeout=START_SECONDS)
        assert self.address in said, said
        return server

    def kill(self, server):
        """Kill a server where it stands."""
        server.send_signal(signal.SIGKILL)
        server.wait()
        server.stdout.close()


def _follow(server):
    try:
        for line in server.stdout:
            server.lines.put(line)
    except ValueError:
        return
    finally:
        server.lines.put("")


def said_by(server):
    """Everything that a server has said since its first line."""
    lines = []
    while not server.lines.empty():
        lines.append(server.lines.get())
    return "".join(lines)


class Authority:
    """An authority of its own, which signs certificates into a folder."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, folder.name)])
        self.ca = self._written("ca.pem", self._signed(self.name, self.key.public_key(), is_ca=True))

    def options(self, name):
        """The options of the command line for a machine of this name."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        cert = self._written(f"{name}.pem", self._signed(subject, key.public_key(), is_ca=False))
        kept = self.folder / f"{name}.key"
        kept.touch(mode=0o600)
        kept.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return ["--tls-ca", self.ca, "--tls-cert", cert, "--tls-key", kept]

    def _written(self, name, cert):
        path = self.folder / name
        path.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        return path

    def _signed(self, subject, public, *, is_ca):
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            # From 3.13 on Python asks for all of these.
            .add_extension(_usage(is_ca=is_ca), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )


def _usage(*, is_ca):
    rest = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign")
    none = dict.fromkeys((*rest, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=not is_ca, key_cert_sign=is_ca, **none)

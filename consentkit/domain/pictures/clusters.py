"""Where pictures are scanned: on this machine, or on a cluster of machines, and how that one is reached."""

import re
from ipaddress import IPv4Network, IPv6Address, ip_address
from pathlib import Path
from typing import Self

from pydantic import model_validator

from consentkit.domain.errors import InvalidInput
from consentkit.domain.values import Value

SCHEME = "dask://"
HERE = "local"
"""What a person writes for this machine."""

_ADDRESS = re.compile(r"dask://(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<host>[a-z0-9.-]+)):(?P<port>[0-9]{1,5})", re.I)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label is not a number: what only looks like an address, such as 127.1, means others to others.
_NAME = re.compile(rf"(?:{_LABEL}\.)*(?!\d+$){_LABEL}", re.I)
_LOOPBACK = IPv4Network("127.0.0.0/8")


class Address(Value):
    """Where a cluster's scheduler listens; `host` is an IP address or a name in small letters."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Tell whether what is sent there stays on this machine; a name never counts as that."""
        try:
            ip = ip_address(self.host)
        except ValueError:
            return False
        return ip == IPv6Address("::1") if isinstance(ip, IPv6Address) else ip in _LOOPBACK

    @property
    def host_and_port(self) -> str:
        """The host, an IPv6 address in brackets, a colon and the port."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{SCHEME}{self.host_and_port}"


class TlsFiles(Value):
    """Three PEM files: the cluster's own authority, and this machine's certificate and key."""

    ca: Path
    cert: Path
    key: Path


class Engine(Value):
    """Who scans: this machine where there is no address, else the cluster there."""

    address: Address | None = None
    tls: TlsFiles | None = None

    @model_validator(mode="after")
    def _is_encrypted_elsewhere(self) -> Self:
        if self.address is not None and self.tls is None and not self.address.is_loopback:
            raise ValueError("pictures never travel unencrypted")
        return self


THIS_MACHINE = Engine()


def parse_address(given: str) -> Address:
    """Return the address in `dask://HOST:PORT`; `localhost` is 127.0.0.1.

    Raises InvalidInput (engine-malformed: given) for anything else, also for a path or a name of a user.
    """
    found = _ADDRESS.fullmatch(given.strip())
    if found is None or not 0 < int(found["port"]) < 2**16:
        raise InvalidInput("engine-malformed", given=given)
    host = (found["six"] or found["host"]).lower()
    if host == "localhost":
        host = "127.0.0.1"
    return Address(host=_host(host, given, is_bracketed=bool(found["six"])), port=int(found["port"]))


def _host(host: str, given: str, *, is_bracketed: bool) -> str:
    try:
        ip = ip_address(host)
    except ValueError:
        if is_bracketed or not _NAME.fullmatch(host):
            raise InvalidInput("engine-malformed", given=given) from None
        return host
    if is_bracketed != isinstance(ip, IPv6Address):
        raise InvalidInput("engine-malformed", given=given)
    return str(ip)


def cluster_at(given: str, tls: TlsFiles | None) -> Engine:
    """Return the cluster at an address.

    Raises InvalidInput: engine-malformed (given), and cluster-needs-tls (host) for another machine without
    TLS files: pictures never travel unencrypted.
    """
    address = parse_address(given)
    if tls is None and not address.is_loopback:
        raise InvalidInput("cluster-needs-tls", host=address.host)
    return Engine(address=address, tls=tls)


def tls_files(ca: Path | None, cert: Path | None, key: Path | None) -> TlsFiles | None:
    """Return the three files, `None` where none is named. Raises InvalidInput (cluster-tls-incomplete)."""
    if ca is None and cert is None and key is None:
        return None
    if ca is None or cert is None or key is None:
        raise InvalidInput("cluster-tls-incomplete")
    return TlsFiles(ca=ca, cert=cert, key=key)

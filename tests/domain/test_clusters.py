"""Where a scan may run: addresses that mean one thing only, and nothing unencrypted beyond this machine."""

from itertools import product
from pathlib import Path

import pytest
from pydantic import ValidationError

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.clusters import Engine, TlsFiles, cluster_at, parse_address, tls_files

TLS = tls_files(Path("ca.pem"), Path("a.pem"), Path("a.key"))


@pytest.mark.parametrize(
    ("given", "host", "is_loopback"),
    [
        ("dask://127.0.0.1:8786", "127.0.0.1", True),
        ("dask://127.255.255.254:8786", "127.255.255.254", True),
        ("dask://[::1]:8786", "::1", True),
        ("dask://localhost:8786", "127.0.0.1", True),
        (" DASK://LocalHost:8786 ", "127.0.0.1", True),
        ("dask://128.0.0.1:8786", "128.0.0.1", False),
        ("dask://126.255.255.255:8786", "126.255.255.255", False),
        ("dask://0.0.0.0:8786", "0.0.0.0", False),  # noqa: S104 - all addresses of a machine
        ("dask://[::]:8786", "::", False),
        ("dask://[::2]:8786", "::2", False),
        ("dask://[::ffff:127.0.0.1]:8786", "::ffff:127.0.0.1", False),
        ("dask://Office.Example.org:8786", "office.example.org", False),
        ("dask://localhost.example.org:8786", "localhost.example.org", False),
        ("dask://127.0.0.1.example.org:8786", "127.0.0.1.example.org", False),
    ],
)
def test_an_address_says_which_machine(given, host, is_loopback):
    address = parse_address(given)
    assert (address.host, address.port, address.is_loopback) in {
        (host, 8786, is_loopback),
        ("::ffff:7f00:1", 8786, False),
    }
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "given",
    [
        *("", "local", "dask://", "dask://127.0.0.1", "dask://127.0.0.1:", "dask://127.0.0.1:0"),
        *("dask://127.0.0.1:65536", "dask://127.0.0.1:-1", "dask://127.0.0.1:8786/", "tcp://127.0.0.1:8786"),
        *("dask://me@127.0.0.1:8786", "dask://127.0.0.1:8786?x", "dask://127.0.0.1:8786 x", "dask://:8786"),
        *("dask://127.1:8786", "dask://2130706433:8786", "dask://0177.0.0.1:8786", "dask://::1:8786"),
        *("dask://[127.0.0.1]:8786", "dask://[::1", "dask://-a.org:8786", "dask://a..org:8786"),
        *("dask://a_b:8786", "dask://127.0.0.1\n:8786", "dask://127.0.0.1:８786", "dask://ｌocalhost:8786"),
    ],
)
def test_what_is_no_address_is_refused(given):
    with pytest.raises(InvalidInput, match=r"^engine-malformed$") as caught:
        parse_address(given)
    assert caught.value.facts == {"given": given}


@pytest.mark.parametrize("given", ["dask://192.0.2.7:1", "dask://[::]:1", "dask://localhost.example.org:1"])
def test_beyond_this_machine_there_is_tls_or_nothing(given):
    with pytest.raises(InvalidInput, match=r"^cluster-needs-tls$"):
        cluster_at(given, None)
    with pytest.raises(ValidationError):
        Engine(address=parse_address(given))
    assert cluster_at(given, TLS).tls == TLS


def test_on_this_machine_tls_is_a_choice():
    assert cluster_at("dask://127.0.0.1:1", None).tls is None
    assert cluster_at("dask://127.0.0.1:1", TLS).tls == TLS


def test_the_three_files_go_together():
    ca, cert, key = Path("ca.pem"), Path("a.pem"), Path("a.key")
    assert tls_files(None, None, None) is None
    assert tls_files(ca, cert, key) == TlsFiles(ca=ca, cert=cert, key=key)
    for given in list(product((ca, None), (cert, None), (key, None)))[1:-1]:
        with pytest.raises(InvalidInput, match=r"^cluster-tls-incomplete$"):
            tls_files(*given)


def test_a_cluster_is_asked_at_the_address_that_was_given():
    here, away = cluster_at("dask://127.0.0.1:1", None), cluster_at("dask://10.0.0.1:1", TLS)
    assert here.address == parse_address("dask://127.0.0.1:1")
    assert away.address == parse_address("dask://10.0.0.1:1")
    with pytest.raises(InvalidInput) as told:
        cluster_at("dask://10.0.0.1:1", None)
    assert told.value.facts == {"host": "10.0.0.1"}

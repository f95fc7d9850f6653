"""Networks, loaded once a process and run on as many cores as this process may take."""

import hashlib
import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from consentkit import __version__
from consentkit.domain.errors import Unavailable

_ALL = 0
_threads = _ALL


def limit_threads(count: int) -> None:
    """Run networks on this many cores from now on; 0 is all of them."""
    global _threads  # noqa: PLW0603 - of this process, which scans one picture at a time
    _threads = count


def let_go() -> None:
    """Let go of every network, and of the memory that it keeps between runs; the next run loads it again.

    What several of them keep is too dear where they run one after the other; without it each run is slower.
    """
    _session.cache_clear()


@dataclass(frozen=True)
class Network:
    """A network whose digest was checked."""

    model: bytes
    digest: str

    @property
    def version(self) -> str:
        """What exactly runs."""
        return f"consentkit {__version__}, onnxruntime {version('onnxruntime')}, model {self.digest[:12]}"

    def run(self, wanted: list[str] | None, inputs: dict[str, Any]) -> list[npt.NDArray[Any]]:
        """Run it once."""
        outputs: list[npt.NDArray[Any]] = self._session.run(wanted, inputs)
        return outputs

    def see(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Run a network of one input and one output once."""
        session = self._session
        return np.asarray(session.run(None, {session.get_inputs()[0].name: values})[0])

    def note(self, key: str) -> str:
        """Return what the model's file says about itself under this key. Raises KeyError."""
        return str(self._session.get_modelmeta().custom_metadata_map[key])

    @property
    def _session(self) -> Any:
        return _session(self.model, _threads or _cores())


def network(models: Path, name: str) -> Network:
    """Return a model of that folder; raise Unavailable (model-altered) when it is not the one described."""
    described = tomllib.loads((models / f"{name}.toml").read_text(encoding="utf-8"))
    return checked_network(models / f"{name}.onnx", described["sha256"]["made"], detector=name)


def checked_network(file: Path, digest: str, *, detector: str) -> Network:
    """Return the model in this file; nothing is read from anywhere else.

    Raises Unavailable (model-altered) when its SHA-256 is another, OSError when it is not there.
    """
    model = file.read_bytes()
    if hashlib.sha256(model).hexdigest() != digest:
        raise Unavailable("model-altered", detector=detector)
    made = Network(model, digest)
    # One that does not start is missing, and it is said when it is loaded.
    _session(model, _threads or _cores())
    return made


@lru_cache(maxsize=8)
def _session(model: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Else its threads turn in circles between two steps, and take half of the cores from whatever else works
    # here: another scan, the program itself.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

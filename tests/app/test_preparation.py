from pathlib import Path

import pytest

from seatrial.agents.folder import load_agent
from seatrial.agents.intents import Intents
from seatrial.app.cache import write_cached
from seatrial.app.preparation import trained_model


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEATRIAL_CACHE", str(tmp_path))
    return tmp_path


def test_training_happens_once(monkeypatch: pytest.MonkeyPatch):
    loaded = load_agent("blank")
    first = trained_model(loaded)
    monkeypatch.setattr(Intents, "trained", lambda _agent: pytest.fail("trained again"))
    assert trained_model(loaded) == first


def test_a_damaged_model_is_trained_again(folder: Path):
    loaded = load_agent("blank")
    first = trained_model(loaded)
    (kept,) = folder.iterdir()
    kept.write_bytes(b"damaged" + kept.read_bytes())
    assert trained_model(loaded) == first
    assert not kept.read_bytes().startswith(b"damaged")


def test_a_whole_file_of_another_kind_is_trained_again(folder: Path):
    loaded = load_agent("blank")
    first = trained_model(loaded)
    (kept,) = folder.iterdir()
    write_cached(kept.name, b"whole, but no model")
    assert trained_model(loaded) == first


def test_another_agent_has_another_entry(folder: Path):
    trained_model(load_agent("blank"))
    trained_model(load_agent("plumber"))
    assert len(list(folder.iterdir())) == 2

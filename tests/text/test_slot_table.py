import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "benchmarks" / "data" / "slots_open_1.jsonl"


@pytest.fixture(scope="module")
def slots() -> ModuleType:
    spec = importlib.util.spec_from_file_location("slots_benchmark", ROOT / "benchmarks" / "slots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_open_table_is_read_as_well_as_promised(slots: ModuleType) -> None:
    result = slots.score(slots.read_rows([TABLE]))
    assert result["rows"] >= 400
    assert result["accuracy"] >= 0.95
    assert result["null_given_rate"] <= 0.02


def row(**fields: object) -> str:
    return json.dumps({"type": "number", "locale": "en-GB", "now": "2026-03-04T10:00:00", "mode": "said", **fields})


def test_the_score_counts_wrong_values_and_values_that_should_be_none(slots: ModuleType, tmp_path: Path) -> None:
    table = tmp_path / "table.jsonl"
    table.write_text(
        "\n".join(
            [
                row(text="five", value="5"),
                row(text="five", value="6"),
                row(text="five", value=None),
                row(text="a few", value=None),
                row(type="address", text="12 High Street, Leeds", value={"line1": "12 high  street", "city": "LEEDS"}),
                row(type="yes_no", text="yes", value="true"),
            ]
        )
    )
    result = slots.score(slots.read_rows([table]))
    assert (result["rows"], result["accuracy"]) == (6, 0.5)
    assert (result["null_rows"], result["null_given"], result["null_given_rate"]) == (2, 1, 0.5)
    assert result["by_type"]["number"] == {"accuracy": 0.5, "rows": 4}
    assert len(result["errors"]) == 3


def test_a_table_that_is_none_is_refused_with_its_line(slots: ModuleType, tmp_path: Path) -> None:
    table = tmp_path / "table.jsonl"
    for broken in ("{", '{"type": "colour", "text": "red", "value": 1, "now": "2026-03-04T10:00:00"}', '{"now": 5}'):
        table.write_text(row(text="five", value="5") + "\n" + broken)
        with pytest.raises(SystemExit, match=":2:"):
            slots.read_rows([table])

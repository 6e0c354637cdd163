"""A world is its own copy, remembers every write, and says the same digest for the same state."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.world import World, world_digest

KEYS = st.sampled_from(["a", "b", "c", "d"])
CHANGES = st.lists(
    st.tuples(st.sampled_from(["put", "delete"]), st.sampled_from(["t", "u"]), KEYS, st.integers(0, 3)), max_size=15
)
BASE: dict[str, dict[str, dict[str, Any]]] = {"t": {"a": {"n": 0}, "b": {"n": 1}}}


def apply(world: World, changes: list[tuple[str, str, str, int]]) -> None:
    for what, table, key, number in changes:
        if what == "put":
            world.put(table, key, {"n": number})
        else:
            world.delete(table, key)


@given(CHANGES)
def test_a_world_behaves_like_plain_dicts_and_leaves_its_base_alone(changes: list[tuple[str, str, str, int]]) -> None:
    world = World(BASE)
    model = {table: {key: dict(row) for key, row in rows.items()} for table, rows in BASE.items()}
    apply(world, changes)
    for what, table, key, number in changes:
        if what == "put":
            model.setdefault(table, {})[key] = {"n": number}
        else:
            model.get(table, {}).pop(key, None)
    for table in ("t", "u"):
        assert dict(world.rows(table)) == model.get(table, {})
        for key in ("a", "b", "c", "d"):
            assert world.get(table, key) == model.get(table, {}).get(key)
    assert world.digest() == world_digest(model)
    assert BASE == {"t": {"a": {"n": 0}, "b": {"n": 1}}}


@given(CHANGES)
def test_recorded_writes_restore_the_same_world(changes: list[tuple[str, str, str, int]]) -> None:
    world = World(BASE)
    apply(world, changes)
    again = World(BASE)
    again.restore(list(world.writes))
    assert again.digest() == world.digest()
    assert again.writes == world.writes


def test_rows_handed_out_are_copies() -> None:
    world = World(BASE)
    row = world.get("t", "a")
    assert row is not None
    row["n"] = 99
    assert world.get("t", "a") == {"n": 0}


def test_writes_know_on_whose_behalf_they_were_made() -> None:
    world = World(BASE)
    world.call = ("book", "key-1")
    world.put("t", "z", {"n": 5})
    assert (world.writes[0].tool, world.writes[0].idempotency_key, world.writes[0].row) == ("book", "key-1", {"n": 5})


def test_deleting_what_is_not_there_is_no_write() -> None:
    world = World(BASE)
    world.delete("t", "zzz")
    assert world.writes == []


def test_find_matches_all_fields() -> None:
    world = World({"t": {"a": {"x": 1, "y": 1}, "b": {"x": 1, "y": 2}}})
    assert [key for key, _ in world.find("t", x=1)] == ["a", "b"]
    assert [key for key, _ in world.find("t", x=1, y=2)] == ["b"]


def test_the_digest_ignores_the_order_of_rows_and_fields() -> None:
    assert world_digest({"t": {"a": {"x": 1, "y": 2}, "b": {}}}) == world_digest(
        {"t": {"b": {}, "a": {"y": 2, "x": 1}}, "u": {}}
    )

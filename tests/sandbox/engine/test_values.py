from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.protocol.requests import seconds
from sandbox.engine.values.model import (
    ARCHIVE,
    OUTPUT,
    RESOURCE,
    SIGNATURE,
    UNKNOWN,
    annotate,
    comparable,
    has_secret,
    has_unknown,
    ingress,
    mask,
    plain,
    secret,
)
from sandbox.engine.values.paths import covers, diff_paths, get_path, restore, split_path, with_path
from sandbox.engine.values.wire import from_struct, to_struct

SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12
)
OBJECTS = st.dictionaries(st.text(), VALUES, max_size=4)


def _come_in(value: Any, *, keep: bool = False) -> Any:
    return ingress(value, hasher=lambda _value, base: f"hash at {base}", base="/here", keep_references=keep)


@given(OBJECTS)
def test_what_travels_arrives_unchanged(value: dict[str, Any]) -> None:
    assert from_struct(to_struct(value)) == value


@given(OBJECTS, OBJECTS)
def test_a_difference_is_empty_exactly_for_equal_values(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert (diff_paths(comparable(old), comparable(new)) == {}) == (comparable(old) == comparable(new))


@given(OBJECTS, OBJECTS)
def test_restoring_every_differing_path_restores_the_comparable_value(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert restore(new, old, ["*"]) == {key: value for key, value in old.items() if value is not None}


def test_secrets_are_unwrapped_masked_and_found_at_any_depth() -> None:
    value = {"a": [{"b": secret("hush")}]}
    assert has_secret(value)
    assert plain(value) == {"a": [{"b": "hush"}]}
    assert mask(value) == {"a": [{"b": "[secret]"}]}


def test_outputs_and_references_end_at_the_border() -> None:
    output = {SIGNATURE: OUTPUT, "value": "v", "secret": True}
    assert _come_in(output) == secret("v")
    assert _come_in({SIGNATURE: OUTPUT}) == UNKNOWN
    assert _come_in({SIGNATURE: RESOURCE, "urn": "u", "id": "i"}) == "i"
    assert _come_in({SIGNATURE: RESOURCE, "urn": "u", "id": ""}) == UNKNOWN
    assert _come_in({SIGNATURE: RESOURCE, "urn": "u"}) == "u"
    assert _come_in({SIGNATURE: RESOURCE, "urn": "u", "id": "i"}, keep=True)["id"] == "i"


def test_an_archive_gets_its_hash_and_is_compared_by_it() -> None:
    archive = _come_in({SIGNATURE: ARCHIVE, "path": "code"})
    assert archive["hash"] == "hash at /here"
    assert comparable({**archive, "path": "elsewhere"}) == comparable(archive)


def test_an_output_is_secret_where_the_input_of_its_name_is() -> None:
    inputs = {"a": secret("x"), "b": [secret(1), 2], "c": {"d": secret(3)}}
    outputs = {"a": "x", "b": [1, 2], "c": {"d": 3, "e": 4}, "z": 5}
    assert annotate(outputs, inputs) == {"a": secret("x"), "b": [secret(1), 2], "c": {"d": secret(3), "e": 4}, "z": 5}


def test_unknowns_are_found_at_any_depth() -> None:
    assert has_unknown({"a": [1, {"b": UNKNOWN}]})
    assert not has_unknown({"a": [1, {"b": "known"}]})


def test_property_paths_are_split_read_and_set() -> None:
    assert split_path('a.b[0]["c.d"][*]') == ("a", "b", "0", "c.d", "*")
    value = {"a": [{"b": 1}, {"b": 2}]}
    assert get_path(value, ("a", "1", "b")) == 2
    assert with_path(value, ("a", "1", "b"), 3) == {"a": [{"b": 1}, {"b": 3}]}
    assert value == {"a": [{"b": 1}, {"b": 2}]}


def test_ignored_paths_may_hold_wildcards() -> None:
    old = {"rules": [{"note": "x", "size": 1}, {"note": "y", "size": 1}]}
    new = {"rules": [{"note": "changed", "size": 2}, {"note": "changed", "size": 2}]}
    assert restore(new, old, ["rules[*].note"]) == {"rules": [{"note": "x", "size": 2}, {"note": "y", "size": 2}]}


def test_a_pattern_covers_the_paths_below_and_above_it() -> None:
    assert covers("tags", "tags.a")
    assert covers("tags.a", "tags")
    assert covers("rules[*].size", "rules[3].size")
    assert not covers("tags.a", "tags.b")
    assert not covers("tag", "tags")


def test_durations_are_read_as_go_writes_them() -> None:
    assert (seconds("1h30m"), seconds("90s"), seconds("1.5s"), seconds("250ms")) == (5400.0, 90.0, 1.5, 0.25)

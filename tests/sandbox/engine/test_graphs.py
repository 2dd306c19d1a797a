"""Any program may follow any other: the state and the cloud always end as the last program says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pulumi import ResourceOptions

from tests.sandbox.engine.rig import Rig, Thing


@dataclass(frozen=True)
class Node:
    """kind: replaces when changed; needs: which earlier nodes it refers to, softly (note) or hard (target)."""

    kind: str
    size: int
    explicit: bool
    soft: frozenset[int]
    hard: frozenset[int]


def nodes(count: int) -> st.SearchStrategy[Node]:
    earlier = st.frozensets(st.integers(0, max(0, count - 1)), max_size=2)
    return st.builds(Node, st.sampled_from("ab"), st.integers(0, 2), st.booleans(), earlier, earlier)


@st.composite
def graphs(draw: st.DrawFn) -> dict[int, Node]:
    """Nodes 0..5, some left out; each refers only to lower numbers."""
    present = draw(st.sets(st.integers(0, 5), max_size=6))
    return {number: draw(nodes(number)) for number in sorted(present)}


def program(graph: dict[int, Node]) -> Callable[[], None]:
    def declare() -> None:
        made: dict[int, Thing] = {}
        for number, node in graph.items():
            soft = [made[n].arn for n in sorted(node.soft) if n in made]
            hard = [made[n].arn for n in sorted(node.hard) if n in made]
            name = {"name": f"fixed-{number}"} if node.explicit else {}
            props = {"kind": node.kind, "size": node.size, "note": soft, "target": hard, **name}
            made[number] = Thing(f"n{number}", props, ResourceOptions())

    return declare


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # each example runs eight operations: shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(graphs(), min_size=2, max_size=4))
def test_state_and_cloud_follow_the_last_program(history: list[dict[int, Node]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(Path(folder))
        for graph in history:
            rig.up(program(graph))
            assert rig.things() == sorted(f"n{number}" for number in graph)
            in_state = {r["id"]: r for r in rig.state()["resources"] if r["type"] == "fake:index:Thing"}
            assert in_state.keys() == rig.cloud.things.keys()
            for id_, thing in rig.cloud.things.items():
                assert in_state[id_]["inputs"] == thing.inputs
                arns = {f"arn:fake:{known}" for known in rig.cloud.things}
                assert set(thing.inputs["note"]) | set(thing.inputs["target"]) <= arns
        rig.cloud.calls.clear()
        rig.up(program(history[-1]))
        assert not rig.cloud.mutations()
        rig.destroy()
        assert not rig.cloud.things

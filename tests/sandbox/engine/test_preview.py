import pulumi
import pytest
from pulumi import ResourceOptions
from pulumi import automation as auto

from tests.sandbox.engine.rig import FakeProviderResource, Rig, Thing, urn


def test_a_preview_touches_neither_cloud_nor_state(rig: Rig) -> None:
    def program() -> None:
        Thing("one")

    assert rig.preview(program) == {"create": 2}
    assert not rig.cloud.calls
    assert rig.state()["resources"] == []


def test_outputs_of_what_does_not_exist_yet_are_unknown_in_a_preview(rig: Rig) -> None:
    seen: list[str] = []

    def program() -> None:
        one = Thing("one")
        Thing("two", {"note": one.arn})
        one.arn.apply(seen.append)
        one.id.apply(seen.append)

    assert rig.preview(program) == {"create": 3}
    assert seen == []
    rig.up(program)
    assert len(seen) == 2


def test_known_outputs_stay_known_when_an_update_is_previewed(rig: Rig) -> None:
    seen: list[str] = []

    def program(size: int) -> None:
        Thing("one", {"size": size}).arn.apply(seen.append)

    rig.up(lambda: program(1))
    seen.clear()
    assert rig.preview(lambda: program(2)) == {"update": 1, "same": 1}
    assert seen == [rig.resource("one")["outputs"]["arn"]]


def test_a_preview_foretells_replacements_and_deletions(rig: Rig) -> None:
    def program(kind: str, *, both: bool) -> None:
        one = Thing("one", {"kind": kind, "name": "fixed"})
        Thing("user", {"target": one.arn})
        if both:
            Thing("two")

    rig.up(lambda: program("a", both=True))
    rig.cloud.calls.clear()
    assert rig.preview(lambda: program("b", both=False)) == {"replace": 2, "delete": 1, "same": 1}
    assert not rig.cloud.calls


def test_settings_of_a_provider_may_be_unknown_in_a_preview(rig: Rig) -> None:
    def program() -> None:
        one = Thing("one")
        provider = FakeProviderResource("other", {"region": one.arn})
        Thing("two", {}, ResourceOptions(provider=provider))

    assert rig.preview(program) == {"create": 4}
    rig.up(program)
    assert rig.resource("two")["outputs"]["region"].startswith("arn:fake:")


def test_events_tell_every_step_and_end_with_a_summary(rig: Rig) -> None:
    def program() -> None:
        Thing("one", {"size": 1})
        pulumi.log.warn("mind the gap")

    rig.up(program)
    begun = {e.resource_pre_event.metadata.urn for e in rig.events if e.resource_pre_event}
    ended = [e.res_outputs_event.metadata for e in rig.events if e.res_outputs_event]
    assert urn("one") in begun
    assert [str(step.op.value) for step in ended if step.urn == urn("one")] == ["create"]
    assert any("mind the gap" in e.diagnostic_event.message for e in rig.events if e.diagnostic_event)
    assert [e.summary_event.resource_changes for e in rig.events if e.summary_event] == [{"create": 2}]
    assert [e.sequence for e in rig.events] == list(range(len(rig.events)))


def test_an_event_names_what_changed_and_what_forces_a_replacement(rig: Rig) -> None:
    rig.up(lambda: _thing(kind="a", size=1))
    rig.events.clear()
    rig.up(lambda: _thing(kind="b", size=2))
    step = next(
        e.resource_pre_event.metadata
        for e in rig.events
        if e.resource_pre_event and e.resource_pre_event.metadata.urn == urn("one")
    )
    assert step.keys == ["kind"]
    assert {path: diff.diff_kind.value for path, diff in step.detailed_diff.items()} == {
        "kind": "update-replace",
        "size": "update",
    }


def test_an_exception_in_the_program_fails_the_run_with_its_text(rig: Rig) -> None:
    def program() -> None:
        raise ValueError("the spec is gone")

    with pytest.raises(auto.errors.InlineSourceRuntimeError, match="the spec is gone"):
        rig.up(program)


def _thing(*, kind: str, size: int) -> None:
    Thing("one", {"kind": kind, "size": size})

import pulumi

from tests.sandbox.engine.rig import Rig, Thing, changes


def test_an_inline_program_goes_up_again_without_changes_and_down(rig: Rig) -> None:
    def program() -> None:
        first = Thing("first", {"size": 1})
        second = Thing("second", {"target": first.arn})
        pulumi.export("arn", second.arn)

    made = rig.up(program)
    assert changes(made) == {"create": 3}
    assert made.outputs["arn"].value.startswith("arn:fake:")
    assert len(rig.cloud.things) == 2
    rig.cloud.calls.clear()
    assert changes(rig.up(program)) == {"same": 3}
    assert not rig.cloud.mutations()
    rig.destroy()
    assert not rig.cloud.things
    assert rig.state()["resources"] == []

import pulumi
import pytest
from pulumi import Alias, InvokeOptions, ResourceOptions
from pulumi import automation as auto
from pulumi.runtime.resource import exists_resource

from tests.sandbox.engine.rig import FakeProviderResource, Group, Rig, Thing, changes, output, urn


def test_an_alias_by_name_keeps_the_resource(rig: Rig) -> None:
    rig.up(lambda: _made("old"))
    rig.cloud.calls.clear()
    rig.up(lambda: _made("new", ResourceOptions(aliases=[Alias(name="old")])))
    assert not rig.cloud.mutations()
    assert rig.things() == ["new"]
    assert rig.resource("new")["aliases"] == [urn("old")]


def test_an_alias_by_type_parent_or_urn_keeps_the_resource(rig: Rig) -> None:
    def before() -> None:
        group = Group("team")
        Thing("by-parent", {}, ResourceOptions(parent=group))
        Thing("by-urn")
        Thing("to-child")

    def after() -> None:
        group = Group("team")
        Thing("by-parent", {}, ResourceOptions(aliases=[Alias(parent=group)]))
        Thing("by-new-urn", {}, ResourceOptions(aliases=[urn("by-urn")]))
        Thing("to-child", {}, ResourceOptions(parent=group, aliases=[Alias(parent=pulumi.ROOT_STACK_RESOURCE)]))

    rig.up(before)
    rig.cloud.calls.clear()
    rig.up(after)
    assert not rig.cloud.mutations()
    assert rig.things() == ["by-new-urn", "by-parent", "to-child"]


def test_children_follow_the_alias_of_their_parent(rig: Rig) -> None:
    def program(name: str, old: str = "") -> None:
        group = Group(name, ResourceOptions(aliases=[Alias(name=old)] if old else None))
        Thing(f"{name}-member", {}, ResourceOptions(parent=group))

    rig.up(lambda: program("team"))
    rig.cloud.calls.clear()
    rig.up(lambda: program("crew", "team"))
    assert not rig.cloud.mutations()
    assert rig.things() == ["crew-member"]


def test_dependents_of_an_aliased_resource_point_at_its_new_name_before_they_are_reached(rig: Rig) -> None:
    def program(name: str, size: int) -> None:
        base = Thing(name, {}, ResourceOptions(aliases=[Alias(name="old")]))
        Thing("user", {"note": base.arn, "size": size})

    rig.up(lambda: program("old", 1))
    with pytest.raises(auto.errors.CommandError, match="must not be negative"):
        rig.up(lambda: program("new", -1))
    assert rig.resource("user")["dependencies"] == [urn("new")]
    rig.destroy()
    assert not rig.cloud.things


def test_an_explicit_provider_serves_its_resources_and_its_change_is_an_update(rig: Rig) -> None:
    def program(region: str) -> None:
        west = FakeProviderResource("west", {"region": region})
        Thing("one", {}, ResourceOptions(provider=west))
        Thing("two")

    rig.up(lambda: program("us-west-2"))
    assert rig.resource("one")["outputs"]["region"] == "us-west-2"
    assert rig.resource("two")["outputs"].get("region") is None
    assert rig.resource("one")["provider"].split("::")[-2] == "west"
    was = rig.resource("west")["id"]
    assert changes(rig.up(lambda: program("us-east-1")))["update"] == 1
    assert rig.resource("west")["id"] == was


def test_another_provider_means_a_replacement(rig: Rig) -> None:
    def program(name: str) -> None:
        Thing("one", {}, ResourceOptions(provider=FakeProviderResource(name, {"region": name})))

    rig.up(lambda: program("west"))
    assert changes(rig.up(lambda: program("east"))) == {"create": 1, "replace": 1, "delete": 1, "same": 1}
    assert len(rig.cloud.things) == 1
    assert [r["urn"].rsplit("::", 1)[1] for r in rig.state()["resources"]] == ["rehearsal-dev", "east", "one"]


def test_configuration_of_the_package_reaches_its_default_provider(rig: Rig) -> None:
    stack = rig.stack(lambda: _made("one"))
    stack.set_config("fake:region", auto.ConfigValue("us-east-1"))
    stack.set_config("fake:key", auto.ConfigValue("hush", secret=True))
    stack.up()
    assert rig.resource("one")["outputs"]["region"] == "us-east-1"
    assert "hush" not in rig.state_file.read_text("utf-8")


def test_secrets_stay_secret_in_state_outputs_and_events(rig: Rig) -> None:
    def program() -> None:
        one = Thing("one", {"token": pulumi.Output.secret("hush"), "size": 1})
        pulumi.export("token", output(one, "token"))

    result = rig.up(program)
    text = rig.state_file.read_text("utf-8")
    assert "hush" not in text
    assert "hush" not in "\n".join(rig.lines)
    assert result.outputs["token"].secret


def test_additional_secret_outputs_are_sealed(rig: Rig) -> None:
    rig.up(lambda: _made("one", ResourceOptions(additional_secret_outputs=["arn"])))
    assert "ciphertext" in rig.resource("one")["outputs"]["arn"]
    sealed = rig.resource("one")["outputs"]["arn"]
    rig.up(lambda: _made("one", ResourceOptions(additional_secret_outputs=["arn"])))
    assert rig.resource("one")["outputs"]["arn"] == sealed


def test_stack_and_component_transforms_change_registrations(rig: Rig) -> None:
    def add(tag: str) -> pulumi.ResourceTransform:
        def transform(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
            if args.custom and not args.type_.startswith("pulumi:"):
                note = f"{args.props.get('note', '')}{tag}"
                return pulumi.ResourceTransformResult({**args.props, "note": note}, args.opts)
            return None

        return transform

    def program() -> None:
        pulumi.runtime.register_resource_transform(add("S"))
        group = Group("team", ResourceOptions(transforms=[add("C")]))
        Thing("child", {}, ResourceOptions(parent=group, transforms=[add("O")]))
        Thing("other")

    rig.up(program)
    assert rig.resource("child")["inputs"]["note"] == "OCS"
    assert rig.resource("other")["inputs"]["note"] == "S"


def test_a_transform_may_protect(rig: Rig) -> None:
    def protect(args: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult:
        return pulumi.ResourceTransformResult(
            args.props, ResourceOptions.merge(args.opts, ResourceOptions(protect=True))
        )

    rig.up(lambda: _made("one", ResourceOptions(transforms=[protect])))
    assert rig.resource("one")["protect"] is True


def test_a_stack_reference_reads_another_stacks_outputs_and_keeps_their_secrecy(rig: Rig) -> None:
    def source() -> None:
        pulumi.export("open", "yes")
        pulumi.export("hidden", pulumi.Output.secret("hush"))

    def reader() -> None:
        other = pulumi.StackReference("organization/rehearsal/dev")
        pulumi.export("open", other.get_output("open"))
        pulumi.export("hidden", other.get_output("hidden"))

    rig.up(source)
    result = rig.up(reader, "second")
    assert {key: (out.value, out.secret) for key, out in result.outputs.items()} == {
        "open": ("yes", False),
        "hidden": ("hush", True),
    }


def test_get_reads_what_is_not_ours_and_never_deletes_it(rig: Rig) -> None:
    def owner() -> None:
        pulumi.export("id", Thing("one", {"size": 7}).id)

    theirs = rig.up(owner).outputs["id"].value

    def reader() -> None:
        pulumi.export("size", output(Thing("found", {"size": None}, ResourceOptions(id=theirs)), "size"))

    assert rig.up(reader, "second").outputs["size"].value == 7
    rig.destroy("second")
    assert theirs in rig.cloud.things


def test_whether_a_resource_exists_can_be_asked(rig: Rig) -> None:
    theirs = rig.up(lambda: pulumi.export("id", Thing("one").id)).outputs["id"].value

    def reader() -> None:
        for name, id_ in (("there", theirs), ("nowhere", "nowhere")):
            pulumi.export(name, exists_resource(None, "fake:index:Thing", id_, {}, ResourceOptions()))

    found = rig.up(reader, "second").outputs
    assert (found["there"].value, found["nowhere"].value) == (True, False)


def test_an_invoke_reaches_the_provider(rig: Rig) -> None:
    def program() -> None:
        found = pulumi.runtime.invoke("fake:index:echo", {"value": "hello"}, InvokeOptions()).value
        pulumi.export("echo", found["echo"])

    assert rig.up(program).outputs["echo"].value == "hello"


def test_a_dependency_of_a_property_is_kept_by_property(rig: Rig) -> None:
    def program() -> None:
        one = Thing("one")
        Thing("two", {"note": one.arn, "size": 1})

    rig.up(program)
    assert rig.resource("two")["propertyDependencies"] == {"note": [urn("one")]}
    assert rig.resource("two")["dependencies"] == [urn("one")]


def test_a_remote_component_is_refused_with_a_reason(rig: Rig) -> None:
    def program() -> None:
        pulumi.ComponentResource("other:index:Remote", "far", {}, None, remote=True)

    with pytest.raises(auto.errors.CommandError, match="remote component other:index:Remote needs a plugin"):
        rig.up(program)


def test_a_resource_hook_is_refused_with_a_reason(rig: Rig) -> None:
    def program() -> None:
        hook = pulumi.ResourceHook("note", lambda _args: None)
        Thing("one", {}, ResourceOptions(hooks=pulumi.ResourceHookBinding(after_create=[hook])))

    with pytest.raises(auto.errors.CommandError, match="does not support resource hooks"):
        rig.up(program)


def _made(name: str, options: ResourceOptions | None = None) -> None:
    Thing(name, {}, options)

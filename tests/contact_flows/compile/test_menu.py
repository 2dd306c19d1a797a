"""Menus: a person at 0 and for whoever says nothing, time enough, and no way round in circles."""

from contact_flows.compile.compile import compile_flows
from contact_flows.compile.phrases import phrases
from contact_flows.language.document import FlowDocument
from spec.models import ProgramSpec
from spec.models.centers import Center
from tests.contact_flows.compile.examples import (
    centers,
    compiled,
    every_center,
    flow_named,
    hawaii,
    infra,
    key,
    line,
    menus,
    oregon,
    reached,
    walk,
    washington,
)


def spoken_menus(program: ProgramSpec, center: Center) -> list[FlowDocument]:
    return [flow for flow in compile_flows(program, center).flows if flow.id.startswith("line-")]


@every_center
def test_zero_reaches_a_person_on_every_menu_of_every_line_in_every_language(
    program: ProgramSpec, center: Center
) -> None:
    lines = {line.id: line for line in program.infrastructure.lines}
    for flow in spoken_menus(program, center):
        assert menus(flow)
        queue = lines[flow.spec_path.partition("[")[2].rstrip("]")].queue
        for menu in menus(flow):
            person = key(menu, "0")
            assert person is not None, (flow.id, menu.id)
            if menu.id.startswith("language"):
                assert {"language-first", "person"} <= reached(flow, person)
            else:
                assert flow_named(flow.by_id[person]).startswith(f"queue-{queue}")


@every_center
def test_a_silent_caller_always_reaches_a_person(program: ProgramSpec, center: Center) -> None:
    """Relay callers need time; no silence ends in a goodbye."""
    for flow in spoken_menus(program, center):
        for start in ["menu", *(menu.id for menu in menus(flow))]:
            way = walk(flow, start, "InputTimeLimitExceeded")
            assert way[-1].type == "TransferToFlow"
            assert flow_named(way[-1]).startswith("queue-"), [action.id for action in way]


@every_center
def test_wrong_keys_come_to_a_person_after_three_more_tries(program: ProgramSpec, center: Center) -> None:
    for flow in spoken_menus(program, center):
        for menu in menus(flow):
            if menu.id.startswith("language"):
                continue
            way = walk(flow, menu.id, "NoMatchingCondition")
            assert flow_named(way[-1]).startswith("queue-")
            assert sum(action.id == menu.id for action in way) == 4


@every_center
def test_every_menu_is_said_again_on_the_star_key_but_not_for_ever(program: ProgramSpec, center: Center) -> None:
    for flow in spoken_menus(program, center):
        for menu in menus(flow):
            if not menu.id.startswith("language"):
                again = flow.by_id[str(key(menu, "*"))]
                assert again.type == "Loop"
                assert (key(again, "ContinueLooping"), key(again, "DoneLooping")) == (menu.id, "person")


@every_center
def test_no_question_waits_less_than_accessibility_asks(program: ProgramSpec, center: Center) -> None:
    least = program.infrastructure.accessibility.dtmf_timeout_seconds
    for flow in compile_flows(program, center).flows:
        for action in flow.actions:
            if action.given("InputTimeLimitSeconds") is not None:
                assert int(str(action.given("InputTimeLimitSeconds"))) >= least, (flow.id, action.id)
            spoken = action.given("LexSessionAttributes")
            if isinstance(spoken, dict):
                assert int(str(spoken["x-amz-lex:audio:start-timeout-ms:*:*"])) >= least * 1000


def test_words_come_first_and_keys_are_left_where_no_bot_understands() -> None:
    flow = compiled(hawaii())["line-main"]
    asked = flow.by_id["menu"]
    assert asked.type == "ConnectParticipantWithLexBot"
    assert {branch.next for branch in asked.errors} == {"menu-keys"}
    said_by_key = {branch.operands[0]: branch.next for branch in flow.by_id["menu-keys"].conditions}
    spoken_keys = {str(branch.operands[0]): branch.next for branch in asked.conditions}
    for choice in hawaii().infrastructure.lines[0].menu:
        assert said_by_key[choice.key] == spoken_keys[f"Key{choice.key}"]


def test_the_menu_says_every_choice_with_its_key() -> None:
    for program, id_ in ((washington(), "line-main"), (oregon(), "line-state_line")):
        asked = compiled(program)[id_].by_id["menu-keys"]
        text = str(asked.given("Text") or asked.given("SSML"))
        for choice in program.infrastructure.lines[0].menu:
            assert f"For {choice.label}, press {choice.key}." in text or choice.queue == "spanish"


def test_a_choice_for_another_language_comes_first_and_in_that_language() -> None:
    flow = compiled(washington())["line-main"]
    for id_ in ("menu", "menu-keys"):
        spoken = str(flow.by_id[id_].given("SSML"))
        assert spoken.startswith('<speak><lang xml:lang="es-US">Para español, oprima 8.</lang> ')
        assert "press 8" not in spoken
        assert flow.by_id[id_].given("Text") is None


def test_words_of_the_agency_cannot_break_the_markup() -> None:
    main = washington().infrastructure.lines[0]
    choices = (main.menu[0].model_copy(update={"label": "<bills> & payments"}), *main.menu[1:])
    spoken = str(compiled(line(washington(), "main", menu=choices))["line-main"].by_id["menu"].given("SSML"))
    assert "For &lt;bills&gt; &amp; payments, press 1." in spoken


def test_the_menu_by_keys_says_that_keys_are_wanted_and_speaks_of_no_words() -> None:
    for program, center in centers():
        for flow in spoken_menus(program, center):
            asked = flow.by_id.get("menu-keys")
            if asked is not None:
                words, text = phrases(flow.language), str(asked.given("Text") or asked.given("SSML"))
                assert words("menu_keys") in text
                assert words("menu_person_key") in text
                assert words("menu_person") not in text


def test_a_line_without_choices_still_offers_the_services_of_the_center() -> None:
    bare = line(hawaii(), "main", menu=())
    flow = compiled(bare)["line-main"]
    assert key(flow.by_id["menu-keys"], "#") == "more"
    assert flow_named(walk(flow, "menu", "InputTimeLimitExceeded")[-1]) == "queue-eligibility_enrollment"


def test_a_new_choice_renames_no_other_action() -> None:
    before = compiled(washington())["line-state_policy"]
    policy = next(one for one in washington().infrastructure.lines if one.id == "state_policy")
    added = policy.menu[0].model_copy(update={"key": "9", "topic": "leave_rules", "label": "the right to leave"})
    after = compiled(line(washington(), "state_policy", menu=(added, *policy.menu)))["line-state_policy"]
    assert set(before.by_id) < set(after.by_id)
    assert set(after.by_id) - set(before.by_id) == {"topic-leave_rules", "topic-leave_rules-go"}
    same = [id_ for id_ in before.by_id if before.by_id[id_] == after.by_id[id_]]
    assert set(before.by_id) - set(same) == {"menu", "menu-keys"}


def test_choices_that_lead_to_the_same_place_share_their_steps() -> None:
    flow = compiled(oregon(), "state")["line-state_line"]
    assert key(flow.by_id["menu-keys"], "3") == key(flow.by_id["menu-keys"], "5") == "line-northlake"


def test_a_policy_topic_ends_with_the_state_even_where_its_queue_is_not_the_states() -> None:
    """The rules refuse such a spec; the compiler does not follow it either."""
    topics = tuple(
        topic.model_copy(update={"queue": "billing"}) if topic.id == "nonpayment" else topic
        for topic in washington().topics
    )
    flow = compiled(washington().model_copy(update={"topics": topics}))["line-state_policy"]
    assert flow_named(flow.by_id["topic-nonpayment-go"]) == "queue-policy_state"


def test_no_policy_topic_of_an_account_managers_line_leads_to_its_own_queues() -> None:
    spec = oregon()
    asked = spec.infrastructure.lines[1].menu[0].model_copy(update={"topic": "nonpayment"})
    own = {queue.id for queue in spec.infrastructure.queues if queue.center == "northlake"}
    flow = compiled(line(spec, "northlake", menu=(asked,)), "northlake")["line-northlake"]
    after = [flow.by_id[id_] for id_ in reached(flow, str(key(flow.by_id["menu-keys"], "1")))]
    assert not {flow_named(action).removeprefix("queue-") for action in after} & own
    assert [action.given("ThirdPartyPhoneNumber") for action in after if action.given("ThirdPartyPhoneNumber")] == [
        "+15035550120"
    ]


def test_a_sensitive_topic_is_marked_and_served_first() -> None:
    spec = hawaii()
    urgent = spec.infrastructure.lines[0].menu[0].model_copy(update={"topic": "urgent", "label": "danger"})
    flow = compiled(line(spec, "main", menu=(urgent,)))["line-main"]
    marked = flow.by_id["topic-urgent"]
    known = marked.given("Attributes")
    assert isinstance(known, dict)
    assert known["sensitive"] == "yes"
    first = flow.by_id[str(marked.next)]
    assert (first.type, first.given("QueuePriority")) == ("UpdateContactRoutingBehavior", "1")
    assert flow_named(flow.by_id[str(first.next)]) == "queue-sensitive_priority"


def test_what_a_customer_can_do_alone_is_said_before_the_queue() -> None:
    flow = compiled(washington())["line-main"]
    assert "evergreenmile.example slash pay" in str(flow.by_id["topic-billing"].given("Text"))
    assert flow_named(flow.by_id["topic-billing-hint-go"]) == "queue-billing"


def test_services_have_the_same_key_on_every_line() -> None:
    keys: dict[str, set[str]] = {}
    for program, center in centers():
        for flow in spoken_menus(program, center):
            for branch in flow.by_id["more"].conditions:
                if str(branch.operands[0]) in "123456":
                    keys.setdefault(branch.next, set()).add(str(branch.operands[0]))
    assert keys == {
        "case-status": {"1"},
        "unrecorded": {"2"},
        "find-manager": {"3"},
        "choose": {"4"},
        "complaint": {"5"},
        "sensitive": {"6"},
    }


def test_what_a_center_cannot_do_is_not_offered() -> None:
    security = hawaii().infrastructure.security.model_copy(update={"govcloud": True})
    bare = infra(
        hawaii(),
        security=security,
        consent=hawaii().infrastructure.consent.model_copy(update={"unrecorded_path": False}),
    )
    more = compiled(bare)["line-main"].by_id["more"]
    assert {branch.next for branch in more.conditions} & {
        "case-status",
        "unrecorded",
        "choose",
        "find-manager",
    } == set()


def test_a_complaint_about_an_account_manager_never_ends_with_the_account_manager() -> None:
    flow = compiled(oregon(), "tamarack")["line-tamarack"]
    after = [flow.by_id[id_] for id_ in reached(flow, "complaint")]
    assert not [action for action in after if flow_named(action).startswith("queue-")]
    assert "+15035550120" in {action.given("ThirdPartyPhoneNumber") for action in after}

"""Account managers: found by the caller's number, compared without favor, complained about to the state."""

import itertools

import pytest

from contact_flows.compile.choose import digits
from contact_flows.language.document import FlowDocument
from spec.models import ProgramSpec
from tests.contact_flows.compile.examples import compiled, flow_named, infra, key, oregon, reached


def in_random_order(count: int = 3) -> ProgramSpec:
    base = oregon()
    order = base.content.neutral_choice
    assert order is not None
    content = base.content.model_copy(update={"neutral_choice": order.model_copy(update={"order": "random"})})
    return base.model_copy(update={"content": content, "account_managers": base.account_managers[:count]})


def told(flow: FlowDocument, start: str, attributes: dict[str, str]) -> list[str]:
    """Account managers in the order in which a caller hears of them, and where the caller is then."""
    found, here = [], start
    known = dict(attributes)
    while flow.by_id[here].type in ("Compare", "UpdateContactAttributes", "MessageParticipant"):
        action = flow.by_id[here]
        if action.type == "Compare":
            value = known.get(str(action.given("ComparisonValue")), "")
            here = key(action, value) or str(action.next)
            continue
        if action.type == "MessageParticipant":
            found.append(str(action.given("Text")).partition(".")[0])
        elif isinstance(action.parameters, dict):
            given = action.given("Attributes")
            known |= (
                {f"$.Attributes.{name}": str(text) for name, text in given.items()} if isinstance(given, dict) else {}
            )
        here = str(action.next)
    return [*found, here]


def test_the_comparison_is_alphabetical_whatever_the_order_of_the_spec() -> None:
    turned = oregon().model_copy(update={"account_managers": tuple(reversed(oregon().account_managers))})
    for program in (oregon(), turned):
        flow = compiled(program, "state")["choose"]
        first = str(flow.by_id["intro"].next)
        assert told(flow, first, {}) == ["Northlake Mobility", "State Basic Account", "Tamarack Telematics", "after"]


def test_everyone_is_told_of_in_the_same_words() -> None:
    flow = compiled(oregon(), "state")["choose"]
    texts = [str(action.given("Text")) for action in flow.actions if action.id.endswith("-facts")]
    assert len(texts) == 3
    for text in texts:
        assert text.count("Ways to report miles: ") == text.count("Languages: ") == text.count("The number is ") == 1
    assert texts[0] == (
        "Northlake Mobility. Ways to report miles: a device in the car with location, a device in the car without "
        "location, an app on your telephone. Languages: English, Spanish. The number is 8 0 0, 5 5 5, 0 1 3 1."
    )


def test_whoever_serves_no_customers_today_is_left_out() -> None:
    flow = compiled(oregon(), "state")["choose"]
    ended = {"$.External.active_tamarack": "no", "$.External.active_northlake": "yes"}
    assert told(flow, str(flow.by_id["intro"].next), ended) == ["Northlake Mobility", "State Basic Account", "after"]


def test_where_nobody_serves_customers_today_that_is_said_instead_of_an_empty_list() -> None:
    flow = compiled(oregon(), "state")["choose"]
    way = told(flow, str(flow.by_id["ask"].next), {"$.External.any_active": "no"})
    assert way[0] == "No account manager serves customers today"
    assert "These companies serve accounts of the program" not in way


@pytest.mark.parametrize("count", [2, 3])
def test_a_random_order_begins_with_each_equally_often_and_tells_of_each_once(count: int) -> None:
    program = in_random_order(count)
    flow = compiled(program, "state")["choose"]
    shared = flow.by_id["order"]
    assert shared.type == "DistributeByPercentage"
    thresholds = [1, *(int(str(branch.operands[0])) for branch in shared.conditions), 101]
    shares = [high - low for low, high in itertools.pairwise(thresholds)]
    assert max(shares) - min(shares) <= 1
    starts = [*(branch.next for branch in shared.conditions), str(shared.next)]
    heard = [told(flow, start, {}) for start in starts]
    assert {tuple(sorted(order)) for order in heard} == {
        tuple(sorted([*(m.name for m in program.account_managers), "after"]))
    }
    assert len({order[0] for order in heard}) == count


def test_the_comparison_ends_with_a_person_who_helps_to_choose() -> None:
    flow = compiled(oregon(), "state")["choose"]
    after = flow.by_id["after"]
    assert {key(after, "0"), after.error("InputTimeLimitExceeded"), after.error("NoMatchingError")} == {"person"}
    assert flow_named(flow.by_id["person-go"]) == "queue-choose"


def test_a_topic_about_choosing_leads_to_the_comparison() -> None:
    flow = compiled(oregon(), "state")["line-state_line"]
    assert flow_named(flow.by_id[str(flow.by_id["topic-choose_am"].next)]) == "choose"


def test_a_known_customer_hears_the_name_and_is_connected() -> None:
    flow = compiled(oregon(), "northlake")["find-account-manager"]
    found = {str(branch.operands[0]): branch.next for branch in flow.by_id["which"].conditions}
    assert set(found) == {"northlake", "tamarack", "basic"}
    own = reached(flow, found["northlake"], past=["bounced", "fallback"])
    assert "line-northlake" in {flow_named(flow.by_id[id_]) for id_ in own}
    other = [flow.by_id[id_] for id_ in reached(flow, found["tamarack"])]
    assert "Your account manager is Tamarack Telematics." in {action.given("Text") for action in other}
    assert "+18005550132" in {action.given("ThirdPartyPhoneNumber") for action in other}


def test_the_state_basic_account_is_answered_by_its_operator() -> None:
    flow = compiled(oregon(), "state")["find-account-manager"]
    after = [flow.by_id[id_] for id_ in reached(flow, str(key(flow.by_id["which"], "basic")))]
    assert "+18005550131" in {action.given("ThirdPartyPhoneNumber") for action in after}


def test_whoever_is_not_known_is_found_by_a_person() -> None:
    flow = compiled(oregon(), "state")["find-account-manager"]
    for lost in (flow.by_id["ask"].error("NoMatchingError"), flow.by_id["found"].next, flow.by_id["which"].next):
        assert lost == "unknown"
    assert flow.by_id["unknown"].next == "person"
    assert flow_named(flow.by_id["person-go"]) == "queue-general"


def test_an_account_manager_without_a_line_is_reached_by_its_queue() -> None:
    base = oregon()
    queues = tuple(
        queue.model_copy(update={"account_manager": "tamarack"}) if queue.id == "choose" else queue
        for queue in base.infrastructure.queues
    )
    lines = tuple(line.model_copy(update={"account_manager": None}) for line in base.infrastructure.lines)
    flow = compiled(infra(base, queues=queues, lines=lines), "state")["find-account-manager"]
    assert "queue-choose" in {flow_named(action) for action in flow.actions}


def test_a_number_is_said_digit_by_digit() -> None:
    assert digits("+15035550120") == "5 0 3, 5 5 5, 0 1 2 0"
    assert digits("+442055550120") == "4 4 2 0 5 5 5 5 0 1 2 0"

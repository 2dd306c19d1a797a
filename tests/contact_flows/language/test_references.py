"""References to what is known of a contact, wherever they stand in a text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.language.catalogue import ACTION_TYPES
from contact_flows.language.document import FlowType, Ref, Value
from contact_flows.language.references import (
    NAMESPACES,
    Scope,
    is_dynamic,
    parse_reference,
    references_in,
    references_of,
)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$.Channel", ("Channel",)),
        ("$.Attributes.name", ("Attributes", "name")),
        ("$.Attributes['my key']", ("Attributes", "my key")),
        ("$['Attributes']['x']", ("Attributes", "x")),
        ("$.SegmentAttributes['connect:Subtype']", ("SegmentAttributes", "connect:Subtype")),
        ("$.Metrics.Agents.Staffed.Count", ("Metrics", "Agents", "Staffed", "Count")),
        ("$.Views.ViewResultData.Category.0", ("Views", "ViewResultData", "Category", "0")),
        ("$.Attributes.with-hyphen", ("Attributes", "with-hyphen")),
        ("$.External.['`$.Attributes.k`']", ("External", "`$.Attributes.k`")),
        ("$.Attributes['`$.External['k']`']", ("Attributes", "`$.External['k']`")),
    ],
)
def test_a_whole_reference_has_its_path(text: str, path: tuple[str, ...]) -> None:
    reference = parse_reference(text)
    assert reference is not None
    assert (reference.text, reference.path, reference.namespace) == (text, path, path[0])


@pytest.mark.parametrize(
    "text", ["", "$", "$.", "$5", "$.5", "Attributes.x", "a $.Channel", "$.Channel ", "$.Attributes.a.", "$LATEST"]
)
def test_what_is_more_or_less_than_a_reference_is_none(text: str) -> None:
    assert parse_reference(text) is None


def test_every_reference_in_a_text_is_found_without_the_marks_around_it() -> None:
    text = "Hello $.Attributes.name. It costs $5; say $.Attributes['my word']! ($.Queue.Name) $.Attributes.a- end"
    assert [one.text for one in references_in(text)] == [
        *("$.Attributes.name", "$.Attributes['my word']", "$.Queue.Name", "$.Attributes.a"),
    ]


def test_a_nested_reference_is_found_after_the_one_around_it() -> None:
    assert [one.path for one in references_in("$.External.['`$.Attributes.k`']")] == [
        ("External", "`$.Attributes.k`"),
        ("Attributes", "k"),
    ]


def test_a_member_that_is_looked_up_itself_has_no_name() -> None:
    nested, plain, whole = (
        parse_reference(text) for text in ("$.External.['`$.Attributes.k`']", "$.External.a", "$.Channel")
    )
    assert nested is not None
    assert plain is not None
    assert whole is not None
    assert (nested.member, plain.member, whole.member) == (None, "a", None)


def test_references_are_found_in_parameters_of_any_shape_but_not_in_names() -> None:
    value: Value = {
        "$.Attributes.name": ("$.External.a", {"b": "x $.Attributes.c"}),
        "r": Ref("queue", "q"),
        "n": 5,
        "z": None,
    }
    assert [one.text for one in references_of(value)] == ["$.External.a", "$.Attributes.c"]
    assert is_dynamic(value)
    assert not is_dynamic(Ref("queue", "$.Attributes.a"))
    assert not is_dynamic("arn:aws:connect:x:y:contact-flow/f:$LATEST")


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="$.[]'`aA0- ", max_size=60))
def test_no_text_is_too_odd_to_search(text: str) -> None:
    for reference in references_in(text):
        assert parse_reference(reference.text) == reference
        assert reference.text in text


@pytest.mark.parametrize("part", ["$.a", "$.a['", "`$.a", "$['`$", "$.a.['`$.b`']", "$.a['`"])
def test_a_long_text_is_searched_soon(part: str) -> None:
    started = time.process_time()
    list(references_in(part * 20_000))
    assert time.process_time() - started < 5


def test_namespaces_say_how_long_they_live_and_who_fills_them() -> None:
    assert NAMESPACES["Attributes"].scope is Scope.CONTACT
    assert NAMESPACES["FlowAttributes"].scope is Scope.FLOW
    assert NAMESPACES["External"].scope is Scope.SLOT
    assert NAMESPACES["Agent"].flow_types is not None
    assert FlowType.CONTACT_FLOW not in NAMESPACES["Agent"].flow_types
    written = {name for space in NAMESPACES.values() for name in space.written_by}
    assert written <= set(ACTION_TYPES)


def test_who_reads_an_e_mail_along_is_known_of_the_contact() -> None:
    copied = parse_reference("$.AdditionalEmailRecipients.CcList")
    assert copied is not None
    assert (copied.namespace, copied.member) == ("AdditionalEmailRecipients", "CcList")
    assert NAMESPACES[copied.namespace].scope is Scope.SEGMENT

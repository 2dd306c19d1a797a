"""Failures of an engine, with what is known beyond the message."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pulumi.automation import errors
from pulumi.automation._cmd import CommandResult

from infra.failures import explain
from spec.errors import CloudError, PlanRefusedError


def failed(name: str, message: str) -> Any:
    urn = f"urn:pulumi:dev::civicline::aws-native:connect:ContactFlow::{name}"
    diagnostic = SimpleNamespace(urn=urn, severity="error", message=message)
    return SimpleNamespace(diagnostic_event=diagnostic)


def raised(events: list[Any], reword: Any) -> CloudError:
    with pytest.raises(CloudError) as caught, explain("dev", events, reword):
        raise errors.CommandError(CommandResult("", "error: update failed", 255))
    return caught.value


def test_what_is_known_of_failures_is_told_of_each() -> None:
    events = [failed("office-line-main", "no"), failed("office-chat", "neither"), failed("office-billing", "other")]
    known = {"office-line-main": "line 3 is wrong", "office-chat": "line 9 is wrong"}
    error = raised(events, lambda name, _message: known.get(name))
    assert (error.where, error.what) == ("office-line-main", "line 3 is wrong\nline 9 is wrong")


def test_a_failure_of_which_nothing_is_known_is_told_as_it_is() -> None:
    error = raised([failed("office-billing", "LimitExceededException: 100 queues")], lambda _name, _message: None)
    assert (error.where, error.what) == ("office-billing", "LimitExceededException: 100 queues")


def test_a_bucket_that_is_to_go_and_holds_data_is_to_be_emptied_by_whoever_may() -> None:
    error = raised([failed("raw", "BucketNotEmpty: The bucket you tried to delete is not empty")], lambda _n, _m: None)
    assert error.hint.startswith("copy elsewhere what you have to keep of it, empty it with all versions; ")
    assert "run the same command again" in error.hint


def deleting(name: str) -> Any:
    return failed(name, f'resource "{name}" cannot be deleted\nbecause it is protected. To unprotect the resource, ...')


def test_all_that_is_protected_and_would_go_is_named_where_an_engine_stops_at_the_first() -> None:
    with pytest.raises(PlanRefusedError) as caught, explain("dev", [deleting("raw")], going=lambda: ("key", "raw")):
        raise errors.CommandError(CommandResult("", "error: preview failed", 255))
    assert caught.value.what.endswith("protected: raw, key")
    assert "--delete-protected raw --delete-protected key" in caught.value.hint


def test_of_a_replacement_only_what_the_engine_names_is_told() -> None:
    message = 'unable to replace resource "raw"\nas part of a replacement because it is protected.'
    with pytest.raises(PlanRefusedError) as caught, explain("dev", [failed("raw", message)], going=lambda: ("key",)):
        raise errors.CommandError(CommandResult("", "error: preview failed", 255))
    assert caught.value.what.endswith("protected: raw")

"""Ctrl-C is an interruption, whatever the engine makes of it."""

import signal

import pytest

from cli.interrupts import Interrupts


def test_ctrl_c_is_remembered_and_raised() -> None:
    interrupts = Interrupts()
    with pytest.raises(KeyboardInterrupt), interrupts.watched():
        signal.raise_signal(signal.SIGINT)
    assert interrupts.seen


def test_the_handler_before_is_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts().watched():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_without_ctrl_c_nothing_is_remembered() -> None:
    interrupts = Interrupts()
    with interrupts.watched():
        pass
    assert not interrupts.seen

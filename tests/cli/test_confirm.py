"""Questions: yes, no, and whoever leaves."""

import signal

import pytest
import typer
from typer.testing import CliRunner

from cli import confirm
from cli.interrupts import Interrupts, answering


def asking(said: list[object]) -> typer.Typer:
    app = typer.Typer()

    @app.command()
    def ask() -> None:
        said.append(confirm.agreed("Go on?"))

    return app


@pytest.mark.parametrize(("typed", "meant"), [("y\n", True), ("n\n", False), ("\n", False), ("", None)])
def test_an_answer_is_yes_or_no_and_the_end_of_the_input_is_neither(typed: str, meant: bool | None) -> None:
    said: list[object] = []
    CliRunner().invoke(asking(said), input=typed)
    assert said == [meant]


def test_ctrl_c_at_a_question_is_an_answer_and_no_interruption_of_the_command() -> None:
    interrupts = Interrupts()
    with interrupts.watched(), pytest.raises(KeyboardInterrupt), answering():
        signal.raise_signal(signal.SIGINT)
    assert not interrupts.seen


def test_after_the_question_ctrl_c_interrupts_the_command_again() -> None:
    interrupts = Interrupts()
    with interrupts.watched():
        with answering():
            pass
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert interrupts.seen

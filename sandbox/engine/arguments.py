"""A `pulumi` command line, taken apart: words, flags and what follows `--`.

Flags may stand anywhere, as `--name value`, `--name=value` or `-n value`; a flag that is not in the table is
refused, as `pulumi` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spec.errors import UsageError

# Flags that take a value, and flags that do not. `--name=value` is accepted for both (`--refresh=true`).
VALUED = frozenset({
    "--client", "--color", "--config-file", "--config", "--cwd", "--event-log", "--exec-agent", "--exec-kind",
    "--exclude", "--file", "--from", "--import-file", "--message", "--name-table", "--out", "--page", "--page-size",
    "--parallel", "--plan", "--policy-pack", "--policy-pack-config", "--profiling", "--replace", "--save-plan",
    "--secrets-provider", "--server", "--stack", "--suppress-stream-logs", "--target", "--target-replace",
    "--tracing", "--tags", "--teams", "--verbose", "--version-constraint", "--copy-config-from", "--description",
    "--checksum", "--type", "--memprofilerate", "--project", "--organization", "--tag",
})  # fmt: skip
SWITCHES = frozenset({
    "--all", "--attach-debugger", "--clear-pending-creates", "--continue-on-error", "--config-path", "--debug",
    "--diff", "--disable-integrity-checking", "--emoji", "--exact", "--exclude-dependents", "--exclude-protected",
    "--expect-no-changes", "--force", "--full-dates", "--fully-stack-trace", "--generate-code", "--help", "--json",
    "--logflow", "--logtostderr", "--neo", "--no-dependencies", "--no-plugins", "--no-select", "--no-color",
    "--non-interactive", "--open", "--path", "--plaintext", "--preserve-config", "--preview-only", "--protect",
    "--refresh", "--reinstall", "--remove", "--remove-backups", "--run-program", "--secret", "--show-config",
    "--show-full-output", "--show-ids", "--show-name", "--show-policy-remediations", "--show-reads",
    "--show-replacement-steps", "--show-sames", "--show-secret-outputs", "--show-secrets", "--show-urns",
    "--skip-preview", "--skip-pending-creates", "--strict", "--suppress-outputs", "--suppress-permalink",
    "--suppress-progress", "--target-dependents", "--use-language-version-tools", "--yes", "--create", "--shell",
    "--version",
})  # fmt: skip
SHORT = {
    "-C": "--cwd", "-D": "--config-path", "-Q": "--full-dates", "-a": "--all", "-c": "--config", "-d": "--debug",
    "-e": "--emoji", "-f": "--force", "-h": "--help", "-i": "--show-ids", "-j": "--json", "-m": "--message",
    "-o": "--out", "-p": "--parallel", "-r": "--refresh", "-s": "--stack", "-t": "--target", "-u": "--show-urns",
    "-v": "--verbose", "-x": "--exclude", "-y": "--yes",
}  # fmt: skip
_FALSE = frozenset({"0", "f", "false", "F", "FALSE", "False"})
_TRUE = frozenset({"1", "t", "true", "T", "TRUE", "True"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """words: the command and its operands; flags: name -> values in order; rest: operands after `--`."""

    words: tuple[str, ...]
    flags: Mapping[str, tuple[str, ...]]
    rest: tuple[str, ...] = ()

    def text(self, name: str, default: str = "") -> str:
        """The value given last."""
        values = self.flags.get(name)
        return values[-1] if values else default

    def many(self, name: str) -> tuple[str, ...]:
        return self.flags.get(name, ())

    def on(self, name: str, *, default: bool = False) -> bool:
        """Whether a switch is set: `--name`, `--name=true`; `--name=false` unsets it."""
        values = self.flags.get(name)
        if not values:
            return default
        if values[-1] not in _TRUE | _FALSE:
            raise UsageError("", f'invalid argument "{values[-1]}" for "{name}" flag', "use true or false")
        return values[-1] in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.text(name)
        if not value:
            return default
        if not value.lstrip("-").isdigit():
            raise UsageError("", f'invalid argument "{value}" for "{name}" flag', "give a whole number")
        return int(value)

    def require_yes(self) -> None:
        """Raise UsageError unless the command line says that it is meant; this engine asks no questions."""
        if not self.on("--yes") and not self.on("--skip-preview"):
            raise UsageError(
                "",
                "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode",
                "look at what would happen first (pulumi preview), then repeat with --yes",
            )

    def operands(self, after: int) -> tuple[str, ...]:
        """Words after the first `after` ones (the command itself), then those after `--`."""
        return self.words[after:] + self.rest


def parse(argv: Sequence[str], also_valued: Iterable[str] = ()) -> Arguments:
    """Take `argv` apart; `also_valued` are switches that take a value here (`config set-all --secret k=v`)."""
    valued = VALUED.union(also_valued)
    words: list[str] = []
    flags: dict[str, list[str]] = {}
    queue = iter(argv)
    for item in queue:
        if item == "--":
            return Arguments(tuple(words), _frozen(flags), tuple(queue))
        if item.startswith("-") and len(item) > 1:
            name, value = _flag(item, queue, valued)
            flags.setdefault(name, []).append(value)
        else:
            words.append(item)
    return Arguments(tuple(words), _frozen(flags))


def _frozen(flags: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in flags.items()}


def _flag(item: str, queue: Iterator[str], valued: frozenset[str]) -> tuple[str, str]:
    shown, equals, value = item.partition("=")
    name = SHORT.get(shown, shown)
    if not equals and shown not in SHORT and len(shown) > 2 and shown[:2] in SHORT and not shown.startswith("--"):  # noqa: PLR2004
        name, value, equals = SHORT[shown[:2]], shown[2:], "="  # -v9
    if name not in valued and name not in SWITCHES:
        raise UsageError("", f"unknown flag: {shown}", "see `pulumi --help`")
    if equals:
        return name, value
    if name not in valued:
        return name, "true"
    following = next(queue, None)
    if following is None:
        raise UsageError("", f"flag needs an argument: {shown}")
    return name, following

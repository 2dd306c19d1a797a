"""The server process: `python -m sandbox.server --home DIR ...`. People use `civicline sandbox start`."""

import argparse
import contextlib
import logging
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sandbox.server.files import SandboxFiles, write_json
from spec.errors import CiviclineError, CloudError, UsageError

# A server that ends because nobody used it does so unasked; the next one may come a moment too early.
_LOCK_SECONDS = 10.0


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a start failed, left in a file for whoever waits for it."""

    where: str
    what: str
    hint: str
    usage: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until stopped. The log is this process's stderr."""
    options = _arguments().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)sZ %(levelname)s %(name)s: %(message)s")
    logging.Formatter.converter = time.gmtime
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    # Imports moto, so it comes after the arguments are known to be right.
    from sandbox.server.server import Options, run

    try:
        run(Options(**vars(options), lock_seconds=_LOCK_SECONDS))
    except CiviclineError as error:
        return _failed(options.home, error)
    except OSError as error:
        what = f"can't be used: {error.strerror or error}"
        return _failed(options.home, CloudError(str(options.home), what, "free some disk space, or check permissions"))
    return 0


def _failed(home: Path, error: CiviclineError) -> int:
    logging.getLogger(__name__).error("%s", error)
    usage = isinstance(error, UsageError)
    failure = Failure(where=error.where, what=error.what, hint=error.hint, usage=usage)
    with contextlib.suppress(OSError):  # the log has it as well
        write_json(SandboxFiles(home).failed, asdict(failure))
    return error.exit_code


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.server", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="Civicline's home folder")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument(
        "--port-fixed", action="store_true", help="fail when the port is taken, instead of taking another"
    )
    parser.add_argument(
        "--idle-minutes", type=float, default=60.0, help="stop after so long without a request; 0: never"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

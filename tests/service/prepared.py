"""Processes of the command `haveyoursay` that have imported the program already: forked from one that has.

To import it takes two seconds of a processor, and the tests start it hundreds of times. What runs is
the command all the same: in a process of its own, with its own environment, folder, arguments and log, and
kill -9 ends it as it ends any other. That the installed command starts from nothing is proved in
`test_serve.py`, in `one_conversation.py`, and by every `make torture`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[2]
PREPARED = ["tests.service.imported"]
"""The module that imports what the command does, and starts nothing."""


@dataclass(frozen=True)
class Started:
    """A process, as `subprocess.Popen` has it."""

    process: Any

    @property
    def pid(self) -> int:
        number: int = self.process.pid
        return number

    @property
    def returncode(self) -> int | None:
        return self.poll()

    def poll(self) -> int | None:
        code: int | None = self.process.exitcode
        return code

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended. Raises subprocess.TimeoutExpired."""
        self.process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("haveyoursay", timeout or 0)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@dataclass(frozen=True)
class Command:
    """What a process is to be: the command with these words, in this environment and folder.

    What it says is added to the file `out`, and what it complains of to `err`.
    """

    words: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    out: Path
    err: Path
    module: str = "admin.__main__"

    def start(self) -> Started:
        """Start it, and wait for nothing."""
        process = _begin().Process(target=self._become)
        process.start()
        return Started(process)

    def _become(self) -> None:
        os.environ.clear()
        os.environ.update(self.environment)
        os.chdir(self.folder)
        for number, file in ((1, self.out), (2, self.err)):
            opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(opened, number)
            os.close(opened)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = ["haveyoursay", *self.words]
        import_module(self.module).main()


def run(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end. Raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryDirectory() as said:
        out, err = Path(said, "out"), Path(said, "err")
        started = Command(words, environment, folder, out, err).start()
        try:
            code = started.wait(seconds)
        finally:
            started.kill()
        return subprocess.CompletedProcess([*words], code, out.read_text(), err.read_text())


@cache
def _begin() -> multiprocessing.context.ForkServerContext:
    """Start the process that the others are forked from: it imports once what they all need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PREPARED)
    with _finding_tests():
        multiprocessing.forkserver.ensure_running()
    return context


@contextmanager
def _finding_tests() -> Iterator[None]:
    """Let a new process find this tree, wherever another is installed."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        yield
    finally:
        os.environ.pop("PYTHONPATH")
        if before is not None:
            os.environ["PYTHONPATH"] = before

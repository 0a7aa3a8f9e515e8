"""A real `haveyoursay serve` in a process of its own, on a folder of its own, to be talked to and killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from admin.invitations import make_code
from forms.folder import open_folder
from forms.records import Invitation
from forms.settings import Settings
from forms.units import Insert, PutUnit, Write
from tests.service import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

COMMAND = Path(sys.executable).with_name("haveyoursay")
Process: TypeAlias = "subprocess.Popen[bytes] | prepared.Started"
START_SECONDS = 300
"""A start takes two seconds of a processor, and more than a minute where twenty others want it too."""


def find_free_port() -> int:
    """Return a port that nobody else is given meanwhile: for a minute it counts as just used.

    Whoever asks the kernel for any port gets another, as long as there are others; so nothing else that runs
    on the machine has this one before the service has started, which may take long.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as caller:
            called, _ = listening.accept()
            called.close()  # before the caller does: the side that ends it first keeps the port a while
            caller.recv(1)
        return port


@dataclass
class House:
    """One council's folder and the settings that go with it."""

    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)
    started_by: tuple[str | Path, ...] = ()
    """A command that becomes the service, such as `prlimit` with its limits."""
    from_nothing: bool = False
    """Whether the installed command is started, instead of a process that has imported what it imports."""
    port: int = field(default_factory=find_free_port)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SAY_DATA_DIR": str(self.folder),
            "SAY_LISTEN": f"127.0.0.1:{self.port}",
            "SAY_COUNCIL": "Testshire",
            "SAY_DUTY_CONTACT": "duty@testshire.example",
            "SAY_OUT_OF_HOURS": "01632 960001",
            "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
            **self.more,
        }

    @property
    def settings(self) -> Settings:
        return Settings.from_env(self.environment)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command of `haveyoursay` beside the service."""
        environment = {**_bare_environment(), **self.environment}
        if not self.from_nothing:
            return prepared.run(arguments, environment, self.folder.parent, seconds)
        return subprocess.run(
            [COMMAND, *arguments],
            env=environment,
            cwd=self.folder.parent,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )

    def start(self, *arguments: str, log: Path | None = None) -> Process:
        """Start `serve`, and wait for nothing."""
        log, environment = log or Path(os.devnull), {**_bare_environment(), **self.environment}
        if not (self.from_nothing or self.started_by):
            return prepared.Command(("serve", *arguments), environment, self.folder.parent, log, log).start()
        with log.open("ab") as lines:
            return subprocess.Popen(
                [*self.started_by, COMMAND, "serve", *arguments],
                env=environment,
                cwd=self.folder.parent,
                stdout=lines,
                stderr=lines,
            )

    @contextmanager
    def serving(self, *arguments: str, log: Path | None = None) -> Iterator[Process]:
        """Run `serve` until the block ends; whatever is left of it is killed."""
        log = log or self.folder.with_name(f"{self.folder.name}.log")
        process = self.start(*arguments, log=log)
        try:
            if "bot" not in arguments:
                self._wait_until_alive(process, log)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(10)

    def _wait_until_alive(self, process: Process, log: Path) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        message = f"serve did not come up: {process.poll()}\n{log.read_text()[-2000:]}"
        raise AssertionError(message)

    async def invite(self, count: int, form_key: str, now: datetime, **changed: Any) -> list[str]:
        """Make invitations straight in the database; return their codes."""
        from datetime import timedelta  # noqa: PLC0415

        keys, store = await open_folder(self.settings)
        codes = []
        writes: list[Write] = []
        made = len(await store.read(Invitation.__table__.select()))  # type: ignore[attr-defined]
        for number in range(made, made + count):
            row = {
                "id": f"inv-{number}",
                "form_key": form_key,
                "audience": "professional",
                "review_ref": None,
                "takes": 1,
                "submitted": 0,
                "created_at": now,
                "expires_at": now + timedelta(days=28),
                "revoked_at": None,
                **changed,
            }
            code_row, code = make_code(keys, f"inv-{number}", now, made_for="list")
            writes += [Insert(Invitation, row), code_row]
            codes.append(code)
        await store.write(PutUnit(tuple(writes)))
        await store.close()
        return codes


def _bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SAY_")}

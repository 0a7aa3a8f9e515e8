"""strace on the running service: calls of the disk that fail, and the order of calls."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.service.house import Process

NEEDS_STRACE = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
ATTACH_SECONDS = 10


@contextmanager
def injecting(process: Process, fault: str) -> Iterator[None]:
    """Let calls of a running process fail, such as `fsync:error=EIO`, until the block ends."""
    names = fault.split(":", maxsplit=1)[0]
    with attached(process, "-e", f"trace={names}", "-e", f"inject={fault}"):
        yield


@contextmanager
def attached(process: Process, *options: str) -> Iterator[Path]:
    """Trace all threads of a running process until the block ends; yield where the calls are written."""
    with tempfile.TemporaryDirectory(prefix="say-strace-") as folder:
        calls = Path(folder) / "calls"
        command = ["strace", "-f", "-p", str(process.pid), "-o", calls, *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            try:
                _wait_until_attached(tracer, process.pid)
                yield calls
            finally:
                tracer.terminate()


def _wait_until_attached(tracer: subprocess.Popen[str], pid: int) -> None:
    end = time.monotonic() + ATTACH_SECONDS
    while not _is_traced(pid):
        if tracer.poll() is not None or time.monotonic() > end:
            tracer.kill()
            pytest.skip("this machine does not let a running process be traced")
        time.sleep(0.01)


def _is_traced(pid: int) -> bool:
    """Tell whether every thread of a process is traced."""
    statuses = Path(f"/proc/{pid}/task").glob("*/status")
    return all("TracerPid:\t0\n" not in status.read_text() for status in statuses)

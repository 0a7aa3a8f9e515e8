"""`python -m tests.torture.serve_at_another_time haveyoursay …`: the command, with a clock that can jump.

The service reads the time of day in one place, which is given a clock of ours here: as many seconds off as
stand in the file that SAY_CLOCK_FILE names. What is measured (waits, retries, throttles) runs on.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from admin import serve
from admin.__main__ import main

CLOCK_FILE = Path(os.environ["SAY_CLOCK_FILE"])


def read_clock() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(CLOCK_FILE.read_text()))


serve.read_clock = read_clock
sys.argv = sys.argv[1:]
main()

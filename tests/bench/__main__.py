"""`make bench`: what one POST of twelve answers costs, as ratios measured in one run on this machine.

Every request is a different person's: their own cookie, token and invitation. The load comes from this
process over loopback, the server is a process of its own. Each variant is measured in every round, so that
whatever else the machine does falls on all of them, and the median counts.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from tests.bench.load import measure

ROUNDS = 5
REQUESTS = {1: 300, 16: 1_500, 64: 3_000}
"""Requests at each number of connections: about a second of each, but for `single`."""
VARIANTS = {
    "parse": "an aiohttp handler that only reads the form: the ceiling",
    "stub": "the real route (token, engine, sealing), with a store that keeps nothing",
    "single": "the real route and store, with one answer to a commit",
    "real": "the real route and store: those who wait share a commit; every reply is durable",
}
TARGET_CONNECTIONS = 64

Rates: TypeAlias = dict[str, dict[int, float]]
"""Requests a second, by variant and number of connections."""


@dataclass(frozen=True, slots=True)
class Target:
    """What `real` has to reach of another variant; from issue 2."""

    of: str
    least: float

    def tell(self, rates: Rates) -> str:
        """Say what was reached, and whether it is enough."""
        reached = find_share(rates, self.of, TARGET_CONNECTIONS)
        verdict = "met" if reached >= self.least else "not met"
        return f"real / {self.of:<6} {show_share(reached)}   at least {show_share(self.least)}   {verdict}"


TARGETS = (Target("stub", 0.5), Target("single", 2.5), Target("parse", 0.1))


def find_share(rates: Rates, of: str, connections: int) -> float:
    return rates["real"][connections] / rates[of][connections]


def show_share(share: float) -> str:
    """Show a share in percent, a multiple as such; cut off, not rounded up to a target."""
    return f"{int(share * 1000) / 10:>5.1f} %" if share < 1 else f"{int(share * 100) / 100:>5.2f} x"


def measure_all() -> Rates:
    rounds = []
    for number in range(1, ROUNDS + 1):
        sys.stderr.write(f"round {number} of {ROUNDS}\n")
        rounds.append({variant: measure(variant, REQUESTS) for variant in VARIANTS})
    return {
        variant: {
            connections: median(found[variant][connections] for found in rounds) for connections in REQUESTS
        }
        for variant in VARIANTS
    }


def write_report(rates: Rates) -> str:
    lines = [f"One POST of 12 answers: requests a second, the median of {ROUNDS} rounds."]
    lines += [f"  {variant:<7} {meaning}" for variant, meaning in VARIANTS.items()]
    shares = "".join(f"{f'real/{target.of}':>13}" for target in TARGETS)
    lines += ["", "connections" + "".join(f"{variant:>9}" for variant in VARIANTS) + shares]
    lines += [write_row(rates, connections) for connections in REQUESTS]
    lines += ["", f"Targets, at {TARGET_CONNECTIONS} connections:"]
    lines += [f"  {target.tell(rates)}" for target in TARGETS]
    return "\n".join(lines) + "\n"


def write_row(rates: Rates, connections: int) -> str:
    counts = "".join(f"{rates[variant][connections]:>9,.0f}" for variant in VARIANTS)
    shares = (show_share(find_share(rates, target.of, connections)) for target in TARGETS)
    return f"{connections:>11}{counts}" + "".join(f"{share:>13}" for share in shares)


if __name__ == "__main__":
    sys.stdout.write(write_report(measure_all()))

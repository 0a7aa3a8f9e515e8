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
CONNECTIONS = (1, 16, 64)


@dataclass(frozen=True, slots=True)
class Variant:
    """A server to be measured: what it is, and how many requests take it about a second.

    `requests` stand in the order of `CONNECTIONS`. Much shorter, and starting up is what is measured.
    """

    meaning: str
    requests: tuple[int, ...]


VARIANTS = {
    "parse": Variant("an aiohttp handler that only reads the form: the ceiling", (10_000, 20_000, 20_000)),
    "stub": Variant(
        "the real route (token, engine, sealing), store that keeps nothing", (2_000, 3_000, 3_000)
    ),
    "single": Variant("the real route and store, one answer to a commit", (400, 400, 400)),
    "real": Variant("the real route and store: those who wait share a durable commit", (400, 2_000, 2_500)),
}
TARGET_CONNECTIONS = 64

Rates: TypeAlias = dict[str, dict[int, float]]
"""Requests a second, by variant and number of connections."""


@dataclass(frozen=True, slots=True)
class Target:
    """What `real` has to reach of another variant."""

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
        rounds.append({name: measure_one(name) for name in VARIANTS})
    return {
        name: {
            connections: median(found[name][connections] for found in rounds) for connections in CONNECTIONS
        }
        for name in VARIANTS
    }


def measure_one(name: str) -> dict[int, float]:
    return measure(name, dict(zip(CONNECTIONS, VARIANTS[name].requests, strict=True)))


def write_report(rates: Rates) -> str:
    lines = [f"One POST of 12 answers: requests a second, the median of {ROUNDS} rounds."]
    lines += [f"  {name:<7} {variant.meaning}" for name, variant in VARIANTS.items()]
    shares = "".join(f"{f'real/{target.of}':>13}" for target in TARGETS)
    lines += ["", "connections" + "".join(f"{name:>9}" for name in VARIANTS) + shares]
    lines += [write_row(rates, connections) for connections in CONNECTIONS]
    lines += ["", f"Targets, at {TARGET_CONNECTIONS} connections:"]
    lines += [f"  {target.tell(rates)}" for target in TARGETS]
    return "\n".join(lines) + "\n"


def write_row(rates: Rates, connections: int) -> str:
    counts = "".join(f"{rates[name][connections]:>9,.0f}" for name in VARIANTS)
    shares = (show_share(find_share(rates, target.of, connections)) for target in TARGETS)
    return f"{connections:>11}{counts}" + "".join(f"{share:>13}" for share in shares)


if __name__ == "__main__":
    sys.stdout.write(write_report(measure_all()))

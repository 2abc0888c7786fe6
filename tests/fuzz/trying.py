"""Many spoiled inputs into one parser, counted."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings
from outcome import Outcome, outcome
from parsers import PARSERS

HEALTH = list(HealthCheck)


def tried(name: str, examples: int, *, start: int | None = None) -> Counter[Outcome]:
    """What became of *examples* inputs of the parser called *name*; the first fault is raised, made small.

    Args:
        start: seed of the inputs; None takes the same ones every time.
    """
    parser, counted = PARSERS[name], Counter[Outcome]()

    def one(inputs: object) -> None:
        counted[outcome(parser.parse, inputs)] += 1

    test = given(parser.inputs)(one)
    test = settings(
        max_examples=examples, derandomize=start is None, database=None, deadline=None, suppress_health_check=HEALTH,
        phases=(Phase.generate, Phase.shrink), print_blob=False,
    )(test)  # fmt: skip
    if start is not None:
        test = seed(start)(test)
    test()
    return counted

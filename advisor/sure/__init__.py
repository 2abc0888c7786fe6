"""How sure it is, what would change it and what if: worked out by `scoring`, put into the words of the advice."""

from advisor.sure.certainty import disagreement, method_checks, with_tries
from advisor.sure.change import base_of, changeable, flip_advice, pair_flip, plain, share_profile, weight_intervals
from advisor.sure.own import own_ranking
from advisor.sure.scenario import scenario_changes
from advisor.sure.words import scenario_sentence

__all__ = [
    "base_of",
    "changeable",
    "disagreement",
    "flip_advice",
    "method_checks",
    "own_ranking",
    "pair_flip",
    "plain",
    "scenario_changes",
    "scenario_sentence",
    "share_profile",
    "weight_intervals",
    "with_tries",
]

"""How it went: what was expected of the choice, held against what is told later."""

from __future__ import annotations

from advisor.outcome.book import OutcomeBook, load_outcome_book
from advisor.outcome.follow_up import FollowUp, follow_up, follow_ups
from advisor.outcome.summed import Summary, summed_up

__all__ = ["FollowUp", "OutcomeBook", "Summary", "follow_up", "follow_ups", "load_outcome_book", "summed_up"]

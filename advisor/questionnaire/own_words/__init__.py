"""What a contractor writes in their own words, and the pains it seems to tell of."""

from advisor.questionnaire.own_words.book import PhraseBook, load_phrases
from advisor.questionnaire.own_words.proposals import LONGEST_TEXT, Proposal, propose

__all__ = ["LONGEST_TEXT", "PhraseBook", "Proposal", "load_phrases", "propose"]

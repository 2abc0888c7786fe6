"""Contractor software advisor: which software should this contractor run, and why to trust the answer."""

from advisor.advice import Advice
from advisor.advise import METHOD_VERSION, advise
from advisor.knowledge import load_knowledge
from advisor.questionnaire.answers import Answers

__version__ = "0.1.0"
__all__ = ["METHOD_VERSION", "Advice", "Answers", "__version__", "advise", "load_knowledge"]

"""Conditions of demo tasks that follow from the advice itself: the first option and the shortlisted vendors."""

from __future__ import annotations

import re

from advisor.demo.situation import BOTH_SIDES_FROM, NEXT_TO_NOTHING, Ground, Situation, follows
from advisor.questionnaire.answers import UNKNOWN

_AI = re.compile(r"\bAI\b")


def claims_both_sides(s: Situation) -> Ground | None:
    """One platform would carry both kinds of work, or a shortlisted vendor claims that it can (D1).

    An integrated platform claims it by its nature, wherever there are two kinds of work at all. A single PM or FSM
    platform has to carry the smaller side, and a vendor that is good at both may claim it, above 10 % of the work.
    """
    if s.first.id == "integrated":
        return follows(s.minor_share > NEXT_TO_NOTHING)
    if s.minor_share <= BOTH_SIDES_FROM:
        return None
    return follows(s.first.category in ("pm", "fsm") or bool(s.claiming_both))


def two_platforms(s: Situation) -> Ground | None:
    """Two platforms have to be joined: both recommended, or a tool that stays beside the one to be bought."""
    return follows(s.first.category == "two_platform" or any(len(stack.vendors) > 1 for stack in s.stacks))


def project_platform_with_accounting(s: Situation) -> Ground | None:
    """A platform for projects is recommended, and there is accounting beside it."""
    platforms = {"pm", "integrated"} & set(s.first.platforms)
    return follows(bool(platforms) and s.project_share > BOTH_SIDES_FROM and _has_accounting(s))


def crm_plus_operations(s: Situation) -> Ground | None:
    """A CRM and a platform for the work, side by side: both recommended, or the one kept beside the other."""
    kinds = set(s.first.platforms)
    if "crm" in kinds and kinds & {"pm", "fsm"}:
        return "follows"
    beside = {"pm", "fsm"} if kinds == {"crm"} else {"crm"} if kinds <= {"pm", "fsm"} else set()
    tools = s.answers.today.tools or ()
    return follows(any(tool.kind in beside and tool.works in ("well", "partly") for tool in tools))


def _has_accounting(s: Situation) -> bool:
    return s.answers.today.accounting not in (None, UNKNOWN, "none")


def anything_connects(s: Situation) -> Ground | None:
    """Something has to connect: two platforms, a system that must be integrated, or accounting."""
    if s.answers.limits.must_integrate or _has_accounting(s):
        return "said"
    return two_platforms(s)


def ai_sold(s: Situation) -> Ground | None:
    """The catalogue speaks of AI at a shortlisted vendor."""
    return follows(
        any(
            _AI.search(text)
            for v in s.vendors.values()
            for text in (v.judgement, v.pricing.note, *v.strengths, *v.limitations, *v.watch_outs)
        )
    )

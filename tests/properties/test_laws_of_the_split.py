"""Laws 1, 2 and 9: what the smaller side and friction on it do, and that projects and jobs mirror each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from whole_answers import (
    EPS,
    FRICTION,
    SINGLES,
    TEAM,
    K,
    answers_files,
    changed,
    decide,
    values_of,
)

CALM = {"workarounds": 0, "double_entry": 0, "missed_information": 0}
SPLIT_PAINS = ("service_projects_split",)


def _works_on_both_sides(data: dict[str, Any]) -> bool:
    """A tool for projects and one for jobs, both working well, or one platform for both."""
    good = {tool["kind"] for tool in data["today"].get("tools", ()) if tool.get("works") == "well"}
    return {"pm", "fsm"} <= good or "integrated" in good


# ---- law 1 ----------------------------------------------------------------------------------------------------------


@given(
    answers_files(streams=False, friction=st.just(CALM)),
    st.integers(0, 10).map(lambda n: n / 100),
    st.sampled_from(["project", "job"]),
)
def test_a_minor_side_of_a_tenth_without_friction_never_gets_a_platform_of_its_own(
    data: dict[str, Any], minor: float, side: str
) -> None:
    assume(not set(SPLIT_PAINS) & set(data.get("pains", {})))
    assume(not _works_on_both_sides(data))
    data = changed(data, "work.project_share", minor if side == "project" else 1 - minor)
    assert decide(data).first != "fsm_pm"


@given(
    answers_files(streams=False),
    st.integers(30, 50).map(lambda n: n / 100),
    st.sampled_from(["project", "job"]),
    st.sampled_from([25, 30, 45, 80, 150, 400, 1500]),
)
def test_a_minor_side_of_three_tenths_in_a_firm_of_25_gets_two_platforms_or_a_proven_integrated_one(
    data: dict[str, Any], minor: float, side: str, people: int
) -> None:
    assume(not _works_on_both_sides(data))
    data = changed(data, "work.project_share", minor if side == "project" else 1 - minor)
    data = changed(data, "company.headcount", people)
    assert decide(data).first in ("fsm_pm", "integrated")


# ---- law 2 ----------------------------------------------------------------------------------------------------------

STEPS = tuple(n / 40 for n in range(21))  # 0 to 0.50 in steps of 2.5 points


def _case_for_two(values: dict[str, np.ndarray]) -> np.ndarray:
    return values["fsm_pm"] - np.max([values[name] for name in SINGLES], axis=0)


@given(answers_files(streams=False), st.sampled_from(["project", "job"]))
def test_a_larger_minor_side_never_lowers_the_case_for_two_platforms(data: dict[str, Any], side: str) -> None:
    shares = [minor if side == "project" else 1 - minor for minor in STEPS]
    case = _case_for_two(values_of([changed(data, "work.project_share", share) for share in shares]))
    fell = np.diff(case) < -EPS
    assert not fell.any(), f"falls after minor = {[s for s, down in zip(STEPS, fell, strict=False) if down]}: {case}"


@given(
    answers_files(),
    st.sampled_from(["workarounds", "double_entry", "missed_information"]),
    st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted),
)
def test_more_friction_never_lowers_the_case_for_two_platforms(
    data: dict[str, Any], kind: str, halves: list[int]
) -> None:
    less, more = (n / 2 for n in halves)
    case = _case_for_two(values_of([changed(data, f"friction.{kind}", level) for level in (less, more)]))
    assert case[1] >= case[0] - EPS


# ---- law 9 ----------------------------------------------------------------------------------------------------------

PURE = {
    side: sorted(p.id for p in K.pains.values() if getattr(p.weights, side) == 1 and not p.common)
    for side in ("project", "job", "customer")
}
MIRRORED_PAINS = list(zip(PURE["project"], PURE["job"], strict=False))
MIRRORED_SIGNALS = (("contracts", "dispatch"), ("change_orders", "same_visit_billing"))
MIRROR = {"pm": "fsm", "fsm": "pm", "crm_pm": "crm_fsm", "crm_fsm": "crm_pm"}
OTHER_UNIT = {"project": "job", "job": "project"}
OTHER_TOOL = {"pm": "fsm", "fsm": "pm"}


@st.composite
def _mirrored_pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two contractors who differ in nothing but that projects and jobs are exchanged.

    Left out is what a rule names on one side only: jobs a day, RFIs and progress billing (W5), service trades,
    recurring work and a high share of repeat customers (C6), short projects (W7) and a working CRM (T3). The trade is
    one that does both kinds of work and that no rule names.
    """
    severity = st.sampled_from([0, 1, 2, 3])
    here: dict[str, Any] = {
        "company": {"trade": "glass_glazing", "headcount": draw(st.sampled_from([3, 9, 20, 45, 300]))},
        "work": {"signals": {"rfis_submittals": False, "progress_billing": False, "recurring": False}},
        "friction": draw(FRICTION),
        "pains": {name: draw(severity) for name in draw(st.lists(st.sampled_from(PURE["customer"]), max_size=2))},
        "team": draw(TEAM),
        "sales": {"repeat_share": draw(st.sampled_from([0, 0.2, 0.4])), "leads_per_month": draw(st.integers(0, 100))},
        "today": {"tools": draw(st.lists(st.sampled_from(["pm", "fsm", "integrated", "paper"]), max_size=2))},
        "limits": {"wants_one_system": draw(st.booleans()), "budget_usd_month": draw(st.integers(0, 2000))},
    }
    there: dict[str, Any] = {name: dict(section) for name, section in here.items()}
    here["today"] = {"tools": [{"kind": kind, "works": "well"} for kind in here["today"]["tools"]]}
    there["today"] = {
        "tools": [{**tool, "kind": OTHER_TOOL.get(tool["kind"], tool["kind"])} for tool in here["today"]["tools"]]
    }
    there["work"]["signals"] = dict(here["work"]["signals"])
    if draw(st.booleans()):
        share = draw(st.integers(0, 100))
        here["work"]["project_share"], there["work"]["project_share"] = share / 100, (100 - share) / 100
    unit = draw(st.sampled_from([None, "project", "job", "both"]))
    if unit:
        here["work"]["unit"], there["work"]["unit"] = unit, OTHER_UNIT.get(unit, unit)
    for a, b in MIRRORED_SIGNALS:
        for one, two in ((a, b), (b, a)):
            if draw(st.booleans()):
                here["work"]["signals"][one] = there["work"]["signals"][two] = draw(st.booleans())
    for a, b in draw(st.lists(st.sampled_from(MIRRORED_PAINS), max_size=3, unique=True)):
        here["pains"][a] = there["pains"][b] = draw(severity)
    return here, there


@given(_mirrored_pairs())
def test_exchanging_projects_and_jobs_exchanges_their_software(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    here, there = (decide(data).values for data in pair)
    assert {name: round(value, 9) for name, value in here.items()} == {
        name: round(there[MIRROR.get(name, name)], 9) for name in here
    }

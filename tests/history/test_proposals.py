"""What is measured becomes proposed answers, and nothing else of the file is kept."""

from __future__ import annotations

import json

import pytest
from exports import WRITERS, plain
from generate import firm

from advisor import advise
from advisor.history import import_records, imported_json
from advisor.questionnaire.answers import Range, answers_from

KNOWN = firm(13, 0.02, 400, "plumbing")
READ = import_records(WRITERS["workiz"](KNOWN), trade="plumbing")


def test_the_proposed_share_is_the_measured_interval() -> None:
    share = READ.shares.by_revenue
    assert share is not None
    work = READ.proposed.work
    assert work.project_share == Range(low=round(share.low, 2), high=round(share.high, 2))
    assert work.basis == "revenue"


def test_the_pace_of_the_work_is_the_pace_of_the_records() -> None:
    work = READ.proposed.work
    jobs = sum(not p.project for p in KNOWN.pieces)
    days = 600 * 5 / 7
    assert work.jobs_per_day == pytest.approx(jobs / days, rel=0.25)
    middle = sorted(p.value for p in KNOWN.pieces)[len(KNOWN.pieces) // 2]
    mean = sum(p.value for p in KNOWN.pieces) / len(KNOWN.pieces)
    assert work.average_value_usd is not None
    assert 0.7 * middle <= work.average_value_usd <= 1.3 * mean


def test_the_proposed_answers_are_answers_and_can_be_advised_on() -> None:
    again = answers_from(READ.proposed.compact())
    assert again == READ.proposed
    advice = advise(again)
    assert advice.work_mix.leading_basis == "revenue"
    share = READ.shares.by_revenue
    assert share is not None
    assert advice.work_mix.project_share.low >= share.low - 0.06
    assert advice.work_mix.project_share.high <= share.high + 0.06


def test_no_name_of_a_customer_and_no_title_is_kept() -> None:
    known = firm(17, 0.3, 200, "hvac", "some")
    kept = import_records(plain(known)).model_dump_json()
    customers = {p.customer for p in known.pieces}
    assert not [name for name in customers if name in kept]
    addresses = {p.title for p in known.pieces if p.title.endswith(" St")}
    assert addresses
    assert not [address for address in addresses if address in kept]


def test_the_json_of_an_import_holds_what_the_contract_names() -> None:
    data = json.loads(json.dumps(imported_json(READ)))
    assert {"system", "mapping", "rows", "period", "shares", "can_tell", "shapes", "findings", "proposed"} <= set(data)
    assert {"read", "used", "grouped", "dropped"} <= set(data["rows"])
    assert {"from", "to"} <= set(data["period"])
    assert {"by_count", "by_revenue", "by_hours"} == set(data["shares"])
    assert {"low", "mid", "high"} == set(data["shares"]["by_revenue"])
    assert {"name", "records", "share_of_revenue", "examples"} <= set(data["shapes"][0])
    if data["findings"]:
        assert {"code", "row", "column", "message"} <= set(data["findings"][0])
    assert data["proposed"]["answers_version"] == 1


def test_the_season_is_told() -> None:
    assert READ.period is not None
    assert sum(READ.period.by_month) == READ.rows.used
    short = import_records(plain(firm(1, 0.2, 60)))
    assert short.period is not None
    codes = {f.code for f in short.findings}
    assert ("under-a-year" in codes) == (short.period.years < 0.95)

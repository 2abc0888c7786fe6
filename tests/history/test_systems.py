"""Each system's export is recognised, its rows are accounted for, and the known split of the firm comes back."""

from __future__ import annotations

import pytest
from exports import WRITERS
from exports_of_others import OTHERS, PROJECTS_ONLY
from generate import Firm, firm, spoil

from advisor.history import import_records
from advisor.history.book import load_book
from advisor.history.imported import Imported

UNKNOWN = {"spanish", "plain"}
SYSTEM = {"housecall_first": "housecall_pro"}
ALL = {**WRITERS, **OTHERS}


def made(name: str, share: float = 0.3) -> Firm:
    return spoil(firm(11, share, 220, "espanol" if name == "spanish" else "plumbing"), 11)


def add_up(read: Imported) -> None:
    rows = read.rows
    assert rows.read == rows.used + rows.grouped + rows.dropped
    assert min(rows.used, rows.grouped, rows.dropped) >= 0
    assert sum(rows.reasons.values()) == rows.dropped


@pytest.mark.parametrize("name", ALL)
def test_the_known_split_comes_back_from_every_format(name: str) -> None:
    known = made(name)
    read = import_records(ALL[name](known))
    assert read.system == ("unknown" if name in UNKNOWN else SYSTEM.get(name, name))
    add_up(read)
    assert read.rows.used == sum(p.state == "done" for p in known.pieces), "one record for each piece of work"
    for basis, share in (("count", read.shares.by_count), ("revenue", read.shares.by_revenue)):
        assert share is not None, basis
        assert share.low - 0.005 <= known.share(basis) <= share.high + 0.005, basis
        assert share.high - share.low < 0.2, f"{basis}: an interval this wide says nothing"
    assert read.basis == "revenue"
    assert read.can_tell


@pytest.mark.parametrize("name", PROJECTS_ONLY)
def test_a_system_that_keeps_projects_alone_never_measures_the_job_side(name: str) -> None:
    read = import_records(PROJECTS_ONLY[name](made(name)))
    assert read.system == name
    add_up(read)
    assert not read.can_tell
    assert read.proposed.work.project_share is None
    assert "only holds projects" in read.verdict
    assert any(f.code == "one-sided" for f in read.findings)


def test_every_system_of_the_data_has_a_writer_or_is_known_to_lack_one() -> None:
    without = {"workflowmax", "lmn", "monday", "building_permits"}
    written = {SYSTEM.get(name, name) for name in {*ALL, *PROJECTS_ONLY}} - UNKNOWN
    assert {system.id for system in load_book().systems} == written | without


def test_labor_hours_are_measured_where_the_file_has_them() -> None:
    known = made("workiz")
    read = import_records(WRITERS["workiz"](known))
    share = read.shares.by_hours
    assert share is not None
    assert share.low - 0.005 <= known.share("hours") <= share.high + 0.005
    assert import_records(WRITERS["xero"](known)).shares.by_hours is None


def test_work_over_several_days_is_one_piece() -> None:
    known = firm(3, 0.5, 60)
    read = import_records(WRITERS["housecall_pro"](known))
    assert read.rows.used == 60
    assert read.rows.grouped > 30
    value = sum(p.value for p in known.pieces)
    counted = sum(shape.mean_usd * shape.records for shape in read.shapes if shape.mean_usd)
    assert counted == pytest.approx(value, rel=0.02), "a value repeated on every segment counts once"


def test_parked_work_and_the_grand_total_of_a_report_are_no_work() -> None:
    known = firm(4, 0.2, 80)
    read = import_records(WRITERS["servicetitan"](known))
    assert read.rows.used == 80
    assert read.rows.reasons["totals"] == 1
    assert read.rows.reasons["not-yet"] == 5
    assert read.period is not None
    assert read.period.last < "2030"


def test_two_files_of_one_firm_are_read_as_one() -> None:
    known = made("fieldedge")
    both = WRITERS["fieldedge"](known)
    read = import_records(both)
    assert len(read.files) == 2
    assert read.shares.by_revenue is not None
    calls_alone = import_records(both[:1])
    assert calls_alone.shares.by_revenue is None, "the list of dispatches has no money"
    assert calls_alone.basis != "revenue"


def test_the_same_file_twice_counts_each_piece_once() -> None:
    known = made("jobber")
    ((name, raw),) = WRITERS["jobber"](known)
    once = import_records([(name, raw)])
    twice = import_records([(name, raw), ("copy.csv", raw)])
    assert twice.rows.used == once.rows.used
    assert twice.shares == once.shares
    assert any(f.code == "files-overlap" for f in twice.findings)

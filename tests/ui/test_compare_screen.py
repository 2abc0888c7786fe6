"""Vendors side by side: the choice in the address, the levels with their pages, the filters, and the file to keep."""

from __future__ import annotations

import csv
import html
import io
import os
import re
from collections.abc import Callable
from datetime import date

import pytest
from visitor import Visitor

from advisor import load_knowledge
from advisor.catalogue.compare import MOST, Comparison, compare
from advisor.catalogue.similar import Neighbour
from advisor.questionnaire.answers import Answers
from advisor.report.comparison import HeadCell, HeadRow, comparison_csv, head_rows, needed_from
from advisor.report.vendor_facts import difference_lines
from advisor.storage.sql import open_store
from advisor.ui import matrix

Visit = Callable[..., Visitor]

KNOWLEDGE = load_knowledge()
CATALOGUE = KNOWLEDGE.catalogue
LABELS = {one.id: one.label for one in KNOWLEDGE.capabilities.values()}
VENDORS = f"Vendors, up to {MOST}"


def opened(visit: Visit, *vendors: str, **parameters: str) -> Visitor:
    visitor = visit(**parameters)
    visitor.app.query_params["v"] = ",".join(vendors)  # a stored assessment first opens on its last screen
    visitor.open("compare")
    assert not visitor.app.exception
    return visitor


def table(visitor: Visitor) -> str:
    return next(part.body for part in visitor.app.html if part.body.startswith("<table"))


def lines(visitor: Visitor) -> dict[str, list[str]]:
    """Text of each cell by the label of its row."""
    found = {}
    for row in re.findall(r'<tr role="row">(.*?)</tr>', table(visitor)):
        head = re.search(r'<th role="rowheader"[^>]*>(.*?)</th>', row)
        if head:
            label = words(head[1].partition("<small")[0])
            found[label] = [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
    return found


def words(markup: str) -> str:
    # Only what stands on a line of its own is set apart from the words before it.
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", re.sub(r"<(small|div)", r" <\1", markup)).split()))


def links(visitor: Visitor) -> dict[str, str]:
    return {
        link.proto.label.replace("\\", ""): f"{link.proto.page}?{link.proto.query_string}"
        for link in visitor.app.get("page_link")
    }


def named(visitor: Visitor) -> str:
    return str(visitor.app.query_params.get("v", ""))


@pytest.fixture
def electrician() -> str:
    """Token of a stored assessment: an electrical firm on QuickBooks Online that must have dispatch."""
    store = open_store(os.environ["ADVISOR_DATABASE_URL"])
    token, empty = store.start()
    told = Answers.model_validate({
        "answers_version": 1,
        "company": {"trade": "electrical", "headcount": 35, "technicians": 8},
        "work": {"project_share": 0.4},
        "today": {"accounting": "quickbooks_online"},
        "limits": {"must_have": ["dispatch_board"]},
    })  # fmt: skip
    store.save(token, told, "vendors", empty.revision)
    store.close()
    return token


# ---- the choice


def test_the_address_names_the_vendors_and_each_has_a_column(visit: Visit) -> None:
    visitor = opened(visit, "procore", "servicetitan")
    assert visitor.heading == "Vendors side by side"
    assert visitor.app.multiselect[0].value == ["procore", "servicetitan"]
    columns = re.findall(r'<th role="columnheader" scope="col">(.*?)</th>', table(visitor))
    assert columns == ["What", "Procore", "ServiceTitan"]
    assert {len(cells) for cells in lines(visitor).values()} == {2}


def test_a_choice_on_the_page_goes_into_the_address(visit: Visit) -> None:
    visitor = opened(visit, "procore")
    assert "Choose one more vendor" in visitor.app.info[0].value
    visitor.app.multiselect[0].set_value(["procore", "jobber"]).run()
    assert named(visitor) == "procore,jobber"
    assert "Jobber" in table(visitor)
    assert not visitor.app.info


def test_without_a_choice_the_page_says_what_to_do(visit: Visit) -> None:
    visitor = opened(visit)
    assert "Choose two to 4 vendors above" in visitor.words
    assert links(visitor)["To the list of all vendors"].startswith("catalogue")
    visitor.app.multiselect[0].set_value(["jobber"]).run()
    visitor.app.multiselect[0].set_value([]).run()
    assert not visitor.app.exception
    assert named(visitor) == ""


@pytest.mark.parametrize("text", ["nobody", "<script>alert(1)</script>", "../procore", "PROCORE,,nobody"])
def test_names_that_nobody_knows_are_left_out(visit: Visit, text: str) -> None:
    visitor = opened(visit, text)
    assert visitor.app.multiselect[0].value == []
    assert text not in visitor.words


def test_no_more_than_four_of_an_address_are_shown_each_once(visit: Visit) -> None:
    visitor = opened(visit, "jobber", "jobber", "procore", "nobody", "servicetitan", "simpro", "buildops")
    assert visitor.app.multiselect[0].value == ["jobber", "procore", "servicetitan", "simpro"]


def test_what_was_chosen_here_is_ticked_in_the_list(visit: Visit) -> None:
    visitor = opened(visit, "access-coins", "acculynx")
    visitor.app.query_params.pop("v")
    visitor.open("catalogue")
    assert [box.value for box in visitor.app.checkbox if box.label.startswith("Compare")][:3] == [True, True, False]


def test_a_product_no_longer_sold_is_marked_above_the_table(visit: Visit) -> None:
    visitor = opened(visit, "coconstruct", "buildertrend")
    assert "We never recommend it" in visitor.words
    assert lines(visitor)["On sale"] == ["CoConstruct No longer sold; shown so that you know", "Buildertrend yes"]


# ---- the table


def test_a_level_stands_as_shape_and_word_with_its_page_one_click_away(visit: Visit) -> None:
    visitor = opened(visit, "procore", "jobber")
    source = CATALOGUE.by_id["procore"].sources["s16"]
    row = table(visitor).split(f">{LABELS['rfis']}</th>")[1].split("</tr>")[0]
    procore, jobber = row.split("</td>")[:2]
    assert '<span class="advisor-level full"><span class="shape" aria-hidden="true"></span>In full</span>' in procore
    assert f'<a href="{source.url}" target="_blank" rel="noopener noreferrer"' in procore
    assert "Unknown" in words(jobber) or "None" in words(jobber)


def test_a_rivals_page_and_our_guess_are_marked(visit: Visit) -> None:
    visitor = opened(visit, "servicetitan", "simpro")
    assert lines(visitor)[LABELS["lead_capture"]][0].startswith("ServiceTitan In full a rival's page, D")
    assert '<small class="page rival">' in table(visitor)
    assert "our guess, unsourced" in lines(visitor)["Size of firm"][1]


def test_every_unknown_level_says_so_and_cites_nothing(visit: Visit) -> None:
    cells = [cell for row in lines(opened(visit, "procore", "jobber")).values() for cell in row]
    for vendor in ("Procore", "Jobber"):
        known = CATALOGUE.by_id[vendor.casefold()].capabilities
        unknown = [cell for cell in cells if cell == f"{vendor} Unknown"]
        assert len(unknown) == len(LABELS) - len(known)


def test_filters_leave_the_rows_of_one_side_and_those_that_differ(visit: Visit) -> None:
    visitor = opened(visit, "procore", "servicetitan")
    job = [one.label for one in KNOWLEDGE.capabilities.values() if one.side == "job"]
    visitor.choose("Side of the work", "job")
    assert [label for label in lines(visitor) if label in LABELS.values()] == job
    visitor.tick("Only where they differ")
    shown = [label for label in lines(visitor) if label in LABELS.values()]
    assert set(shown) < set(job)
    levels = {
        label: {re.sub(r"^(Procore|ServiceTitan) ", "", cell) for cell in lines(visitor)[label]} for label in shown
    }
    assert all(len(found) > 1 for found in levels.values())


def test_without_an_assessment_no_need_is_told(visit: Visit) -> None:
    visitor = opened(visit, "procore", "jobber")
    assert "Only what you need most" not in [box.label for box in visitor.app.checkbox]
    assert matrix.NEEDED not in table(visitor)
    assert "Links to accounting" in lines(visitor)


def test_with_an_assessment_needs_and_books_are_the_contractors_own(visit: Visit, electrician: str) -> None:
    visitor = opened(visit, "procore", "servicetitan", a=electrician)
    assert f"{matrix.NEEDED}: 10 of 10" in table(visitor)
    assert lines(visitor)["Link to QuickBooks Online"][1].startswith("ServiceTitan Built in")
    wanted = table(visitor).count(matrix.NEEDED)
    for told in lines(visitor)[f"Of the {wanted} you need most"]:
        assert sum(int(number) for number in re.findall(r"(\d+) (?:in|missing|unknown)", told)) == wanted
    visitor.tick("Only what you need most")
    shown = [label for label in lines(visitor) if label in LABELS.values()]
    assert LABELS["dispatch_board"] in shown
    assert len(shown) < len(LABELS)
    assert all(address.partition("?")[2].startswith(f"a={electrician}") for address in links(visitor).values())


def test_how_the_vendors_join_is_told_where_it_is_known(visit: Visit) -> None:
    pair = next(
        (one.id, link.other, link.what)
        for one in CATALOGUE.vendors
        for link in one.links
        if link.other in CATALOGUE.by_id and one.sourced(link.source) and link.kind == "native"
    )
    cells = lines(opened(visit, pair[0], pair[1], "submittal-exchange"))
    names = [CATALOGUE.by_id[name].name for name in pair[:2]]
    row = cells[f"Link {names[0]} – {names[1]}"]
    assert row[0].startswith(f"{names[0]} Built in")
    assert row[2].endswith("–")
    assert "unknown, so ask" in cells["Links nobody tells of"][2]


@pytest.mark.parametrize("names", [["access-coins", "acculynx", "arborgold", "zuper"], ["plangrid"]])
def test_any_vendors_can_stand_side_by_side(visit: Visit, names: list[str]) -> None:
    visitor = opened(visit, *names)
    assert len(lines(visitor)) >= len(LABELS)


def test_names_from_the_catalogue_stay_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    head = HeadRow(id="x", label=hostile, cells=(HeadCell(text=hostile),))
    drawn = matrix.matrix([hostile], [head], (), None)
    assert "<img" not in drawn
    assert drawn.count("&lt;img") == 4


# ---- the file


def side_by_side(*vendors: str, needs: dict[str, float] | None = None) -> Comparison:
    clock = CATALOGUE.clock(date(2026, 11, 26))
    return compare(CATALOGUE, vendors, KNOWLEDGE.capabilities.values(), clock, needs=needs)


def test_the_file_holds_level_title_address_date_and_grade_of_each_cell() -> None:
    both = side_by_side("procore", "servicetitan", needs={"rfis": 7.25})
    heads = head_rows(both, KNOWLEDGE, CATALOGUE.clock())
    rows = list(csv.DictReader(io.StringIO(comparison_csv(both, heads, both.rows, KNOWLEDGE))))
    assert [row["what"] for row in rows] == [*(head.label for head in heads), *LABELS.values()]
    rfis = next(row for row in rows if row["what"] == LABELS["rfis"])
    source = CATALOGUE.by_id["procore"].sources["s16"]
    assert rfis["need of 10"] == "7.2"
    assert [rfis[f"Procore: {part}"] for part in ("says", "source", "address", "date", "grade")] == [
        "in full", source.title, source.url, source.as_of, source.grade,
    ]  # fmt: skip
    leads = next(row for row in rows if row["what"] == LABELS["lead_capture"])
    assert leads["ServiceTitan: remarks"] == "a rival's page"
    assert leads["Procore: says"] in ("unknown", "none")


def test_no_cell_of_the_file_can_start_a_formula() -> None:
    both = side_by_side("procore", "servicetitan")
    evil = HeadRow(id="x", label="=1+1", cells=(HeadCell(text="+cmd|' /C calc'!A0"), HeadCell(text="@SUM(1)")))
    rows = list(csv.reader(io.StringIO(comparison_csv(both, [evil], both.rows, KNOWLEDGE))))
    assert (rows[1][1], rows[1][3], rows[1][9]) == ("'=1+1", "'+cmd|' /C calc'!A0", "'@SUM(1)")
    assert not any(cell[:1] in ("=", "+", "@", "-") for row in rows for cell in row)


def test_the_page_offers_the_file(visit: Visit) -> None:
    buttons = opened(visit, "procore", "jobber").app.get("download_button")
    assert [button.proto.label for button in buttons] == ["Download as CSV"]


# ---- words


def test_needed_is_what_the_stacks_count_and_at_least_what_they_list() -> None:
    line, most = KNOWLEDGE.stack_book.coverage.needed_from, KNOWLEDGE.stack_book.shown.coverage
    strong = {f"n{place}": 9.0 for place in range(most + 3)}
    assert needed_from(strong, KNOWLEDGE) == line
    weak = {f"n{place}": 4.0 - place / 10 for place in range(most + 3)}
    threshold = needed_from(weak, KNOWLEDGE)
    assert sum(need >= threshold for need in weak.values()) == most
    assert needed_from({}, KNOWLEDGE) == line


def test_a_long_difference_is_shortened_and_no_difference_is_said() -> None:
    procore, names = CATALOGUE.by_id["procore"], tuple(LABELS)[:5]
    near = {
        "vendor": "jobber",
        "distance": 0.1,
        "in_common": 9,
        "less": (),
        "only_known_here": (),
        "only_known_there": (),
    }
    told = difference_lines(Neighbour.model_validate({**near, "more": names}), procore, CATALOGUE, LABELS)
    assert told[0].endswith("and 2 more")
    assert len(told) == 2
    told = difference_lines(Neighbour.model_validate({**near, "more": ()}), procore, CATALOGUE, LABELS)
    assert told[0] == "No difference is known in what both cover"

"""A consultant's own file over the catalogue: what it changes, what it leaves alone, and how its mistakes are told."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from contractors_and_stacks import Result, look
from hypothesis import given, settings
from hypothesis import strategies as st
from own_files import ALPHA, BETA, HEAD, laid_over, made_up

from advisor import advise, load_knowledge
from advisor.catalogue.compare import books
from advisor.catalogue.vendor import Vendor, catalogue_from
from advisor.errors import AdvisorError, FileError, KnowledgeError
from advisor.files import MAX_BYTES, parse
from advisor.knowledge import Knowledge, data_folder
from advisor.questionnaire.answers import answers_from
from advisor.schemas import schema

HERE = Path(__file__).parent
BROKEN = sorted((HERE.parent / "broken" / "overlay").glob("*.yaml"))
DOCS = HERE.parents[1] / "docs" / "overlay.md"

PLUMBER = {
    "company": {"trade": "plumbing", "segment": "residential", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0, "jobs_per_day": 40},
}


def alpha(*lines: str) -> Knowledge:
    """The made-up knowledge with one entry on alpha over it."""
    return laid_over(entry("alpha", *lines))


def entry(vendor: str, *lines: str) -> str:
    return HEAD + f"- id: {vendor}\n" + "".join(f"  {line}\n" for line in lines)


def vendor(k: Knowledge, name: str = "alpha") -> Vendor:
    return k.catalogue.by_id[name]


def said(k: Knowledge, name: str = "alpha") -> str:
    assert k.overlay is not None
    (sentence,) = k.overlay.about([name])
    return sentence


# ---- a correction ---------------------------------------------------------------------------------------------------


def test_only_what_the_file_names_is_replaced() -> None:
    k = alpha("capabilities: {rfis: {level: full, source: o1}}")
    before, after = vendor(made_up()), vendor(k)
    assert after.capabilities["rfis"].level == "full"
    assert after.level("rfis") == (1.0, 1.0)
    assert after.capabilities["change_orders"] == before.capabilities["change_orders"]
    assert {**after.sources, "o1": None} == {**before.sources, "o1": None}
    same = {"capabilities": {}, "sources": {}}
    assert after.model_copy(update=same) == before.model_copy(update=same)
    assert vendor(k, "beta") == vendor(made_up(), "beta")


def test_a_fact_that_the_catalogue_does_not_have_is_added() -> None:
    k = alpha("capabilities: {submittals: {level: none, source: o1}}")
    assert vendor(k).level("submittals") == (0.0, 0.0)
    assert vendor(k).capabilities["rfis"].source == "s1"


def test_unknown_takes_a_fact_back() -> None:
    k = alpha(
        "source: o1",
        "capabilities: {rfis: unknown}",
        "accounting: {quickbooks_online: unknown}",
        "links: [{with: beta, kind: unknown}]",
        "open_api: unknown",
        "onboarding: unknown",
        "fit: unknown",
        "pricing: unknown",
    )
    after = vendor(k)
    assert after.level("rfis") == (0.0, 1.0)
    assert after.accounting_link("quickbooks_online") is None
    assert k.catalogue.link("alpha", "beta") is None
    assert after.open_api == "unknown"
    assert after.onboarding is None
    assert after.fit is None
    assert not after.pricing.has_figures
    assert after.pricing.tiers == ()
    assert said(k).startswith("Alpha: ")
    assert "set back to unknown" in said(k).lower()


def test_a_corrected_link_counts_whichever_end_tells_it() -> None:
    k = alpha("links: [{with: beta, kind: file, what: A list each week, source: o1}]")
    assert k.catalogue.link("alpha", "beta") == k.catalogue.link("beta", "alpha") == "file"
    assert "link to Alpha" in said(k, "beta")


def test_each_end_of_a_link_may_have_its_own_word() -> None:
    text = entry("alpha", "links: [{with: beta, kind: file, what: Lists, source: o1}]")
    text += "- id: beta\n  links: [{with: alpha, kind: zapier, what: Customers, source: o1}]\n"
    assert laid_over(text).catalogue.link("alpha", "beta") == "zapier"


def test_one_ledger_is_corrected_and_the_others_keep_their_page() -> None:
    after = vendor(alpha("accounting: {xero: none}", "accounting_source: o1"))
    assert after.accounting_link("xero") == "none"
    assert after.accounting_link("quickbooks_online") == "native"
    assert after.accounting_page("xero") == "o1"
    assert after.accounting_page("quickbooks_online") == "s1"


def test_a_comparison_names_the_page_of_the_ledger_that_was_asked_for() -> None:
    k = alpha("accounting: {xero: none}", "accounting_source: o1")
    pages = [books(vendor(k), system, k.catalogue.clock()).page for system in ("xero", "quickbooks_online")]
    assert [page.key for page in pages if page] == ["o1", "s1"]


def test_the_ledgers_of_a_new_vendor_have_the_page_that_it_names() -> None:
    after = vendor(laid_over(gamma()), "gamma")
    assert after.accounting_source == "o1"
    assert after.accounting_link("quickbooks_online") == "native"


def test_a_link_to_a_ledger_counts_before_what_the_catalogue_says_of_it() -> None:
    after = vendor(alpha("links: [{with: quickbooks_online, kind: file, what: Bills, source: o1}]"))
    assert after.accounting_link("quickbooks_online") == "file"
    assert after.accounting_link("xero") == "zapier"


def test_a_new_status_decides_whether_it_is_on_sale() -> None:
    gone = alpha("source: o1", "status: sunset")
    assert not vendor(gone).offered
    back = laid_over(entry("alpha", "source: o1", "status: active"), gone._replace(overlay=None))
    assert vendor(back).offered


def test_a_list_of_sentences_is_replaced_and_its_own_source_is_kept() -> None:
    after = vendor(alpha("source: o1", "watch_outs: [Renews by itself, {says: Fees rise, source: o2}]"))
    assert [one.source for one in after.told_watch_outs] == ["o1", "o2"]
    assert [text.split(" (")[0] for text in after.watch_outs] == ["Renews by itself", "Fees rise"]


# ---- a new vendor ---------------------------------------------------------------------------------------------------

GAMMA = yaml.safe_dump(
    [{**{k: v for k, v in BETA.items() if k != "accounting_source"}, "id": "gamma", "name": "Gamma", "new": True}]
).replace("s1", "o1")


def gamma(**fields: Any) -> str:
    (made,) = yaml.safe_load(GAMMA)
    made |= {"source": "o1", "accounting_source": "o1", "links": [], **fields}
    del made["sources"]
    return HEAD + yaml.safe_dump([made])


def test_a_whole_entry_adds_a_vendor() -> None:
    k = laid_over(gamma())
    assert set(k.catalogue.by_id) == {"alpha", "beta", "gamma"}
    assert vendor(k, "gamma").level("dispatch_board") == (1.0, 1.0)
    assert k.overlay is not None
    assert [(one.id, one.added) for one in k.overlay.vendors] == [("gamma", True)]
    assert "our catalogue does not have it" in said(k, "gamma")


def test_a_new_vendor_may_link_to_a_system_that_the_file_adds() -> None:
    text = gamma(links=[{"with": "night-desk", "kind": "native", "what": "Calls", "source": "o1"}])
    text = text.replace(
        "vendors:\n", "external_systems:\n- {id: night-desk, name: Night desk, kind: other}\nvendors:\n"
    )
    assert vendor(laid_over(text), "gamma").link_to("night-desk") == "native"


def test_a_correction_may_link_to_a_vendor_that_the_file_adds() -> None:
    text = gamma() + "- id: alpha\n  links: [{with: gamma, kind: native, what: Jobs, source: o1}]\n"
    assert laid_over(text).catalogue.link("gamma", "alpha") == "native"


# ---- always visible -------------------------------------------------------------------------------------------------


def test_every_source_of_the_file_carries_its_title_and_no_other_does() -> None:
    after = vendor(alpha("capabilities: {rfis: {level: full, source: o2}}", "open_api: true", "open_api_source: o1"))
    assert after.sources["o2"].title == "New help page (own file “Field notes”)"
    assert after.sources["o1"].title == "Made up for a test (own file “Field notes”)"
    assert after.sources["s1"].title == "Help"


def test_every_sentence_of_the_file_says_so_and_no_other_does() -> None:
    lines = (
        "source: o1",
        "judgement: Fine for small firms.",
        "limitations: [No portal]",
        "status_note: Renamed in May",
    )
    after = vendor(alpha(*lines))
    assert after.judgement == "Fine for small firms (own file)"
    assert after.limitations == ("No portal (own file)",)
    assert after.status_note == "Renamed in May (own file)"
    assert after.watch_outs == ("Yearly contract",)


def test_the_note_names_each_change_and_what_the_catalogue_says() -> None:
    k = alpha("source: o1", "status: acquired", "offered: true", "capabilities: {rfis: unknown}", "trades: [roofing]")
    assert k.overlay is not None
    (told,) = k.overlay.vendors
    assert told.changed == ("status", "offered", "trades")
    assert told.unset == ("capabilities.rfis",)
    assert told.was == {"status": "active", "offered": "yes", "capabilities.rfis": "partial"}
    assert told.sentence == (
        "Alpha: status, whether it is sold and trades are from the consultant's own file “Field notes” by Ana Rivera, "
        "not from our catalogue. Set back to unknown: requests for information (RFIs)."
    )


def test_a_doubtful_source_of_the_consultants_own_choice_leaves_a_margin() -> None:
    text = entry("alpha", "capabilities: {rfis: {level: full, source: o1}}").replace("grade: B", "grade: D")
    assert vendor(laid_over(text)).level("rfis") == (0.75, 1.0)


# ---- the shipped file stays as it is --------------------------------------------------------------------------------


def own_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_and_the_shipped_knowledge_never_change(tmp_path: Path) -> None:
    shipped = data_folder() / "vendors.yaml"
    before, k = shipped.read_bytes(), load_knowledge()
    name = k.catalogue.vendors[0].id
    dump = k.catalogue.model_dump_json()
    path = own_file(tmp_path, entry(name, "source: o1", "status: sunset", "pricing: unknown"))
    own = path.read_bytes()
    with_file = load_knowledge(overlay=path)
    assert not with_file.catalogue.by_id[name].offered
    assert shipped.read_bytes() == before
    assert path.read_bytes() == own
    assert load_knowledge() is k
    assert k.overlay is None
    assert k.catalogue.model_dump_json() == dump


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = own_file(tmp_path, entry("procore", "source: o1", "status: sunset"))
    assert not load_knowledge(overlay=path).catalogue.by_id["procore"].offered
    own_file(tmp_path, entry("procore", "source: o1", "onboarding: unknown"))
    assert load_knowledge(overlay=path).catalogue.by_id["procore"].offered


# ---- what follows from it -------------------------------------------------------------------------------------------


def test_the_advice_names_the_file_and_has_another_checksum(tmp_path: Path) -> None:
    answers, text = answers_from(PLUMBER), entry("procore", "source: o1", "open_api: unknown")
    plain = advise(answers)
    path = own_file(tmp_path, text)
    one = advise(answers, load_knowledge(overlay=path))
    assert plain.overlay is None
    assert one.overlay is not None
    assert (one.overlay.title, one.overlay.author, one.overlay.as_of) == ("Field notes", "Ana Rivera", "2026-11")
    assert [told.id for told in one.overlay.vendors] == ["procore"]
    assert one.checksum != plain.checksum
    own_file(tmp_path, text.replace("open_api: unknown", "mobile_offline: unknown"))
    assert advise(answers, load_knowledge(overlay=path)).checksum not in (plain.checksum, one.checksum)


def test_comments_and_the_order_of_lines_change_no_checksum() -> None:
    text = entry("beta", "source: o1", "open_api: true") + "- id: alpha\n  open_api: unknown\n"
    other = HEAD + "# a comment\n- {open_api: unknown, id: alpha}\n- {open_api: true, source: o1, id: beta}\n"
    one, two = laid_over(text).overlay, laid_over(other).overlay
    assert one is not None
    assert one == two
    assert one.digest != getattr(laid_over(text.replace("true", "false")).overlay, "digest", None)


def test_what_the_file_takes_off_sale_is_never_recommended(tmp_path: Path) -> None:
    answers = answers_from(PLUMBER)
    first = advise(answers).stacks[0].vendors[0]
    path = own_file(tmp_path, entry(first, "source: o1", "status: sunset"))
    after = advise(answers, load_knowledge(overlay=path))
    assert after.stacks
    assert all(first not in stack.vendors for stack in after.stacks)


CONTRACTOR = {
    "company": {"trade": "plumbing", "segment": "residential", "headcount": 16, "technicians": 10},
    "work": {"project_share": 0.1, "jobs_per_day": 30},
    "today": {"accounting": "xero"},
    "pains": {"dispatch_chaos": 3},
}
LEVELS = ["none", "partial", "full"]
WAYS = ["none", "file", "zapier", "partner", "native"]
CAPABILITIES = ["dispatch_board", "work_orders", "technician_mobile", "price_book", "change_orders", "rfis"]
PARTS = ["capability", "accounting", "link", "price", "set-up", "strength"]


@st.composite
def jobs_vendor(draw: st.DrawFn, name: str) -> dict[str, Any]:
    facts = {
        c: {"level": draw(st.sampled_from(LEVELS)), "source": "s1"}
        for c in draw(st.sets(st.sampled_from(CAPABILITIES)))
    }
    made = copy.deepcopy({**BETA, "id": name, "name": name.capitalize(), "links": [], "capabilities": facts})
    made["accounting"] = {"xero": draw(st.sampled_from(WAYS))}
    made["strength"]["fsm"] = draw(st.integers(2, 3))
    made["pricing"]["tiers"][0]["usd_month"] = draw(st.sampled_from([100, 300, 900]))
    return made


@st.composite
def better(draw: st.DrawFn, one: dict[str, Any]) -> str:
    """An own file that makes a vendor no worse in anything, and better in something."""
    up: dict[str, Any] = {"id": one["id"], "source": "o1"}
    for part in draw(st.sets(st.sampled_from(PARTS), min_size=1)):
        if part == "capability":
            wanted = draw(st.sets(st.sampled_from(CAPABILITIES), min_size=1))
            up["capabilities"] = {name: {"level": "full", "source": "o2"} for name in wanted}
        elif part == "accounting":
            now = WAYS.index(one["accounting"]["xero"])
            up |= {"accounting": {"xero": draw(st.sampled_from(WAYS[now:]))}, "accounting_source": "o2"}
        elif part == "link":
            up["links"] = [{"with": "alpha", "kind": "native", "what": "All", "source": "o2"}]
        elif part == "price":
            up["pricing"] = copy.deepcopy({**one["pricing"], "source": "o2"})
            up["pricing"]["tiers"][0]["usd_month"] -= draw(st.integers(0, 90))
        elif part == "set-up":
            up["onboarding"] = {"weeks_low": 1, "weeks_high": draw(st.integers(1, 8)), "difficulty": 2, "source": "o2"}
        else:
            up["strength"] = {**one["strength"], "fsm": 3}
    return HEAD + yaml.safe_dump([up])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_that_only_improves_a_vendor_never_lowers_it(data: st.DataObject) -> None:
    vendors = [data.draw(jobs_vendor(name)) for name in ("beta", "gamma", "delta")]
    better_one = data.draw(better(vendors[0]))
    k = made_up(ALPHA, *vendors)
    option = data.draw(st.sampled_from(["fsm", "fsm_pm"]))
    before, after = look(CONTRACTOR, option, k), look(CONTRACTOR, option, laid_over(better_one, k))
    was = {stack.vendors: (place, stack) for place, stack in enumerate(before.stacks)}
    for stack in after.stacks:
        if "beta" in stack.vendors and stack.vendors in was:
            assert stack.value >= was[stack.vendors][1].value - 1e-9
    assert _place(after) <= _place(before)


def _place(result: Result) -> int:
    """Place of the first stack with beta in it; behind all others where none is shown."""
    return next((place for place, stack in enumerate(result.stacks) if "beta" in stack.vendors), 99)


# ---- mistakes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_gives_one_sentence_with_file_entry_and_what_to_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with pytest.raises(AdvisorError) as caught:
        laid_over(text, name=path.name)
    assert caught.value.sentence == text.splitlines()[0].removeprefix("# says: ")
    assert len(caught.value.sentence) < 300


def test_there_are_broken_examples() -> None:
    assert len(BROKEN) > 60


def test_a_file_too_large_to_be_meant_is_not_read(tmp_path: Path) -> None:
    path = own_file(tmp_path, HEAD + "#" * MAX_BYTES)
    with pytest.raises(FileError, match="at most 1 MB"):
        load_knowledge(overlay=path)


def test_more_entries_than_there_are_vendors_are_not_read() -> None:
    with pytest.raises(KnowledgeError, match="at most 500"):
        laid_over(HEAD + "".join(f"- {{id: v{n}, open_api: unknown}}\n" for n in range(501)))


@pytest.mark.parametrize("missing", ["nowhere.yaml", ""])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, missing: str) -> None:
    with pytest.raises(FileError):
        load_knowledge(overlay=tmp_path / missing)


@pytest.mark.parametrize(
    "odd", ["[]", "{}", "[[]]", "{a: b}", "text", "-1", "true", "[unknown]", "[{with: [beta]}]", "{xero: [1]}"]
)
@pytest.mark.parametrize("field", [field.alias or name for name, field in Vendor.model_fields.items()])
def test_whatever_stands_in_a_field_there_is_a_sentence_or_a_catalogue(field: str, odd: str) -> None:
    text = entry("alpha", "source: o1", f"{field}: {odd}") if field != "id" else HEAD + f"- id: {odd}\n"
    try:
        laid_over(text)
    except AdvisorError as error:
        where = error.where
    else:
        where = "mine.yaml"
    assert where.startswith("mine.yaml")


# ---- the page in docs -----------------------------------------------------------------------------------------------


def _yaml_of(path: Path, number: int = 0) -> str:
    return path.read_text(encoding="utf-8").split("```yaml\n")[1 + number].split("```")[0]


def _vendor_of_contributing() -> list[dict[str, Any]]:
    """The annotated entry of CONTRIBUTING.md, on which the example of docs/overlay.md stands."""
    text = (HERE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = next(part for part in text.split("```yaml\n")[1:] if "native_category" in part)
    (entry,) = parse(block.split("```")[0], name="CONTRIBUTING.md", trusted=True)
    return [entry]


def test_the_example_of_the_page_is_read_and_does_what_the_page_says() -> None:
    k = load_knowledge()
    base = {"catalogue_as_of": "2026-11-21", "ageing": k.catalogue.ageing.model_dump()}
    systems = [one.model_dump() for one in k.catalogue.external_systems if one.entry is None]
    shipped = catalogue_from({**base, "external_systems": systems, "vendors": _vendor_of_contributing()})
    after = laid_over(_yaml_of(DOCS), k._replace(catalogue=shipped))
    assert after.overlay is not None
    told = {one.id: one for one in after.overlay.vendors}
    assert set(told) == {"example-pm", "example-regional-fsm"}
    assert told["example-regional-fsm"].added
    assert set(told["example-pm"].changed) > {"capabilities.change_orders", "accounting.xero", "pricing"}
    assert told["example-pm"].unset == ("accounting.quickbooks_online",)
    data = yaml.safe_load(_yaml_of(DOCS).replace("as_of: 2026-10", "as_of: '2026-10'"))
    jsonschema.validate({**data, "as_of": str(data["as_of"])}, schema("overlay"))


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schema("overlay"))
    validator.check_schema(schema("overlay"))
    good = yaml.safe_load(entry("alpha", "source: o1", "capabilities: {rfis: unknown}"))
    good["as_of"] = "2026-11"
    for source in good["sources"].values():
        source["as_of"] = "2026-10"
    assert list(validator.iter_errors(good)) == []
    for field, value in (("overlay_version", 2), ("title", ""), ("vendors", []), ("rating", 5)):
        assert list(validator.iter_errors({**good, field: value}))
    for change in ({"rating": 5}, {"source": "s1"}, {"new": True}, {"capabilities": {"rfis": "perhaps"}}):
        assert list(validator.iter_errors({**good, "vendors": [{**good["vendors"][0], **change}]}))

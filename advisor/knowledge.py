"""Knowledge: every data file loaded and cross-checked once, then handed around as one frozen value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from advisor import files
from advisor.base import Value
from advisor.catalogue.overlaid import overlaid
from advisor.catalogue.overlay import OverlayNote, overlay_from
from advisor.catalogue.vendor import Catalogue, catalogue_from
from advisor.cross_check import by_id, cross_check
from advisor.demo.tasks import TaskBook
from advisor.errors import AnswersError, FileError, KnowledgeError, sentence_of, shown
from advisor.questionnaire.answers import UNKNOWN, Answers, with_changes
from advisor.questionnaire.pains import Pain
from advisor.questionnaire.question import Questionnaire
from advisor.questionnaire.trades import Trade
from advisor.scoring.needs import Capability, NeedWeights
from advisor.scoring.options import OptionBook
from advisor.scoring.rules import RuleBook
from advisor.sources import Source
from advisor.stack.figures import CostBook, StackBook
from advisor.stack.things import BlueprintBook

T = TypeVar("T", bound=BaseModel)

FILES = (
    "sources", "capabilities", "pains", "trades", "questions", "rules", "options", "demo_tasks", "costs", "stacks",
    "blueprint", "vendors",
)  # fmt: skip


def data_folder() -> Path:
    """Where the data files lie: inside an installed wheel, or beside the package in a checkout."""
    shipped = Path(__file__).parent / "_shipped" / "data"
    return shipped if shipped.is_dir() else Path(__file__).parent.parent / "data"


class CapabilityBook(Value):
    """All of `data/capabilities.yaml`."""

    needs: NeedWeights
    capabilities: tuple[Capability, ...]


class Knowledge(NamedTuple):
    """Everything the advisor knows. Mappings are read-only and keyed by id."""

    sources: Mapping[str, Source]
    capabilities: Mapping[str, Capability]
    need_weights: NeedWeights
    pains: Mapping[str, Pain]
    trades: Mapping[str, Trade]
    questionnaire: Questionnaire
    rule_book: RuleBook
    option_book: OptionBook
    task_book: TaskBook
    cost_book: CostBook
    stack_book: StackBook
    blueprint_book: BlueprintBook
    catalogue: Catalogue
    digest: str
    """SHA-256 over what the data files say, whatever their layout and comments."""
    used_on: date | None = None
    overlay: OverlayNote | None = None

    @property
    def day(self) -> date:
        """The day of use, to which facts are aged: as told, else the day on which the catalogue was made."""
        return self.catalogue.clock(self.used_on).day

    def on(self, day: date | None) -> Knowledge:
        """The same knowledge used on another day; None leaves the day as it is."""
        return self if day is None else self._replace(used_on=day)

    def trades_of(self, answers: Answers) -> tuple[Trade, ...]:
        """The contractor's trades; empty when not said."""
        given = answers.company.trade
        return () if given is None or given == UNKNOWN else tuple(self.trades[t] for t in given)


def _load(folder: Path, name: str) -> Any:
    path = folder / f"{name}.yaml"
    try:
        return files.parse(files.read_text(path, limit=20_000_000), name=path.name, trusted=True)
    except FileError as error:
        raise KnowledgeError(error.what, where=error.where, do=error.do) from None


def _entry_name(data: Any, location: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """Name an entry by its id instead of its place in the list, as a reader of the file would."""
    here, named, rest = data, "", location
    for depth, step in enumerate(location):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict) and isinstance(step, int):
            label = here.get("id") or here.get("field")
            if label:
                named, rest = str(label), location[depth + 1 :]
    return named, rest


def _model(kind: type[T], data: Any, name: str) -> T:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        where, what, do = sentence_of(error)
        entry, rest = _entry_name(data, error.errors(include_url=False)[0]["loc"])
        if entry:
            field = ".".join(str(step) for step in rest)
            where = f"entry {entry}" + (f", field {field}" if field else "")
        raise KnowledgeError(what, where=f"{name}.yaml, {where}" if where else f"{name}.yaml", do=do) from None


def _listed(kind: type[T], data: Any, name: str) -> dict[str, T]:
    """A file that holds one list under its own name, keyed by id."""
    if not isinstance(data, dict) or set(data) != {name} or not isinstance(data[name], list):
        raise KnowledgeError(f"the file must hold one list called {name}", where=f"{name}.yaml")
    adapter = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]
    try:
        items = adapter.validate_python(data[name])
    except ValidationError as error:
        where, what, do = sentence_of(error)
        location = (name, *error.errors(include_url=False)[0]["loc"])
        entry, rest = _entry_name(data, location)
        field = ".".join(str(step) for step in rest)
        where = f"entry {entry}" + (f", field {field}" if field else "") if entry else where
        raise KnowledgeError(what, where=f"{name}.yaml, {where}", do=do) from None
    return by_id(items, name)


def load_knowledge(folder: Path | None = None, overlay: Path | None = None) -> Knowledge:
    """All data files, validated and cross-checked.

    Args:
        folder: the data folder; the shipped one when left out.
        overlay: a consultant's own file over the vendor catalogue; it and the catalogue are only read.

    Raises:
        KnowledgeError: a file is missing or malformed, or an entry is wrong; the sentence names file, entry and field.
        FileError: the own file cannot be read.
    """
    if overlay is None:
        return _read(folder or data_folder())
    return _overlaid(folder or data_folder(), overlay.name, files.read_text(overlay))


@lru_cache(maxsize=4)
def _overlaid(folder: Path, name: str, text: str) -> Knowledge:
    k = _read(folder)
    own = overlay_from(text, name=name)
    capabilities = {capability.id: capability.label for capability in k.capabilities.values()}
    trades = {trade.id: trade.name_en for trade in k.trades.values()}
    catalogue, note = overlaid(k.catalogue, own, capabilities=capabilities, trades=trades)
    return k._replace(catalogue=catalogue, overlay=note)


@lru_cache(maxsize=4)
def _read(folder: Path) -> Knowledge:
    raw = {name: _load(folder, name) for name in FILES}
    capability_book = _model(CapabilityBook, raw["capabilities"], "capabilities")
    knowledge = Knowledge(
        sources=MappingProxyType(_listed(Source, raw["sources"], "sources")),
        capabilities=MappingProxyType(by_id(capability_book.capabilities, "capabilities")),
        need_weights=capability_book.needs,
        pains=MappingProxyType(_listed(Pain, raw["pains"], "pains")),
        trades=MappingProxyType(_listed(Trade, raw["trades"], "trades")),
        questionnaire=_model(Questionnaire, raw["questions"], "questions"),
        rule_book=_model(RuleBook, raw["rules"], "rules"),
        option_book=_model(OptionBook, raw["options"], "options"),
        task_book=_model(TaskBook, raw["demo_tasks"], "demo_tasks"),
        cost_book=_model(CostBook, raw["costs"], "costs"),
        stack_book=_model(StackBook, raw["stacks"], "stacks"),
        blueprint_book=_model(BlueprintBook, raw["blueprint"], "blueprint"),
        catalogue=catalogue_from(raw["vendors"], name="vendors.yaml"),
        digest=_digest(raw),
    )
    cross_check(knowledge)
    return knowledge


def _digest(raw: Mapping[str, Any]) -> str:
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def check_ids(answers: Answers, k: Knowledge, *, name: str = "answers") -> Answers:
    """*answers*, with every id known to the data files.

    Raises:
        AnswersError: a trade, pain, capability or vendor does not exist; near matches are named.
    """

    def check(kind: str, given: Iterable[str], ids: Iterable[str], field: str) -> None:
        known = set(ids)
        for value in given:
            if value not in known:
                raise AnswersError(
                    f"there is no {kind} {shown(value)}", where=f"{name}, {field}", do=_nearest(value, known, kind)
                )

    trade = answers.company.trade
    check("trade", () if trade in (None, UNKNOWN) else trade or (), k.trades, "company.trade")
    check("pain", answers.pains or (), k.pains, "pains")
    limits = answers.limits
    vendors = {v.id for v in k.catalogue.vendors}
    systems = {s.id for s in k.catalogue.external_systems}
    check("capability", limits.must_have, k.capabilities, "limits.must_have")
    check("vendor", limits.must_integrate, vendors | systems, "limits.must_integrate")
    check("vendor", limits.exclude_vendors, vendors, "limits.exclude_vendors")
    check("criterion", answers.own_weights, (c.id for c in k.option_book.criteria), "own_weights")
    check("demo task", (score.task for score in answers.scores), (t.id for t in k.task_book.tasks), "scores")
    for checkin in answers.checkins:
        check("pain", checkin.pains, k.pains, "checkins")
        check("capability", checkin.given_up, k.capabilities, "checkins")
    for scenario in answers.scenarios:
        check_ids(with_changes(answers, scenario.changes), k, name=f"{name}, scenario {shown(scenario.name)}")
    return answers


def _nearest(value: str, ids: set[str], kind: str) -> str:
    near = get_close_matches(value[:80].lower().replace(" ", "_"), sorted(ids), n=3, cutoff=0.5)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"The ids of every {kind} stand in the data folder."

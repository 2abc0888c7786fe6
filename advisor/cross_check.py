"""Cross-checks of the data files: every reference resolves, every name exists, every number can be meant."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError, KnowledgeError, shown
from advisor.questionnaire.answers import Answers, Duration, answers_from
from advisor.questionnaire.flow import CONDITIONS, value_at
from advisor.questionnaire.question import Question
from advisor.scoring.facts import QUESTION_OF, VERDICT_FACTS, derived_names
from advisor.scoring.readiness import READINESS_FACTS
from advisor.scoring.rules import SIDES, Rule

if TYPE_CHECKING:
    from advisor.knowledge import Knowledge


def by_id(items: Iterable[Any], name: str) -> dict[str, Any]:
    """Entries of a data file keyed by id; a KnowledgeError names an id that is given twice."""
    out: dict[str, Any] = {}
    for item in items:
        if item.id in out:
            raise KnowledgeError("this id is given twice", where=f"{name}.yaml, entry {item.id}", do="Rename one.")
        out[item.id] = item
    return out


def cross_check(k: Knowledge) -> None:
    """Check all files against each other; a KnowledgeError names file, entry and field of the first mistake."""
    _check_unique(k)
    for ids, kind, name, where in _references(k):
        _known(ids, kind, name, where)
    _check_questions(k)
    _check_rules(k)
    _check_options(k)
    for figure in k.cost_book.figures:
        if figure.high is not None and figure.low > figure.high:
            raise KnowledgeError(
                f"low ({figure.low:g}) is greater than high ({figure.high:g})",
                where=f"costs.yaml, entry {figure.id}",
                do="Exchange them.",
            )
    for field in set(QUESTION_OF.values()):
        value_at(Answers(), field)


def _known(ids: Container[str], kind: str, value: str, where: str) -> None:
    if value not in ids:
        raise KnowledgeError(f"there is no {kind} {shown(value)}", where=where, do="Check the spelling.")


def _check_unique(k: Knowledge) -> None:
    by_id(k.questionnaire.steps, "questions")
    by_id(k.rule_book.rules, "rules")
    by_id(k.option_book.options, "options")
    by_id(k.option_book.criteria, "options")
    by_id(k.task_book.tasks, "demo_tasks")
    by_id(k.cost_book.figures, "costs")
    by_id(k.stack_book.criteria, "stacks")
    by_id(k.blueprint_book.things, "blueprint")
    by_id(k.blueprint_book.steps, "blueprint")


def _references(k: Knowledge) -> Iterator[tuple[Container[str], str, str, str]]:
    """(known ids, kind, id, where) of everything that one file takes from another."""
    sources, capabilities = k.sources, k.capabilities
    for name, entries in (("pains", k.pains), ("trades", k.trades), ("capabilities", k.capabilities)):
        for entry in entries.values():
            for source in entry.sources:
                yield sources, "source", source, f"{name}.yaml, entry {entry.id}, field sources"
    for pain in k.pains.values():
        for capability in pain.capabilities:
            yield capabilities, "capability", capability, f"pains.yaml, entry {pain.id}, field capabilities"
    for trade in k.trades.values():
        for capability in trade.key_capabilities:
            yield capabilities, "capability", capability, f"trades.yaml, entry {trade.id}, field key_capabilities"
    yield sources, "source", k.need_weights.source, "capabilities.yaml, needs, field source"
    for signal, ids in k.need_weights.signals.items():
        for capability in ids:
            yield capabilities, "capability", capability, f"capabilities.yaml, needs.signals.{signal}"
    for rule in k.rule_book.rules:
        yield sources, "source", rule.source, f"rules.yaml, entry {rule.id}, field source"
        if rule.first_step is not None:
            yield sources, "source", rule.first_step.source, f"rules.yaml, entry {rule.id}, field first_step"
    for name, limit in k.rule_book.readiness_limits.items():
        yield sources, "source", limit.source, f"rules.yaml, readiness_limits, field {name}"
    yield sources, "source", k.rule_book.hybrid_line.source, "rules.yaml, hybrid_line, field source"
    for option in k.option_book.options:
        yield sources, "source", option.source, f"options.yaml, entry {option.id}, field source"
    yield sources, "source", k.option_book.certainty.source, "options.yaml, certainty, field source"
    yield sources, "source", k.option_book.quick.source, "options.yaml, quick, field source"
    for source in k.stack_book.sources():
        yield sources, "source", source, "stacks.yaml, field source"
    criteria = {c.id for c in k.option_book.criteria}
    for criterion in k.stack_book.criteria:
        if criterion.follows is not None:
            yield criteria, "criterion", criterion.follows, f"stacks.yaml, entry {criterion.id}, field follows"
    tables = {"source": sources, "capability": capabilities, "trade": k.trades}
    books = (
        ("demo_tasks", k.task_book), ("costs", k.cost_book), ("blueprint", k.blueprint_book), ("vendors", k.catalogue),
    )  # fmt: skip
    for name, book in books:
        for kind, ref, where in book.references():
            yield tables[kind], kind, ref, f"{name}.yaml, {where}"


def _check_questions(k: Knowledge) -> None:
    steps = {s.id for s in k.questionnaire.steps}
    for step in k.questionnaire.steps:
        if step.show_if is not None:
            _known(CONDITIONS, "condition", step.show_if, f"questions.yaml, entry {step.id}, field show_if")
    seen: set[str] = set()
    for question in k.questionnaire.questions:
        where = f"questions.yaml, entry {question.field}"
        if question.field in seen:
            raise KnowledgeError("this question is asked twice", where=where, do="Remove one.")
        seen.add(question.field)
        _known(steps, "step", question.step, f"{where}, field step")
        if question.show_if is not None:
            _known(CONDITIONS, "condition", question.show_if, f"{where}, field show_if")
        try:
            value_at(Answers(), question.field)
        except AttributeError:
            raise KnowledgeError("there is no such field in the answers file", where=f"{where}, field field") from None
        _check_values(question, where)


def _check_values(question: Question, where: str) -> None:
    """Every choice and every tried value must be a possible answer."""
    for part, values in (("choices", [c.value for c in question.choices]), ("try_values", question.try_values)):
        for value in values:
            head, _, rest = question.field.partition(".")
            try:
                if question.kind == "duration":
                    Duration.model_validate(value)
                answers_from({head: {rest: value}} if rest else {head: value})
            except (AdvisorError, ValueError):
                raise KnowledgeError(
                    f"{shown(value)} is not a possible answer",
                    where=f"{where}, field {part}",
                    do="Correct or remove it.",
                ) from None


def _check_rules(k: Knowledge) -> None:
    criteria = {c.id for c in k.option_book.criteria}
    fits = {"project", "job", "customer"}
    targets = {"need.project", "need.job", "need.customer", "hurt.project", "hurt.job"}
    targets |= {"shape.project", "shape.job", "shape.short", "felt.minor", "line.low", "line.high"}
    targets |= {"readiness.start_light", "readiness.fix_first"}
    targets |= {f"weight.{c}" for c in criteria - fits}
    targets |= {f"score.{o.id}.{c}" for o in k.option_book.options for c in criteria}
    facts = {*derived_names(k.rule_book.hybrid_line), *VERDICT_FACTS, *READINESS_FACTS}
    for rule in k.rule_book.rules:
        for side in rule.sides or ():
            _known(SIDES, "side", side, f"rules.yaml, entry {rule.id}, field sides")
    for rule in k.rule_book.read:
        where = f"rules.yaml, entry {rule.id}"
        _known(facts, "fact", rule.fact, f"{where}, field fact")
        for field, threshold in _thresholds(rule):
            if isinstance(threshold, str):
                _known(facts, "fact", threshold, f"{where}, field {field}")
        for target in rule.adds:
            if target not in targets and not target.startswith(("note.", "task.")):
                raise KnowledgeError(
                    f"there is nothing called {shown(target)} to add to",
                    where=f"{where}, field adds",
                    do="Use a need, weight, score, line, shape, readiness, note or task.",
                )
    if not k.rule_book.readiness_limits:
        raise KnowledgeError("there are no readiness_limits", where="rules.yaml", do="Add them.")
    line = k.rule_book.hybrid_line
    if line.low >= line.high:
        raise KnowledgeError(
            f"low ({line.low:g}) must lie below high ({line.high:g})",
            where="rules.yaml, hybrid_line",
            do="Exchange them.",
        )


def _thresholds(rule: Rule) -> tuple[tuple[str, float | str | None], ...]:
    return ("at_least", rule.at_least), ("at_most", rule.at_most), ("from", rule.from_), ("to", rule.to)


def _check_options(k: Knowledge) -> None:
    criteria = {c.id for c in k.option_book.criteria}
    for option in k.option_book.options:
        where = f"options.yaml, entry {option.id}, field scores"
        wrong = criteria ^ set(option.scores)
        if wrong:
            raise KnowledgeError(f"the scores do not match the criteria ({', '.join(sorted(wrong))})", where=where)
        for name, score in option.scores.items():
            if not 0 <= score <= 1:
                raise KnowledgeError(
                    f"{score:g} is outside 0 to 1", where=f"{where}.{name}", do="A score runs from 0 to 1."
                )
    limits = k.option_book.certainty
    if limits.toss_up_below > limits.clear_from:
        raise KnowledgeError(
            f"toss_up_below ({limits.toss_up_below:g}) lies above clear_from ({limits.clear_from:g})",
            where="options.yaml, certainty",
            do="Exchange them.",
        )

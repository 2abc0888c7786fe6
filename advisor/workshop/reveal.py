"""The reveal: what each person, each role and all together get, and which disagreements matter, these first."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from advisor.advise import METHOD_VERSION, how_sure
from advisor.errors import AnswersError
from advisor.knowledge import Knowledge, check_ids, load_knowledge
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import Answers
from advisor.workshop import words
from advisor.workshop.book import WorkshopBook, load_workshop_book
from advisor.workshop.certain import settled_words, widened
from advisor.workshop.firsts import first_options, found_in
from advisor.workshop.heard import Heard, hear, parts_of, pooled_answers, question_of
from advisor.workshop.judged import Ground, in_order, judged, named
from advisor.workshop.matters import Tried, TriedPair, smallest_pair, tried
from advisor.workshop.people import PAINS, Person, laid_over, plain, voice
from advisor.workshop.people import in_order as people_in_order
from advisor.workshop.view import Judged, OwnView, PairView, PooledView, Reveal, RoleView

DRAWS = 1_000
"""Draws for how sure the pooled answers are: shares of them are known to one or two in a hundred. What comes first
needs none."""


MOST_PEOPLE = 60
"""People in one room; more is a survey, and nobody would get a word in."""


class Room(NamedTuple):
    """What the arithmetic works on."""

    base: Answers
    people: tuple[Person, ...]
    fields: tuple[str, ...]
    book: WorkshopBook
    k: Knowledge

    def heard(self, people: Sequence[Person] | None = None) -> tuple[Heard, ...]:
        """What was said to each question, by all or by some of the people."""
        of = self.people if people is None else people
        return tuple(hear(of, field, self.book, self.k) for field in self.fields)

    @property
    def by_role(self) -> dict[Role, tuple[Person, ...]]:
        """The people of each role that is there."""
        out: dict[Role, tuple[Person, ...]] = {}
        for person in self.people:
            out[person.role] = (*out.get(person.role, ()), person)
        return out


def room_of(
    base: Answers,
    people: Sequence[Person],
    fields: Sequence[str],
    knowledge: Knowledge | None = None,
    book: WorkshopBook | None = None,
) -> Room:
    """The room, checked and in an order of its own.

    Raises:
        AnswersError: nobody has answered, too many have, nothing was asked, a field is no question for a room, or an id
            in the answers does not exist.
    """
    k, book = knowledge or load_knowledge(), book or load_workshop_book()
    once = tuple(dict.fromkeys(fields))
    if not once:
        raise AnswersError("no question was asked", where="workshop", do="Choose at least one.")
    for field in once:
        question_of(field, k)
    check_ids(base, k)
    for person in people:
        check_ids(person.answers, k)
    # Whoever joined and said nothing at all has no view yet, and is no part of the room.
    there = [person for person in people if any(voice(person.answers, field) is not None for field in once)]
    if not there:
        raise AnswersError("nobody has answered yet", where="workshop", do="Wait for the first answers.")
    if len(there) > MOST_PEOPLE:
        raise AnswersError(
            f"{len(there)} people have answered, and a workshop holds {MOST_PEOPLE}", where="workshop",
            do="Hold a second one.",
        )  # fmt: skip
    return Room(base, people_in_order(there, once, list(book.by_role)), once, book, k)


def content_key(
    base: Answers,
    people: Sequence[Person],
    fields: Sequence[str],
    knowledge: Knowledge | None = None,
    *,
    book: WorkshopBook | None = None,
    draws: int = DRAWS,
) -> str:
    """SHA-256 of all that a reveal depends on, whatever the order in which people joined: a key for caches.

    Raises:
        AnswersError: as `room_of`.
    """
    return _key(room_of(base, people, fields, knowledge, book), draws)


def _key(room: Room, draws: int) -> str:
    parts = {
        "base": room.base.compact(),
        "people": [[p.role, *(plain(voice(p.answers, field)) for field in room.fields)] for p in room.people],
        "fields": room.fields,
        "book": room.book.model_dump(mode="json"),
        "data": room.k.digest,
        "method": METHOD_VERSION,
        "draws": draws,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def reveal(
    base: Answers,
    people: Sequence[Person],
    fields: Sequence[str],
    knowledge: Knowledge | None = None,
    *,
    book: WorkshopBook | None = None,
    draws: int = DRAWS,
) -> Reveal:
    """Everything that a room sees after it has answered.

    Args:
        base: what was told before the workshop.
        people: who answered, in any order; an answer to a question that is not among *fields* does not count.
        fields: what was asked, dotted; `pains` is all pains as one question.
        draws: for how sure the pooled answers are; seeded, so the same room gives the same reveal.

    Raises:
        AnswersError: nobody has answered, nothing was asked, a field is no question for a room, or an id in the answers
            does not exist.
    """
    room = room_of(base, people, fields, knowledge, book)
    k, heard = room.k, room.heard()
    pooled = pooled_answers(base, heard)
    here = found_in(pooled, k)
    roles = room.by_role
    own = [laid_over(base, person.answers, room.fields) for person in room.people]
    each_role = [pooled_answers(base, room.heard(group)) for group in roles.values()]
    first, *others = first_options([here, *(found_in(a, k) for a in (*own, *each_role))], k)
    own_first, role_first = others[: len(own)], others[len(own) :]

    all_tries = _by_field(tried(pooled, heard, k))
    parts = parts_of(room.people, room.book, k) if PAINS in room.fields else ()
    part_tries = _by_field(tried(pooled, parts, k))
    disputed = [one for one in heard if one.disputed]
    decided = any(t.option != first for tries in (*all_tries.values(), *part_tries.values()) for t in tries)
    pair = None
    if not decided:
        pair = smallest_pair(pooled, disputed, [t for one in disputed for t in all_tries[one.field]], first, k)
    wide = widened(here, disputed, all_tries)
    certain = how_sure(pooled, k, draws=draws, within=wide)
    ground = Ground(first, certain.word, (pair.one.field, pair.other.field) if pair else (), room.book, k)
    questions = []
    for one in heard:
        tries, sure = all_tries.get(one.field, []), []
        if one.disputed and all(t.option == first for t in tries):
            sure = settled_words(pooled, here, wide, tries, k, draws)
        of = tuple(judged(part, part_tries[part.field], (), ground) for part in parts) if one.field == PAINS else ()
        questions.append(judged(one, tries, sure, ground, of))
    return _told(room, first, own_first, role_first, certain.acceptability, ground, in_order(questions), pair, draws)


def _by_field(tries: Sequence[Tried]) -> dict[str, list[Tried]]:
    out: dict[str, list[Tried]] = {}
    for one in tries:
        out.setdefault(one.field, []).append(one)
    return out


def _told(
    room: Room,
    first: str,
    own_first: Sequence[str],
    role_first: Sequence[str],
    acceptability: dict[str, float],
    ground: Ground,
    questions: tuple[Judged, ...],
    pair: TriedPair | None,
    draws: int,
) -> Reveal:
    k, book = room.k, room.book
    counts = sorted(Counter(own_first).items(), key=lambda one: (-one[1], one[0]))
    names = {option.id: option.name for option in k.option_book.options}
    pooled = PooledView(
        first=named(first, k),
        certainty=ground.certainty,
        acceptability=acceptability,
        sentence=words.pooled_sentence(names[first], ground.certainty, acceptability[first]),
    )
    roles = tuple(
        _role_view(role, len(group), option, first, room)
        for (role, group), option in zip(room.by_role.items(), role_first, strict=True)
    )
    alone = tuple(view.role for view in roles if view.alone)
    pair_view = None if pair is None else _pair_view(pair, first, room)
    disputed = [q for q in questions if q.kind not in ("agreed", "open")]
    sentences = [
        words.own_sentence([(names[option], count) for option, count in counts], len(room.people)),
        pooled.sentence,
        words.deciding_sentence([q.short for q in questions if q.kind == "decides"], disputed=len(disputed)),
    ]
    if pair_view is not None:
        sentences.append(pair_view.sentence)
    elif len(disputed) > 1 and not any(q.kind == "decides" for q in questions):
        sentences.append(words.nothing_changes())
    if alone:
        sentences.append(words.alone_sentence(alone, book))
    own = sorted(
        (OwnView(role=p.role, first=named(option, k), same=option == first)
         for p, option in zip(room.people, own_first, strict=True)),
        key=lambda view: (list(book.by_role).index(view.role), view.first.option),
    )  # fmt: skip
    return Reveal(
        key=_key(room, draws),
        people={role: len(group) for role, group in room.by_role.items()},
        own=tuple(own),
        own_options=dict(counts),
        roles=roles,
        pooled=pooled,
        questions=questions,
        pair=pair_view,
        alone=alone,
        sentences=tuple(sentences),
    )


def _role_view(role: Role, people: int, option: str, first: str, room: Room) -> RoleView:
    found = named(option, room.k)
    return RoleView(
        role=role,
        label=room.book.by_role[role].label,
        people=people,
        alone=people == 1,
        first=found,
        same=option == first,
        sentence=words.role_sentence(role, people, found.name, same=option == first, book=room.book),
    )


def _pair_view(pair: TriedPair, first: str, room: Room) -> PairView:
    k = room.k
    both = (pair.one, pair.other)
    questions = [next(q for q in k.questionnaire.questions if q.field == one.field) for one in both]
    one, other = (words.said(q, t.given.value, k) for q, t in zip(questions, both, strict=True))
    goal, now = named(pair.option, k), named(first, k)
    return PairView(
        fields=(pair.one.field, pair.other.field),
        values=(plain(pair.one.given.value), plain(pair.other.given.value)),
        words=(one, other),
        roles=(pair.one.given.roles, pair.other.given.roles),
        first=goal,
        size=round(pair.one.far + pair.other.far, 4),
        sentence=words.pair_sentence(list(zip(questions, (one, other), strict=True)), goal.name, now.name),
    )

"""The box for the visitor's own words: it proposes, the visitor decides."""

from __future__ import annotations

from advisor import load_knowledge

LABELS = {pain.id: pain.label for pain in load_knowledge().pains.values()}
BOX = "In your own words, English or Spanish"
TEXT = "Nobody answers the phone, and invoices go out weeks late."


def at_pains(visit, text=TEXT):
    visitor = visit()
    visitor.press("Start")
    for _ in range(3):
        visitor.press("Next")
    return write(visitor, text)


def write(visitor, text):
    (box,) = (area for area in visitor.app.text_area if area.label == BOX)
    box.input(text).run()
    return visitor


def proposed(visitor):
    asked = [pills.label for pills in visitor.app.pills]
    return [pain for pain, label in LABELS.items() if f"{label}: is it so?" in asked]


def test_words_are_kept_and_only_propose(visit):
    visitor = at_pains(visit)
    assert {"missed_calls", "slow_invoicing"} <= set(proposed(visitor))
    assert "You wrote: “invoices go out weeks late”" in visitor.words
    assert visitor.kept().pains_text == TEXT
    assert visitor.kept().pains is None


def test_a_yes_says_how_badly_and_is_ticked_in_the_list(visit):
    visitor = at_pains(visit).choose(f"{LABELS['missed_calls']}: is it so?", 3)
    assert visitor.kept().pains == {"missed_calls": 3}
    assert "missed_calls" not in proposed(visitor)
    assert "slow_invoicing" in proposed(visitor)
    assert next(box.value for box in visitor.app.checkbox if box.label == LABELS["missed_calls"])


def test_a_no_is_not_asked_again_when_the_words_change(visit):
    visitor = at_pains(visit).choose(f"{LABELS['missed_calls']}: is it so?", 0)
    assert visitor.kept().pains is None
    assert proposed(visitor) == [pain for pain in proposed(at_pains(visit)) if pain != "missed_calls"]
    assert "missed_calls" not in proposed(write(visitor, TEXT + " Subs never show up."))
    assert "subs_no_show" in proposed(visitor)


def test_a_no_beside_a_yes_outlives_a_new_visit(visit):
    visitor = at_pains(visit).choose(f"{LABELS['slow_invoicing']}: is it so?", 0)
    visitor.choose(f"{LABELS['missed_calls']}: is it so?", 2)
    assert visitor.kept().pains == {"slow_invoicing": 0, "missed_calls": 2}
    assert "slow_invoicing" not in proposed(visit(a=visitor.token).open("questions", step="pains"))


def test_a_no_alone_is_no_answer(visit):
    visitor = at_pains(visit).choose(f"{LABELS['slow_invoicing']}: is it so?", 0)
    visitor.choose(f"{LABELS['missed_calls']}: is it so?", 2)
    visitor.untick(LABELS["missed_calls"])
    assert visitor.kept().pains is None


def test_words_from_outside_are_shown_and_never_obeyed(visit):
    visitor = at_pains(visit, "Nobody answers <b>the</b> [phone](http://x.y) **calls**")
    captions = [c.value for c in visitor.app.caption if c.value.startswith("You wrote")]
    assert captions
    for caption in captions:
        assert "<b>" not in caption
        assert "[phone](" not in caption


def test_an_emptied_box_takes_the_words_back(visit):
    visitor = write(at_pains(visit), "")
    assert visitor.kept().pains_text is None
    assert proposed(visitor) == []

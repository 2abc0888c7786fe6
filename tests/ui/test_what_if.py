"""What if: the sliders move an answer beside the real one, and up to three of their positions are kept by name."""

from __future__ import annotations

import pytest

from advisor import advise, load_knowledge
from advisor.advise import what_if
from advisor.questionnaire.answers import answers_from
from advisor.ui.examples import examples
from advisor.ui.levers import AS_IT_IS, lead_over_the_split, levers, uncovered

ELECTRICIAN = next(example for example in examples() if example.id == "electrical-sixty-forty")
FENCER = next(example for example in examples() if example.id == "fence-contractor")
SHARE, PEOPLE = "Share of project work", "People in the company"


@pytest.fixture
def there(visit):
    """A visitor on the what-if page with the answers of the electrical example."""
    visitor = visit().press(ELECTRICIAN.title).open("what-if")
    assert visitor.heading == "What if?"
    return visitor


def slide(visitor, label, place):
    slider = next(one for one in visitor.app.select_slider if one.label.startswith(label))
    slider.set_value(place).run()
    assert not visitor.app.exception
    return visitor


def name_it(visitor, name):
    return visitor.type("Name", name).press("Save as a scenario")


def stands(visitor):
    """The pictures on screen, by their headings."""
    parts = [html.body for html in visitor.app.html if html.body.startswith('<section class="advisor-standing')]
    return {part.split(">")[2].split("<")[0]: part for part in parts}


def test_moving_a_slider_changes_the_what_if_and_never_the_answers(there):
    own = stands(there)["Your answers"]
    slide(there, SHARE, 5)
    seen = what_if(ELECTRICIAN.answers, {"work.project_share": 0.05}, load_knowledge())
    assert seen.option != advise(ELECTRICIAN.answers).option, "the share must lie beyond the flip point"
    assert "Changed:" in stands(there)["What if"]
    assert seen.verdict in stands(there)["What if"]
    assert stands(there)["Your answers"] == own
    assert there.kept() == ELECTRICIAN.answers


def test_the_verdict_flips_at_the_stated_point_and_not_before(there):
    flip = min(advise(ELECTRICIAN.answers).share_profile.flips, key=lambda f: f.project_share).project_share
    assert f"up to {round(flip * 100)} %" in there.words.replace("\\", "").replace("\u00a0", " ")
    above, below = int(flip * 100) + 1, int(flip * 100)
    assert "Changed:" not in stands(slide(there, SHARE, above))["What if"]
    assert "Changed:" in stands(slide(there, SHARE, below))["What if"]


def test_back_to_my_answers_puts_every_slider_back(there):
    slide(slide(there, SHARE, 5), "Growth", "shrinking").press("Back to my answers")
    assert "Changed:" not in stands(there)["What if"]
    assert "Nothing is moved yet" in stands(there)["What if"]
    assert "Back to my answers" not in there.buttons


def test_a_scenario_is_saved_with_the_answers_and_opens_again_later(there, visit):
    name_it(slide(slide(there, SHARE, 5), PEOPLE, 100), "In two years")
    [kept] = there.kept().scenarios
    assert (kept.name, kept.changes) == ("In two years", {"work.project_share": 0.05, "company.headcount": 100})
    assert there.kept().model_copy(update={"scenarios": ()}) == ELECTRICIAN.answers
    later = visit(a=there.token).open("what-if")
    assert "In two years" in stands(later)
    later.press("Open")
    places = {slider.label.split(" (")[0]: slider.value for slider in later.app.select_slider}
    assert (places[SHARE], places[PEOPLE]) == (5, 100)
    assert later.box("Name") == "In two years"


def test_a_fourth_scenario_is_refused_and_an_old_one_may_be_saved_over(there):
    for number, share in enumerate((5, 60, 90)):
        name_it(slide(there, SHARE, share), f"Case {number}")
    name_it(slide(there, SHARE, 70), "Case 3")
    assert "Three scenarios are kept already" in there.words
    assert [kept.name for kept in there.kept().scenarios] == ["Case 0", "Case 1", "Case 2"]
    name_it(there, "case 1")
    assert [kept.changes["work.project_share"] for kept in there.kept().scenarios] == [0.05, 0.7, 0.9]


def test_a_scenario_needs_a_name(there):
    name_it(slide(there, SHARE, 5), "   ")
    assert "Give it a name first" in there.words
    assert there.kept().scenarios == ()


def test_a_scenario_is_renamed_and_deleted_and_the_others_stay(there):
    for number, share in enumerate((5, 60)):
        name_it(slide(there, SHARE, share), f"Case {number}")
    there.type("New name of scenario 1", "After the merger")
    assert [kept.name for kept in there.kept().scenarios] == ["After the merger", "Case 1"]
    there.type("New name of scenario 2", "after the MERGER")
    assert [kept.name for kept in there.kept().scenarios] == ["After the merger", "Case 1"]
    assert "no other scenario has" in there.words
    next(button for button in there.app.button if button.label == "Delete").click().run()
    assert [kept.name for kept in there.kept().scenarios] == ["Case 1"]


def test_a_hostile_name_stays_text(there):
    hostile = "<img src=x onerror=alert(1)> **bold**"
    name_it(slide(there, SHARE, 5), hostile)
    assert there.kept().scenarios[0].name == hostile
    assert not any("<img" in html.body for html in there.app.html)
    assert not any("**bold**" in str(part.value) for part in (*there.app.markdown, *there.app.caption))


@pytest.mark.parametrize("example", [ELECTRICIAN, FENCER], ids=lambda example: example.id)
def test_a_lever_that_is_not_moved_changes_nothing(example):
    for lever in levers(example.answers, advise(example.answers), {}):
        assert lever.at in lever.places
        assert lever.place({}) == lever.at
        assert lever.changes(lever.at) == {}
        assert all(lever.words(place) for place in lever.places)


def test_what_is_open_is_called_so_and_becomes_an_answer_only_when_moved():
    empty = ELECTRICIAN.answers.model_copy(update={"company": type(ELECTRICIAN.answers.company)()})
    people = next(one for one in levers(empty, advise(empty), {}) if one.id == "headcount")
    assert (people.at, people.words(people.at)) == (AS_IT_IS, "Not told")
    assert people.changes(20) == {"company.headcount": 20}


def test_a_scenario_from_a_file_keeps_what_no_slider_shows():
    changes = {"company.headcount": 33, "company.growth": "fast", "team.change_capacity": 1}
    known = levers(ELECTRICIAN.answers, advise(ELECTRICIAN.answers), changes)
    assert {one.id: one.place(changes) for one in known if one.id in ("headcount", "growth")} == {
        "headcount": 33,
        "growth": "fast",
    }
    assert uncovered(changes, known) == {"team.change_capacity": 1}


@pytest.mark.parametrize("page", ["what-if", "weights", "quick"])
def test_the_page_opens_before_anything_is_answered_and_saves_nothing(visit, database, page):
    visitor = visit().open(page)
    assert not visitor.app.exception
    assert visitor.token is None
    assert "(you:" not in "".join(slider.label for slider in visitor.app.select_slider), "a guess is no answer"


@pytest.mark.parametrize(
    "given",
    [
        ELECTRICIAN.answers,
        FENCER.answers,
        answers_from({"company": {"trade": "plumbing_service", "headcount": 10}}),
        answers_from({"company": {"trade": "gc_commercial", "headcount": 10}, "work": {"unit": "both"}}),
    ],
)
def test_what_is_said_to_come_first_over_the_split_is_what_a_slider_there_gives(given):
    parts = lead_over_the_split(advise(given).share_profile)
    ends = [share for share, _ in parts[1:]] + [1.0]
    assert [share for share, _ in parts] == sorted(share for share, _ in parts)
    for (start, option), end in zip(parts, ends, strict=True):
        middle = round((start + end) / 2, 4)
        assert what_if(given, {"work.project_share": middle}, load_knowledge()).option == option, middle


def test_before_anything_is_moved_the_own_answer_stands_there_once(there):
    assert list(stands(there)) == ["What if", "Your answers"]
    assert "<ol>" not in stands(there)["What if"]

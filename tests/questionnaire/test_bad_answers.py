"""Answers from anywhere: each mistake is named in a sentence, and odd text is taken as what it is, text."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import advise
from advisor.errors import AdvisorError, AnswersError, FileError
from advisor.questionnaire.answers import Answers, Range, answers_from, parse_answers, read_answers


def refusal(text: str, *, name: str = "ours.yaml") -> str:
    """The sentence with which this text is refused."""
    with pytest.raises(AdvisorError) as caught:
        parse_answers(text, name=name)
    assert "\n" not in caught.value.sentence
    assert len(caught.value.sentence) < 600
    return caught.value.sentence


def refused_data(data: Any) -> str:
    """The sentence with which this data is refused."""
    with pytest.raises(AnswersError) as caught:
        answers_from(data)
    return caught.value.sentence


# ---- values that cannot be ------------------------------------------------------------------------------------------


def test_an_unknown_trade_is_refused_with_its_neighbours() -> None:
    with pytest.raises(AnswersError) as caught:
        advise(answers_from({"company": {"trade": "plumbing_services"}}))
    assert "company.trade" in caught.value.sentence
    assert "plumbing_service" in caught.value.do


def test_a_share_above_one_is_refused_with_the_way_to_write_it() -> None:
    sentence = refusal("work: {project_share: 1.4}")
    assert sentence.startswith("ours.yaml, work.project_share: 1.4 is outside 0 to 1")
    assert "40 % is 0.40" in sentence


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    assert "work.project_share" in (sentence := refusal(f"work: {{project_share: {number}}}"))
    assert "not a finite number" in sentence


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(
    "path",
    [("company", "headcount"), ("friction", "workarounds"), ("limits", "budget_usd_month"), ("pains", "missed_calls")],
)
def test_no_number_field_takes_nan_or_infinity(path: tuple[str, str], number: float) -> None:
    assert "finite" in refused_data({path[0]: {path[1]: number}})


def test_json_with_nan_is_refused() -> None:
    assert "finite" in refusal('{"company": {"headcount": NaN}}', name="ours.json")


@pytest.mark.parametrize("field", ["headcount", "technicians", "office_staff", "revenue_usd_year", "locations"])
def test_a_negative_count_is_refused(field: str) -> None:
    sentence = refusal(f"company: {{{field}: -3}}")
    assert f"company.{field}" in sentence
    assert "-3 is outside 0" in sentence


def test_a_number_beyond_all_measure_is_refused() -> None:
    assert "company.headcount" in refusal("company: {headcount: 1e300}")
    assert "company.headcount" in refusal(f"company: {{headcount: {'9' * 400}}}")


@pytest.mark.parametrize("value", ["'40'", "forty", "[40]", "true"])
def test_what_is_not_a_number_is_refused(value: str) -> None:
    assert "company.headcount" in (sentence := refusal(f"company: {{headcount: {value}}}"))
    assert "not a number" in sentence


@pytest.mark.parametrize("value", ["maybe", "1", "'yes'"])
def test_a_yes_or_no_is_not_guessed(value: str) -> None:
    assert "true, false or unknown" in refusal(f"work: {{pattern_differs: {value}}}")


def test_a_word_outside_the_choices_is_refused_with_the_choices() -> None:
    sentence = refusal("company: {segment: industrial}")
    assert "company.segment" in sentence
    assert "'residential', 'commercial', 'mixed'" in sentence


def test_a_length_without_a_unit_is_refused() -> None:
    assert "work.typical_duration.unit" in refusal("work: {typical_duration: {value: 3}}")


def test_a_pain_of_strength_four_is_refused() -> None:
    assert "pains.missed_calls" in (sentence := refusal("pains: {missed_calls: 4}"))
    assert "3 severe" in sentence


# ---- ranges ---------------------------------------------------------------------------------------------------------


def test_a_range_from_high_to_low_is_refused() -> None:
    sentence = refusal("work: {project_share: {low: 0.6, high: 0.3}}")
    assert "low (0.6) is greater than high (0.3)" in sentence
    assert "Exchange them" in sentence


@pytest.mark.parametrize("end", ["low", "high"])
def test_a_range_with_one_end_is_taken(end: str) -> None:
    answers = parse_answers(f"work: {{project_share: {{{end}: 0.3}}}}")
    assert isinstance(answers.work.project_share, Range)
    assert getattr(answers.work.project_share, end) == 0.3
    assert advise(answers, draws=50).work_mix.project_share.width > 0.2


def test_a_range_without_ends_is_not_known() -> None:
    assert parse_answers("work: {project_share: {low: , high: }}").work.project_share == "unknown"


def test_a_range_with_a_third_field_is_refused() -> None:
    assert "low and high, not 'middle'" in refusal("company: {headcount: {low: 3, middle: 4}}")


def test_an_end_outside_the_field_is_refused() -> None:
    assert "1.5 is outside 0 to 1" in refusal("work: {project_share: {low: 0.5, high: 1.5}}")


# ---- text is data ---------------------------------------------------------------------------------------------------

ODD_NAMES = [
    "<script>alert(1)</script>",
    '#import "x.typ": *',
    "=cmd|' /C calc'!A0",
    "Zoë & Søn 🏗️🔧",
    "شركة البناء \u202eevil",
    "'; DROP TABLE assessments; --",
    "../../etc/passwd",
    "{{7*7}} ${HOME} %s",
    "a\nb\tc",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_text_is_taken_as_it_stands_and_changes_no_advice(name: str) -> None:
    answers = answers_from({"company": {"name": name}, "pains_text": name})
    assert answers.company.name == name.strip()
    named, plain = advise(answers, draws=50), advise(Answers(), draws=50)
    assert named.verdict == plain.verdict
    assert named.acceptability == plain.acceptability


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_text_survives_a_round_trip(name: str) -> None:
    answers = answers_from({"company": {"name": name}})
    assert parse_answers(json.dumps(answers.compact()), name="ours.json") == answers


def test_a_name_of_ten_thousand_characters_is_refused_without_repeating_it() -> None:
    sentence = refused_data({"company": {"name": "x" * 10_000}})
    assert "company.name" in sentence
    assert "longer than 200" in sentence
    assert "xxxxx" not in sentence


def test_a_trade_of_ten_thousand_characters_is_refused_without_repeating_it() -> None:
    sentence = refused_data({"company": {"trade": "x" * 10_000}})
    assert "company.trade" in sentence
    assert len(sentence) < 400


def test_a_wrong_word_is_shown_on_one_short_line() -> None:
    assert len(sentence := refusal("company: {segment: 'a\n\n" + "b" * 5000 + "'}")) < 400
    assert "\n" not in sentence


# ---- files ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """A function that writes bytes to an answers file and gives its path."""

    def write(raw: bytes, name: str = "ours.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(raw)
        return path

    return write


def test_a_file_of_fifty_megabytes_is_not_read(written: Any) -> None:
    path = written(b"pains_text: " + b"x" * 50_000_000)
    with pytest.raises(FileError, match=r"ours\.yaml: the file has 50\.0 MB; at most 1 MB are read"):
        read_answers(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such file"):
        read_answers(tmp_path / "nowhere.yaml")
    with pytest.raises(FileError, match="this is a folder"):
        read_answers(tmp_path)


def test_a_binary_file_is_refused(written: Any) -> None:
    with pytest.raises(FileError, match="not a text file in UTF-8"):
        read_answers(written(bytes(range(256)) * 20))


def test_a_byte_order_mark_does_no_harm(written: Any) -> None:
    assert read_answers(written(b"\xef\xbb\xbfcompany: {headcount: 7}")).company.headcount == 7


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "answers_version: 1\n", "{}", "company:\nwork:\n"])
def test_an_empty_file_leaves_everything_open(text: str, written: Any) -> None:
    assert read_answers(written(text.encode())) == Answers()


def test_text_cut_short_is_refused_with_its_line() -> None:
    sentence = refusal("company: {headcount: 12\nwork: {project_share: 0.4")
    assert sentence.startswith("ours.yaml, line ")
    assert "complete" in sentence


def test_json_cut_short_is_refused_with_its_line() -> None:
    assert refusal('{"company": {"headcount": 12,', name="ours.json").startswith("ours.json, line 1")


def test_aliases_are_refused_before_they_can_grow() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "aliases" in refusal(bomb)


def test_an_anchor_alone_does_no_harm() -> None:
    assert parse_answers("company: &ours {headcount: 3}").company.headcount == 3


@pytest.mark.parametrize("text", ["!!python/object/apply:os.system ['true']", "company: !!python/name:os.system x"])
def test_a_tag_is_never_carried_out(text: str) -> None:
    assert "tags are not read" in refusal(text)


@pytest.mark.parametrize("depth", [13, 100, 50_000])
@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_deep_nesting_is_refused(depth: int, brackets: str) -> None:
    opening = "[" if brackets == "[]" else "{a: "
    refusal("company: " + opening * depth + brackets[1] * depth)


def test_deep_nesting_in_json_is_refused() -> None:
    refusal('{"company": ' * 50_000 + "1" + "}" * 50_000, name="ours.json")


@pytest.mark.parametrize(
    ("text", "name"),
    [("company: {headcount: 3}\ncompany: {headcount: 4}", "y.yaml"), ('{"a": 1, "a": 2}', "y.json")],
)
def test_a_key_given_twice_is_refused(text: str, name: str) -> None:
    assert "given twice" in refusal(text, name=name)


@pytest.mark.parametrize("text", ["- company\n- work", "[1, 2]", "just words", "42", "true"])
def test_what_holds_no_named_fields_is_refused(text: str) -> None:
    assert "named fields" in refusal(text)


def test_a_key_that_is_a_list_is_refused() -> None:
    assert "key must be a word" in refusal("? [a, b]\n: 3")


@pytest.mark.parametrize("key", ["compny", "x" * 5000, "<b>", "", "null", "1"])
def test_an_unknown_key_is_refused(key: str) -> None:
    sentence = refused_data({key: {"headcount": 3}})
    assert "there is no field of this name" in sentence
    assert len(sentence) < 400


def test_an_unknown_key_inside_is_named_with_its_place() -> None:
    assert "work.streams[2].colour" in refusal("work: {streams: [{name: a}, {name: b, colour: red}]}")


def test_answers_of_a_newer_release_are_refused_as_such() -> None:
    sentence = refusal("answers_version: 2\nfuture: {x: 1}")
    assert "newer release" in sentence
    assert "Update" in sentence


@pytest.mark.parametrize("version", ["0", "'1'", "true", "1.5", "-1"])
def test_a_version_that_never_was_is_refused(version: str) -> None:
    assert "answers_version" in refusal(f"answers_version: {version}")


def test_a_section_of_the_wrong_kind_is_refused() -> None:
    assert refusal("company: [1, 2]").startswith("ours.yaml, company")
    assert refusal("pains: missed_calls").startswith("ours.yaml, pains")


def test_more_kinds_of_work_than_anyone_has_are_refused() -> None:
    assert "work.streams" in refused_data({"work": {"streams": [{"name": "a"}] * 31}})


# ---- anything at all ------------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)
SECTIONS = ("company", "work", "friction", "pains", "sales", "team", "today", "limits", "pains_text")


def _outcome(read: Callable[[], Answers]) -> Answers | str:
    """The answers, or the sentence with which they are refused; anything else is a crash."""
    try:
        return read()
    except AdvisorError as error:
        return error.sentence


@given(ANYTHING | st.dictionaries(st.sampled_from(SECTIONS), ANYTHING, max_size=4))
def test_any_data_is_either_taken_or_refused_with_a_sentence(data: Any) -> None:
    got = _outcome(lambda: answers_from(data))
    if isinstance(got, str):
        assert 0 < len(got) < 1000
    else:
        assert answers_from(got.compact()) == got


@given(st.text(max_size=300))
def test_any_text_is_either_taken_or_refused_with_a_sentence(text: str) -> None:
    assert _outcome(lambda: parse_answers(text))

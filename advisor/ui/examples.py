"""Examples: answers of typical contractors, to look around with."""

from __future__ import annotations

import streamlit as st

from advisor import files
from advisor.base import Value
from advisor.errors import KnowledgeError
from advisor.knowledge import data_folder
from advisor.questionnaire.answers import Answers, answers_from


class Example(Value):
    """One entry of `data/examples.yaml`."""

    id: str
    title: str
    shows: str
    answers: Answers


@st.cache_resource(show_spinner=False)
def examples() -> tuple[Example, ...]:
    """All examples, in the order of the file.

    Raises:
        FileError: the file is missing or malformed.
        KnowledgeError: it holds no list of examples.
        AnswersError: the answers of an example cannot be right.
    """
    path = data_folder() / "examples.yaml"
    data = files.parse(files.read_text(path), name=path.name, trusted=True)
    if not isinstance(data, dict) or not isinstance(data.get("examples"), list):
        raise KnowledgeError("the file must hold one list called examples", where=path.name)
    return tuple(
        Example(
            id=one["id"],
            title=one["title"],
            shows=one["shows"],
            answers=answers_from(one["answers"], name=f"{path.name}, {one['id']}"),
        )
        for one in data["examples"]
    )

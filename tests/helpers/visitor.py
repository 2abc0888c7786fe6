"""A visitor of the web app: drives it without a browser, finds things by their words, and looks into the store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from advisor.questionnaire.answers import Answers
from advisor.storage.sql import open_store

APP = Path(__file__).parents[2] / "advisor_app.py"


class Visitor:
    """One browser tab on the app, at the address with the given query parameters."""

    def __init__(self, **parameters: str) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=30)
        self.app.query_params.update(parameters)
        self.app.run()

    @property
    def heading(self) -> str:
        return self.app.title[0].value

    @property
    def token(self) -> str | None:
        return self._parameter("a")

    @property
    def step(self) -> str | None:
        return self._parameter("step")

    def _parameter(self, name: str) -> str | None:
        given = self.app.query_params.get(name)
        return given[0] if isinstance(given, list) else given

    @property
    def words(self) -> str:
        """Everything that can be read on the screen, apart from what stands in boxes."""
        app = self.app
        parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.text, *app.info, *app.warning, *app.code]
        return "\n".join(
            [
                *(str(part.value) for part in parts),
                *(part.body for part in app.html if not part.body.startswith(("<style", "<script"))),
            ]
        )

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.app.button]

    def press(self, label: str) -> Visitor:
        self._one(self.app.button, label).click().run()
        return self

    def type(self, label: str, text: str) -> Visitor:
        self._one(self.app.text_input, label).input(text).run()
        return self

    def box(self, label: str) -> str:
        return self._one(self.app.text_input, label).value

    def tick(self, label: str) -> Visitor:
        self._one(self.app.checkbox, label).check().run()
        return self

    def untick(self, label: str) -> Visitor:
        self._one(self.app.checkbox, label).uncheck().run()
        return self

    def choose(self, label: str, value: Any) -> Visitor:
        self._one([*self.app.pills, *self.app.selectbox, *self.app.radio], label).set_value(value).run()
        return self

    def chosen(self, label: str) -> Any:
        return self._one([*self.app.pills, *self.app.selectbox, *self.app.radio], label).value

    def slide(self, label: str, value: int) -> Visitor:
        self._one(self.app.slider, label).set_value(value).run()
        return self

    def say_unknown(self, field: str) -> Visitor:
        """Ticks "I don't know" of one question; the same words stand at many."""
        next(c for c in self.app.checkbox if c.key.startswith(f"{field}?#")).check().run()
        return self

    def kept(self) -> Answers:
        """The answers as they stand in the store."""
        return kept(self.token)

    def open(self, page: str, **parameters: str) -> Visitor:
        """Follows a link to another page; AppTest has no way to press one."""
        self.app.query_params.pop("step", None)
        self.app.query_params.update(parameters)
        pages = self.app._registered_pages.items()
        self.app._page_hash = next(name for name, info in pages if info["url_pathname"] == page)
        self.app.run()
        self.app._page_hash = ""
        return self

    @staticmethod
    def _one(found: Any, label: str) -> Any:
        matching = [one for one in found if one.label == label]
        assert len(matching) == 1, f"{len(matching)} of {label!r} among {[one.label for one in found]}"
        return matching[0]


def kept(token: str | None) -> Answers:
    """The answers in the store under *token*."""
    assert token is not None, "nothing was saved"
    store = open_store(os.environ["ADVISOR_DATABASE_URL"])
    try:
        return store.open(token).answers
    finally:
        store.close()

"""A browser without a screen: it speaks Streamlit's websocket, keeps what the page shows, and sets widgets by label."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

DONE, RERUN = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN
PATIENCE = 60.0
"""Seconds to wait for a page before it counts as an error."""

VALUES = {
    "text_input": "string_value", "checkbox": "bool_value", "selectbox": "string_value", "slider": "double_array_value",
    "button_group": "string_array_value", "button": "trigger_value",
}  # fmt: skip
"""Field of the protocol that holds the value of each kind of widget that is used here."""


class PageError(Exception):
    """The server did not draw the page: it answered with an error, or not in time."""


class Robot:
    """One visitor. `address` is the query of the page; `waits` are milliseconds from each change to the drawn page."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.address, self.waits, self.broken = "", list[float](), 0
        self._page, self._name, self._session, self._run = "", "", "", 0
        self._elements: dict[tuple[int, ...], tuple[int, str, Any]] = {}
        self._states: dict[str, WidgetState] = {}
        self._socket: ClientConnection | None = None

    # ------------------------------------------------------------ what the page shows

    def widgets(self, *kinds: str) -> Iterator[tuple[str, Any]]:
        """Kind and element of every widget on the page that can be used, in no special order."""
        for _, kind, element in self._elements.values():
            if kind in (kinds or VALUES) and not getattr(element, "disabled", False):
                yield kind, element

    def widget(self, label: str, *kinds: str) -> Any:
        """The one widget of that label; a PageError where there is none."""
        for _, element in self.widgets(*kinds):
            if element.label == label:
                return element
        raise PageError(f"the page has no {' or '.join(kinds)} called {label!r}")

    def labels(self, *kinds: str) -> set[str]:
        """Labels of the widgets on the page."""
        return {element.label for _, element in self.widgets(*kinds)}

    def headings(self) -> list[str]:
        """The headings on the page."""
        return [element.body for _, kind, element in self._elements.values() if kind == "heading"]

    def token(self) -> str:
        """The secret of the assessment, as the address holds it; empty before the first answer."""
        return parse_qs(self.address).get("a", [""])[0]

    # ------------------------------------------------------------ what a visitor does

    async def open(self, page: str) -> None:
        """Opens a page, such as `questions`."""
        self._name = page
        await self._rerun()

    async def set(self, element: Any, kind: str, value: Any) -> float:
        """Sets a widget; returns the milliseconds until the page was drawn."""
        state = WidgetState(id=element.id)
        field = VALUES[kind]
        if field.endswith("array_value"):
            getattr(state, field).data.extend(value)
        else:
            setattr(state, field, value)
        self._states[element.id] = state
        try:
            return await self._rerun()
        finally:
            if kind == "button":
                del self._states[element.id]

    async def press(self, label: str) -> float:
        """Presses a button."""
        return await self.set(self.widget(label, "button"), "button", True)

    async def close(self) -> None:
        """Leaves."""
        if self._socket is not None:
            await self._socket.close()

    # ------------------------------------------------------------ the protocol

    async def _rerun(self) -> float:
        message = BackMsg()
        client = message.rerun_script
        client.query_string, client.page_script_hash, client.page_name = self.address, self._page, self._name
        client.context_info.url = f"{self.url}/{self._name}{f'?{self.address}' if self.address else ''}"
        alive = {getattr(element, "id", "") for _, _, element in self._elements.values()}
        client.widget_states.widgets.extend(state for name, state in self._states.items() if name in alive)
        sent = message.SerializeToString()
        start = time.perf_counter()
        for attempt in range(5):
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._send(sent)
                    await self._drawn()
                break
            except TimeoutError:
                raise PageError(f"nothing came back within {PATIENCE:g} seconds") from None
            except (ConnectionClosed, InvalidHandshake, OSError) as error:
                # As a browser does: it connects again and sends what the page shows.
                self.broken, self._socket = self.broken + 1, None
                if attempt == 4:
                    raise PageError(f"no connection ({type(error).__name__})") from None
                await asyncio.sleep(0.5 * 2**attempt)
        took = (time.perf_counter() - start) * 1000
        self.waits.append(took)
        return took

    async def _send(self, message: bytes) -> None:
        if self._socket is None:
            there = urlsplit(self.url)
            known = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([self._session] if self._session else [])]
            self._socket = await connect(
                f"{'wss' if there.scheme == 'https' else 'ws'}://{there.netloc}/_stcore/stream",
                subprotocols=known, origin=self.url, max_size=None, open_timeout=30, ping_timeout=120,
            )  # fmt: skip  # type: ignore[arg-type]
        await self._socket.send(message)

    async def _drawn(self) -> None:
        """Takes in what the server sends until the page stands."""
        assert self._socket is not None
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._socket.recv())  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._run += 1
                self._session = message.new_session.initialize.session_id or self._session
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.address = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._take(tuple(message.metadata.delta_path), message.delta.new_element)
            elif kind == "script_finished":
                if message.script_finished == DONE:
                    self._elements = {p: e for p, e in self._elements.items() if e[0] == self._run}
                    return
                if message.script_finished != RERUN:
                    raise PageError(f"the run ended with status {message.script_finished}")

    def _take(self, path: tuple[int, ...], new: Any) -> None:
        kind = new.WhichOneof("type")
        element = getattr(new, kind)
        if kind == "exception":
            told = element.type or element.message
            raise PageError(f"the page {self._name} {self.headings()[:1]} shows an error: {told}")
        self._elements[path] = (self._run, kind, element)
        if kind in VALUES and kind != "button" and (element.set_value or element.id not in self._states):
            self._states[element.id] = _as_drawn(kind, element)


def _as_drawn(kind: str, element: Any) -> WidgetState:
    """The value that a browser takes over when it draws the widget."""
    state = WidgetState(id=element.id)
    if kind == "text_input":
        state.string_value = element.value if element.set_value else element.default
    elif kind == "checkbox":
        state.bool_value = element.value if element.set_value else element.default
    elif kind == "slider":
        state.double_array_value.data.extend(element.value if element.set_value else element.default)
    elif kind == "selectbox":
        if element.set_value:
            state.string_value = element.raw_value
        elif element.HasField("default"):
            state.string_value = element.options[element.default]
    elif kind == "button_group":
        if element.set_value:
            state.string_array_value.data.extend(element.raw_values)
        else:
            state.string_array_value.data.extend(element.options[place].content for place in element.default)
    return state

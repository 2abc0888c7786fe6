"""A page that has stood in the browser longer than the session behind it: after a restart, or at another replica.

The first run there begins with an empty session, and with the values of all widgets that the page shows.
"""

from __future__ import annotations

from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx


def brought(key: str) -> Any:
    """What the browser brought with this run for the widget of that key, as it came; None where it brought nothing.

    Streamlit makes a widget's id of a mark, a checksum and its key, and learns which id belongs to which key only when
    the widget is drawn: until then a session that has just begun says of every key that it holds nothing.
    """
    context = get_script_run_ctx()
    if context is None:
        return None
    states = context.session_state.get_widget_states()
    return next((one for one in states if one.id.split("-", maxsplit=2)[-1] == key), None)


def brought_files(key: str) -> bool:
    """True where the page shows files in the uploader of that key."""
    came = brought(key)
    return came is not None and len(came.file_uploader_state_value.uploaded_file_info) > 0

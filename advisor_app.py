"""Entry of the web app: the page's frame, and the way to its pages. `streamlit run advisor_app.py`."""

from __future__ import annotations

import streamlit as st

from advisor.ui import frame

st.set_page_config(page_title="Software advisor", page_icon=frame.ICON, layout="centered")
frame.run()

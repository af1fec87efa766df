"""The dashboard: the map, and who said and did what beside it."""

import streamlit as st

from geo.ui import messages
from geo.ui.dashboard import dashboard

filters = st.session_state["filters"]
messages.link_problems()
messages.nothing_found(filters)
dashboard(filters)

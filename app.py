"""Dateline: set-up, navigation, and the filters that all pages share."""

import streamlit as st

from geo.ui import link, shell, sidebar

shell.set_up()
page = st.navigation(
    [
        st.Page("pages/map.py", title="Map", default=True),
        st.Page("pages/about.py", title="About", url_path="about"),
    ],
    position="top",
)
link.load()
st.session_state["filters"] = sidebar.sidebar()
page.run()
link.save()

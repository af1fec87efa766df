"""Dateline: set-up, navigation, and the filters that all pages share."""

import streamlit as st

from geo.ui import link, shell, sidebar

shell.set_up()
page = st.navigation(shell.pages(), position="top")
link.load()
st.session_state[shell.FILTERS] = sidebar.sidebar()
page.run()
link.save()

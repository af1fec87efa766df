"""Dateline: set-up, navigation, and what all pages share: filters, selection, and the line above the page."""

import streamlit as st

from geo.ui import bar, data, embed, faults, link, messages, shell, sidebar

shell.set_up()
with faults.said():
    link.load()
    page = st.navigation(shell.pages(), position="hidden" if embed.wanted() else "top")
    st.session_state[shell.FILTERS] = link.filters()
    if embed.wanted():
        embed.embed()
    else:
        above = st.container()
        page.run()  # what was asked for is sent first, what may be asked for next after it
        with above:
            bar.bar(path=page.url_path)
            messages.link_problems()
        sidebar.sidebar()
    link.save()
data.freeze()

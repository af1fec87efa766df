"""Dateline: set-up, navigation, and what all pages share: filters, selection, and the line above the page."""

import streamlit as st

from geo.ui import bar, embed, link, messages, shell, sidebar

shell.set_up()
link.load()
page = st.navigation(shell.pages(), position="hidden" if embed.wanted() else "top")
st.session_state[shell.FILTERS] = link.filters()
if embed.wanted():
    embed.embed()
else:
    sidebar.sidebar()
    bar.bar(path=page.url_path)
    messages.link_problems()
    page.run()
link.save()

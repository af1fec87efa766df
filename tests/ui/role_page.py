"""A page that says who the server takes its reader for."""

import streamlit as st

from geo.ui import access

role = access.role()
st.text(f"{role.name}, {'editor' if role.editor else 'no editor'}")

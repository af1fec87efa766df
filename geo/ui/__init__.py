"""Streamlit pieces that several pages use.  Nothing else in ``geo`` imports Streamlit."""

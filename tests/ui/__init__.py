"""Tests of the screens: every page by AppTest, and journeys in a real browser."""

"""Recognising: which tables stand in a sheet, which sheet of ours each is, and what its columns are."""

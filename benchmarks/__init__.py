"""Benchmarks: seeded plans of realistic shape, and what building, checking and solving them costs."""

"""Benchmarks: seeded plans of realistic shape, and what building, checking and solving them costs."""

import teamform as teamform  # before numpy, as every program that uses it does

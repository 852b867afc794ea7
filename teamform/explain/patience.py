"""Patience: how long one question may take, and how far it is looked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """How long one question may take, in the solver's own seconds, and how far around it is looked."""

    near: float = 1.5
    whole: float = 8.0
    rings: tuple[int, ...] = (150, 400, 1000)
    """Numbers of candidates around a question that are free to change, tried one after the other."""
    workers: int = 1


USUAL = Patience()
"""What a question is given where nobody says otherwise."""

"""Values between two of our processes: a line of JSON each, put together again by what their types say.

Nothing but data travels, and all of it exactly: whoever reads says which kind of value is meant, and what
doesn't fit it is an error.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd

INSIDE = {int: (int,), float: (float, int), str: (str,), bool: (bool,)}
"""What JSON makes of a plain value."""


def line(value: object) -> bytes:
    """A value as one line: dataclasses, tables, mappings by name, and sequences of these and of plain values."""
    return json.dumps(value, default=_plain).encode() + b"\n"


def value(kind: Any, line: bytes) -> Any:
    """The value of a kind that a line holds; raises EOFError for half a line, its writer being gone."""
    if not line.endswith(b"\n"):
        raise EOFError("the line broke off")
    return read(kind, json.loads(line))


def read(kind: Any, data: Any) -> Any:
    """What JSON holds, as a value of a kind; raises TypeError, KeyError or ValueError where it isn't one."""
    if kind is pd.DataFrame:
        return pd.DataFrame({name: pd.Series(column, dtype=dtype) for name, (dtype, column) in data.items()})
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{name: read(each, data[name]) for name, each in _fields(kind).items()})
    if get_origin(kind) is not None:
        return _several(get_origin(kind), get_args(kind), data)
    if kind is not Any and not isinstance(data, INSIDE[kind]):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data


def _several(origin: Any, inside: tuple[Any, ...], data: Any) -> Any:
    """A value of a kind that is put together from others."""
    if origin is UnionType:
        return _one_of(inside, data)
    if origin is Mapping:
        return {name: read(inside[1], part) for name, part in data.items()}
    assert origin is tuple
    if inside[-1] is Ellipsis:
        return tuple(read(inside[0], part) for part in data)
    return tuple(read(each, part) for each, part in zip(inside, data, strict=True))


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    """A value of one of several kinds, of which one at most has fields."""
    if isinstance(data, dict):
        return read(next(kind for kind in kinds if dataclasses.is_dataclass(kind)), data)
    if type(data) not in kinds:
        raise TypeError(f"{data!r} is none of {kinds}")
    return data


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    """The kind of each field of a dataclass."""
    kinds = get_type_hints(kind)
    return {field.name: kinds[field.name] for field in dataclasses.fields(kind)}


def _plain(value: Any) -> Any:
    """A value that JSON doesn't know, in parts that it knows or that are asked for next."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, pd.DataFrame):
        return {name: (str(column.dtype), column.tolist()) for name, column in value.items()}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} can't be sent")

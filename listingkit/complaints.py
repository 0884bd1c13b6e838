"""How is a complaint of pydantic told: which key, what is wrong, and which one was meant?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel


def explain(error: Any, place: str, model: type[BaseModel]) -> str:
    """One of `ValidationError.errors()` in words; `model` is the one at the root, for the near miss of a key."""
    match error["type"]:
        case "extra_forbidden":
            return f"{place}: unknown key{meant(str(error['loc'][-1]), _keys_at(error['loc'][:-1], model))}"
        case "missing":
            return f"{place}: is required"
        case "bool_type":
            return f"{place}: is true or false, without quotes (found {error['input']!r})"
        case "float_type":
            return f"{place}: is a number, without quotes (found {error['input']!r})"
        case "value_error":
            return f"{place}: {error['ctx']['error']}"
        case _:
            return f"{place}: {error['msg'][:1].lower()}{error['msg'][1:]} (found {error['input']!r})"


def meant(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?` where one of `known` is near, else nothing."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{close[0]}`?" if close else ""


def _keys_at(loc: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """The keys that the table at `loc` can have. Items of lists and keys of dictionaries lead to no other model."""
    for part in loc:
        if part in model.model_fields:
            model = _model_in(model.model_fields[str(part)].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)

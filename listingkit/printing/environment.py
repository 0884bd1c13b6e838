"""Where do the templates of printed pages come from, and how are they filled?"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from listingkit.printing.fitting import Fitted


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("listingkit.printing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = lambda number: f"{number:,}"
    environment.filters["lines"] = _lines
    environment.filters["share"] = lambda part, whole: f"{100 * part / whole:.2f}%"
    return environment


def _lines(text: Fitted) -> Markup:
    return Markup("<br>").join(text.lines)


def template(name: str) -> Template:
    """A template of this room; every text that goes into it is escaped."""
    return _environment().get_template(name)

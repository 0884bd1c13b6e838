"""How can a seller's Jinja2 template run without hanging, leaving the process, or failing in a riddle?

A template of shop.toml is one expression after another over names that are known beforehand. It cannot import, define
macros or reach into Python; its loops have a budget of steps, and its output a cap.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from listingkit.errors import BadInputError
from listingkit.listing.measures import with_inches, with_us_units
from listingkit.words import title_case

MAX_STEPS = 20_000
MAX_OUTPUT = 200_000
TICK = "_tick"
# Whatever pads, multiplies, draws lots or formats is left out: the first two fill the memory, a lot is never the same.
FILTERS = """
    abs batch capitalize d default dictsort e escape first float groupby int items join last length list lower map max
    min reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title trim
    truncate unique upper wordcount
"""
METHODS = "capitalize endswith get isdigit items keys lower replace split startswith strip title upper values"
BANNED = (nodes.Macro, nodes.CallBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block)


class TooMuchError(Exception):
    """A template that loops or grows beyond all use."""


class Unknown(StrictUndefined):
    """A name or key that is not there: using it is an error, with the near miss."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        near = difflib.get_close_matches(str(name), [str(key) for key in owner], n=1) if isinstance(owner, dict) else []
        meant = f"; did you mean `{near[0]}`?" if near else ""
        return f"unknown name `{name}`{meant}" if isinstance(owner, dict) else super()._undefined_message


class Sandbox(ImmutableSandboxedEnvironment):
    """Compiles templates; `autoescape` where the text becomes HTML."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(autoescape=autoescape, undefined=Unknown, finalize=plain)
        self.globals = {"range": range}
        self.filters = {name: self.filters[name] for name in FILTERS.split()}
        self.filters["title_case"] = lambda text: title_case(str(text))
        self.filters["with_us_units"] = lambda text: with_us_units(str(plain(text)))
        self.filters["with_inches"] = lambda text: with_inches(str(plain(text)))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only methods that cannot blow up; data as Jinja has it."""
        if callable(value) and attr not in METHODS.split():
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """No `str.format`: a width of a thousand million is three characters long. `is_safe_attribute` refuses it."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Numbers multiply; texts and lists do not."""
        if operator == "**" or not all(isinstance(side, int | float | Decimal) for side in (left, right)):
            raise TooMuchError("`**` is not available" if operator == "**" else f"`{operator}` works on numbers only")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for banned in tree.find_all(BANNED):
            word = type(banned).__name__.lower()
            raise TemplateSyntaxError(f"`{word}` is not available here", banned.lineno)
        for loop in tree.find_all(nodes.For):
            # Every turn of every loop is counted, so that loops in loops end in time whatever they run over.
            tick = nodes.Call(nodes.Name(TICK, "load"), [], [], None, None)
            loop.body.insert(0, nodes.Output([tick]).set_lineno(loop.lineno))
        return tree


class Wordings:
    """One compiled template of shop.toml; `key` is how messages name it."""

    def __init__(self, key: str, source: str, known: Collection[str], *, html: bool = False) -> None:
        """Raises BadInputError for a syntax error, or a name that is not in `known`, with the near miss."""
        self._key = key
        sandbox = Sandbox(autoescape=html)
        try:
            unknown = find_undeclared_variables(sandbox.parse(source)) - {TICK, *known, *sandbox.globals}
            self._template: Template = sandbox.from_string(source)
        except TemplateSyntaxError as wrong:
            raise self._bad(f"line {wrong.lineno}: {wrong.message}", "Correct the template in shop.toml.") from None
        if unknown:
            self._refuse(min(unknown), known)

    def render(self, context: Mapping[str, Any], subject: str) -> str:
        """The text for `subject`. Raises BadInputError where the template fails on it."""
        steps = 0

        def tick() -> str:
            nonlocal steps
            steps += 1
            if steps > MAX_STEPS:
                raise TooMuchError(f"more than {MAX_STEPS} loop turns")
            return ""

        try:
            return self._collect(context, tick)
        except (TooMuchError, OverflowError, RecursionError) as wrong:
            raise self._bad(f"{subject}: {wrong}", "Make the template shorter; it is a text for buyers.") from None
        except UndefinedError as wrong:
            raise self._bad(f"{subject}: {wrong.message}", "docs/wording.md lists the names.") from None
        except SecurityError as wrong:
            raise self._bad(f"{subject}: not allowed: {wrong}", "docs/wording.md lists what is.") from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as wrong:
            hint = "A value may be empty for some products: guard it with {% if … %}."
            raise self._bad(f"{subject}: {wrong}", hint) from None

    def _collect(self, context: Mapping[str, Any], tick: Callable[[], str]) -> str:
        parts: list[str] = []
        size = 0
        for part in self._template.generate({**context, TICK: tick}):
            parts.append(part)
            size += len(part)
            if size > MAX_OUTPUT:
                raise TooMuchError(f"more than {MAX_OUTPUT} characters")
        return "".join(parts)

    def _refuse(self, name: str, known: Collection[str]) -> None:
        near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
        hint = f"Did you mean `{near[0]}`? " if near else ""
        raise self._bad(f"unknown name `{name}`", f"{hint}Known are {', '.join(sorted(known))}.")

    def _bad(self, problem: str, hint: str) -> BadInputError:
        return BadInputError(f"shop.toml, [wording] {self._key}: {problem}", hint)


def plain(value: object) -> object:
    """How a value is printed: numbers without trailing zeros or exponents, lists with commas, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, tuple | list):
        return ", ".join(str(plain(item)) for item in value)
    return value

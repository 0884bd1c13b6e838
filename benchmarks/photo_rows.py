"""How is it told what a rule on photos finds, misses and finds wrongly?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One rule on one set of photos whose truth is known. `made` defects, of them `found`; `false` findings among
    `clean` photos that have none.
    """

    rule: str
    what: str
    made: int = 0
    found: int = 0
    clean: int = 0
    false: int = 0

    @property
    def missed(self) -> int:
        """Defects that the rule did not tell."""
        return self.made - self.found

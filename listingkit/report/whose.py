"""Which product and which colour is a finding about, so that the page can be narrowed to them?"""

from __future__ import annotations

from dataclasses import dataclass, field

from listingkit.catalog.model import Catalog
from listingkit.findings import Finding
from listingkit.report.coverage import colour_of
from listingkit.shots.model import Coverage


@dataclass(frozen=True, slots=True)
class Whose:
    """By subject, SKU and photo path: model and colour."""

    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog, coverage: Coverage) -> Whose:
        """All that a finding may name."""
        known: dict[str, tuple[str, str]] = {product.spu: (product.spu, "") for product in catalog.products}
        subjects = {group.subject.id: group.subject for group in coverage.shotlist.all_groups()}
        known |= {name: (each.spu, colour_of(each)) for name, each in subjects.items()}
        for several in catalog.variants.values():
            for one in several:
                known[one.sku] = known.get(one.skc) or (one.spu, "")
        for (subject, _), takes in coverage.takes.items():
            if subject in known:
                known |= {take.path: known[subject] for take in takes}
        return cls(known)

    def model(self, found: Finding) -> str:
        """The product's key; empty where it is about the whole shop."""
        return found.spu or self._about(found)[0]

    def colour(self, found: Finding) -> str:
        """The colour of the look; empty where it is about more than one."""
        return self._about(found)[1]

    def _about(self, found: Finding) -> tuple[str, str]:
        return self.known.get(found.place.file) or self.known.get(found.subject) or ("", "")

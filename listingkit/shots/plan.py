"""Which photos must exist? The catalogue times the shot template, by scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listingkit.catalog.model import Catalog, Choice, Look, Product, Variant
from listingkit.findings import Finding, finding
from listingkit.settings import ShotTemplate
from listingkit.shots.model import Group, ShotKind, ShotList, Subject


def plan_shots(catalog: Catalog, templates: Iterable[ShotTemplate]) -> ShotList:
    """All shots of the catalogue, with a finding for every two subjects that share an id.

    Subjects whose samples have not arrived wait: they are matched, not planned.
    """
    kinds = [ShotKind(each.name, each.role, each.scope.casefold(), each.required, each.seconds) for each in templates]
    planner = _Planner(kinds)
    ready: list[Group] = []
    waiting: list[Group] = []
    owners = _Owners()
    for product in catalog.products:
        looks = catalog.looks.get(product.spu, ())
        variants = catalog.variants.get(product.spu, ())
        known = {product.spu, *(look.skc for look in looks)}
        for group in planner.groups(product, looks, variants):
            (ready if group.subject.sample else waiting).append(group)
            owners.take(product, group.subject, of_catalogue=group.subject.id in known)
    return ShotList(tuple(ready), tuple(waiting), (*planner.findings, *owners.findings))


class _Planner:
    """Shares one tuple of kinds among all subjects of the same scopes, so that 100,000 looks stay small."""

    def __init__(self, kinds: list[ShotKind]) -> None:
        self.findings: list[Finding] = []
        self._kinds = kinds
        self._by_scopes: dict[frozenset[str], tuple[ShotKind, ...]] = {}
        self._option_names = [kind.scope[7:].strip() for kind in kinds if kind.scope.startswith("option:")]
        self._used = {_plain(kind.scope) for kind in kinds}

    def groups(self, product: Product, looks: tuple[Look, ...], variants: tuple[Variant, ...]) -> Iterator[Group]:
        """The product's subjects in the order in which they lie on the paper, each with its kinds."""
        scopes: dict[str, set[str]] = {}
        choices: dict[str, tuple[Choice, ...]] = {}
        clashes: dict[str, tuple[Choice, ...]] = {}
        samples: dict[str, bool] = {}
        by_look: dict[str, list[Variant]] = {}
        for variant in variants:
            by_look.setdefault(variant.skc, []).append(variant)
        for look in looks or (Look(product.spu, product.spu, ()),):
            mine = by_look.get(look.skc, [])
            # A look whose every row of variants was faulty has none left; it is still there to be photographed.
            sample = any(variant.sample for variant in mine) or not mine
            for scope, identity, chosen, has in self._subjects(look, mine, sample=sample):
                if scope not in self._used:
                    continue
                # Without pictured options a look is the product, and with one option it is that option's value:
                # such scopes share a subject, since they share a file name.
                scopes.setdefault(identity, set()).add(scope)
                first = choices.setdefault(identity, chosen)
                # Two values of one option with one code are told by the catalogue.
                if first is not chosen and [name for name, _ in first] != [name for name, _ in chosen]:
                    clashes.setdefault(identity, chosen)
                samples[identity] = samples.get(identity, False) or has
        self.findings += (_clash(product, identity, choices[identity], other) for identity, other in clashes.items())
        for identity, names in scopes.items():
            yield Group(
                Subject(identity, product.spu, choices[identity], samples[identity]), self._of(frozenset(names))
            )

    def _subjects(
        self, look: Look, variants: list[Variant], *, sample: bool
    ) -> Iterator[tuple[str, str, tuple[Choice, ...], bool]]:
        yield "product", look.spu, (), sample
        # Any variant of the look tells its unpictured values too, such as every size of a colour.
        for name in self._option_names:
            for option, value in dict.fromkeys([*look.choices, *(each for one in variants for each in one.choices)]):
                if option.casefold() == name:
                    yield f"option:{name}", f"{look.spu}-{value.code}", ((option, value),), sample
        yield "look", look.skc, look.choices, sample
        if "variant" in self._used:
            for variant in variants:
                yield "variant", variant_subject(look, variant), variant.choices, variant.sample

    def _of(self, scopes: frozenset[str]) -> tuple[ShotKind, ...]:
        if scopes not in self._by_scopes:
            self._by_scopes[scopes] = tuple(kind for kind in self._kinds if _plain(kind.scope) in scopes)
        return self._by_scopes[scopes]


class _Owners:
    """Whose each subject is, over all products; `findings` where two products have a subject of one id."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._owners: dict[str, tuple[str, bool]] = {}

    def take(self, product: Product, subject: Subject, *, of_catalogue: bool) -> None:
        """Notes one subject. Products and looks (`of_catalogue`) that share an id are told by the catalogue."""
        spu, both = self._owners.setdefault(subject.id, (product.spu, of_catalogue))
        if spu != product.spu and not (both and of_catalogue):
            message = f"{product.place}: {subject.id} is a subject of {spu} too, so a photo fits both"
            hint = "Rename one of the two models."
            self.findings.append(
                finding(
                    "catalog.duplicate-sku",
                    message,
                    subject=subject.id,
                    place=product.place,
                    hint=hint,
                    spu=product.spu,
                )
            )


def _clash(product: Product, identity: str, first: tuple[Choice, ...], other: tuple[Choice, ...]) -> Finding:
    both = " and ".join(" ".join(f"{name} {value.label!r}" for name, value in each) for each in (first, other))
    message = f"{product.place}: {both} are both photographed as {identity}, so a photo fits both"
    hint = "Give one of the two values another code in the options sheet."
    return finding("catalog.duplicate-sku", message, subject=identity, place=product.place, hint=hint, spu=product.spu)


def variant_subject(look: Look, variant: Variant) -> str:
    """The subject id of a single variant: its look and the other codes, whatever SKU the seller gave it."""
    return "-".join([look.skc, *(value.code for name, value in variant.choices if (name, value) not in look.choices)])


def _plain(scope: str) -> str:
    return f"option:{scope[7:].strip()}" if scope.startswith("option:") else scope

"""Which stores is a run about, as they are today, and does every table of shop.toml that names a store name one?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listingkit.complaints import meant
from listingkit.errors import BadInputError
from listingkit.run import Run
from listingkit.shop import Shop
from listingkit.stores.load import builtin_names, load_stores
from listingkit.stores.model import StoreProfile
from listingkit.stores.tailor import in_force, with_columns


@dataclass(frozen=True, slots=True)
class Storefronts:
    """The stores of a run: `as_written` in their profiles, and `today`, with the shop's own column texts.

    `own` are those of the shop, whatever --store says.
    """

    as_written: tuple[StoreProfile, ...]
    today: tuple[StoreProfile, ...]
    own: tuple[StoreProfile, ...]


def storefronts(shop: Shop, run: Run) -> Storefronts:
    """The stores that the flags name, else the shop's.

    Raises UsageError for a store that there is not, BadInputError for a faulty profile, and for a table of a store
    that nobody knows: misspelt, its store would silently be sold at the shop's own terms.
    """
    own = load_stores(shop.settings.shop.stores, relative_to=shop.root)
    # A profile of the shop's own may be called by its name, as a built-in one is.
    paths = {store.name: path for store, path in zip(own, dict.fromkeys(shop.settings.shop.stores), strict=True)}
    names = [paths.get(name, name) for name in run.stores]
    written = load_stores(names, relative_to=shop.root) if names else own
    _check_tables(shop, {store.name for store in (*own, *written)})
    texts = {name: terms.columns for name, terms in shop.settings.export.stores.items()}
    today = tuple(in_force(with_columns(store, texts.get(store.name, {})), run.today) for store in written)
    return Storefronts(written, today, own)


def _check_tables(shop: Shop, loaded: set[str]) -> None:
    known = {*builtin_names(), *loaded}
    for table, name in _tables(shop):
        if name not in known:
            raise BadInputError(
                f"shop.toml: [{table}.stores.{name}]: there is no store of that name{meant(name, known)}",
                "`listingkit stores` lists them; a profile of your own has its `name`, and stands in [shop] stores.",
            )


def _tables(shop: Shop) -> Iterator[tuple[str, str]]:
    settings = shop.settings
    yield from (("wording", name) for name in settings.wording.stores)
    yield from (("pricing", name) for name in settings.pricing.stores)
    yield from (("export", name) for name in settings.export.stores)

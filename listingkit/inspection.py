"""Which findings has the shop? Every rule of every room, over what the desk has laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from listingkit.desk import Desk
from listingkit.findings import Finding, Sifted
from listingkit.images.check import check_coming, check_images, check_watermark
from listingkit.images.recipe import advised_sizes
from listingkit.judging.check import check_photos
from listingkit.judging.clocks import Calendar
from listingkit.judging.siblings import shoot_of
from listingkit.listing.check_columns import address_findings, terms_findings
from listingkit.listing.english import store_text_findings
from listingkit.listing.losses import loss_findings
from listingkit.listing.similar import similar_findings
from listingkit.pictures import Pictures
from listingkit.references import references_of
from listingkit.shots.check import check_missing, check_slots
from listingkit.stores.check import stale_rules


def findings_of(desk: Desk, pictures: Pictures, *, of_images: bool = False) -> tuple[Finding, ...]:
    """Every rule over the shop; with `of_images`, over its finished images too. Accepted ones are left out."""
    return inspect(desk, pictures, of_images=of_images).shown


def inspect(desk: Desk, pictures: Pictures, *, of_images: bool = False) -> Sifted:
    """The same, with how many are accepted."""
    return desk.sift(_every_finding(desk, pictures, of_images=of_images))


def plan_findings(desk: Desk) -> Iterator[Finding]:
    """What the catalogue and the shot list have to say before the shoot, when no photo is missing yet."""
    yield from desk.catalog.findings
    yield from references_of(desk, looked_at=False).findings
    yield from desk.coverage.shotlist.findings
    yield from desk.coverage.findings
    yield from check_slots(desk.slots.unseen_by_product)


def _every_finding(desk: Desk, pictures: Pictures, *, of_images: bool) -> Iterator[Finding]:
    yield from plan_findings(desk)
    yield from check_missing(desk.coverage)
    yield from stale_rules(desk.stores, desk.run.today)
    yield from pictures.measured.findings
    advised = advised_sizes(desk.stores, pictures.placements, desk.coverage)
    rules = desk.shop.settings.check
    shoot = shoot_of(pictures.measured, desk.coverage, pictures.lights, desk.catalog, rules)
    yield from check_photos(shoot, advised, Calendar(desk.run.today, _windows(desk)))
    yield from check_watermark(pictures.mark.mark if pictures.mark else None, desk.stores)
    yield from desk.price_findings()
    yield from address_findings(desk.shop.settings.export)
    for store, listings in desk.listings(pictures, checked=True):
        yield from terms_findings(store, desk.shop.settings.export, listings)
        yield from store_text_findings(store, f"{store.name}.toml")
        yield from loss_findings(listings, store)
        yield from similar_findings(listings, store)
        for found in (each for listing in listings for each in listing.findings):
            if of_images or found.code != "image.missing":
                yield found
        del listings  # before the next store's are built
    if of_images:
        yield from check_images(pictures.targets, pictures.renditions)
        yield from check_coming(desk.stores_as_written, pictures.targets, pictures.renditions, desk.run.today)


def _windows(desk: Desk) -> tuple[tuple[dt.time, dt.time], ...]:
    """The hours of light; none where they are other ones each day."""
    light = desk.shop.settings.light
    return () if light.sun else light.windows

"""What may shop.toml say of trade terms: once for all stores, and for one store alone?

An empty text, or a missing number, says nothing: then the next wider table counts. Products say it with columns of
the same names, and win (`listing.terms`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from listingkit.settings_table import Table

Days = Annotated[int, Field(ge=1, le=60)]


class TermsTable(Table):
    """Keys that `[export]` and `[export.stores.<name>]` share, apart from those that have a default."""

    category: str = ""
    product_type: str = ""
    google_category: str = ""
    condition: Literal["", "new", "used", "refurbished"] = ""
    origin_code: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    hs_code: str = ""
    manufacturer: str = ""
    manufacturer_address: str = ""
    manufacturer_email: str = ""
    responsible_person: str = ""
    responsible_address: str = ""
    responsible_email: str = ""
    location: str = ""
    shipping_template: str = ""
    gender: Literal["", "male", "female", "unisex"] = ""
    age_group: Literal["", "adult", "kids", "toddler", "infant", "newborn"] = ""
    who_made: str = ""
    when_made: str = ""


class StoreTermsTable(TermsTable):
    """`[export.stores.<name>]`: what holds in one store alone. `columns` are texts for columns, by header."""

    handling_days: Days | None = None
    origin: str = ""
    columns: dict[str, str] = Field(default={})

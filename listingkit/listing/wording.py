"""What do a product's title, description, bullet points and tags say in each store?

Templates of `[wording]`, or a store's own in `[wording.stores.<name>]`, over what is known of the product. They are
rendered once for all stores that share them; each store then gets what it has room for and the HTML that it keeps.
Texts are those of US stores: American spelling, metric and US units side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from listingkit.catalog.model import Catalog, Product
from listingkit.listing.claims import Claim, claims_in
from listingkit.listing.context import Contexts
from listingkit.listing.markup import Cleaned, Markup, read
from listingkit.listing.model import Loss
from listingkit.listing.phrases import Phrase, Title, TitleRules, cut, fill
from listingkit.listing.plaintext import described, plain_text
from listingkit.listing.sandbox import Wordings
from listingkit.listing.tagging import TagRules, Tags, split_tags, tags_for
from listingkit.listing.titles import tidy
from listingkit.settings import Settings
from listingkit.settings_selling import WordingTable
from listingkit.stores.model import StoreProfile

DEFAULT_DESCRIPTION = """\
{% for part in description.split("\\n") if part.strip() %}<p>{{ part.strip() | with_us_units }}</p>
{% else %}<p>{{ headline }}</p>
{% endfor %}
{% if bullets or specifications %}<ul>
{% for bullet in bullets %}<li>{{ bullet }}</li>
{% endfor %}
{% for label, value in specifications %}<li><b>{{ label }}:</b> {{ value }}</li>
{% endfor %}
</ul>{% endif %}"""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a listing says. The description is HTML or plain text, as the store takes it; the rest is plain text.

    `fitted` and `tagged` also tell what was left out for want of room; `removed` is what the description lost, and
    `left_bullets` are the seller's own beyond the store's number. `claims` is what stores may not want in `title`,
    `bullet 1` … and `description`.
    """

    fitted: Title
    description: str
    bullets: tuple[str, ...]
    tagged: Tags
    removed: tuple[str, ...] = ()
    left_bullets: tuple[str, ...] = ()
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, within the store's limit."""
        return self.fitted.text

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that the store takes."""
        return self.tagged.tags

    @property
    def losses(self) -> tuple[tuple[Loss, str], ...]:
        """All that the store has no room for or does not keep."""
        lost = {
            Loss.TITLE: self.fitted.left_out,
            Loss.BULLET: self.left_bullets,
            Loss.TAG: self.tagged.left_out,
            Loss.MARKUP: self.removed,
        }
        return tuple((kind, each) for kind, several in lost.items() for each in several)


@dataclass(frozen=True, slots=True)
class _Templates:
    """One set of compiled templates. Phrases of a title are (separator before it, template)."""

    title: Wordings | tuple[tuple[str | None, Wordings], ...]
    separator: str
    description: Wordings
    bullets: tuple[Wordings, ...]
    tags: tuple[Wordings, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """A product's texts before any store has touched them; descriptions by what a store keeps of HTML."""

    title: str | tuple[Phrase, ...]
    whole: Title
    descriptions: dict[Markup, Cleaned]
    bullets: tuple[str, ...]
    specifications: tuple[str, ...]
    tags: tuple[str, ...]
    claims: Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class _Store:
    """What a store makes of the texts."""

    profile: StoreProfile
    templates: _Templates
    title: TitleRules
    markup: Markup
    tags: TagRules
    bullets_max: int | None


class Wording:
    """Every template of `[wording]`, compiled once, for all products of a catalogue and all stores."""

    def __init__(self, settings: Settings, catalog: Catalog, stores: Sequence[StoreProfile] = ()) -> None:
        """Raises BadInputError for a template with a syntax error or an unknown name, or words for an unknown store.

        Descriptions are made for all of `stores` at once; another store may be asked for and takes longer.
        """
        self._brand = settings.shop.brand
        self._contexts = Contexts(settings.shop, catalog)
        self._known = [*self._contexts.names, "bullets", "headline"]
        self._compiled: dict[tuple[str, bool], Wordings] = {}
        table = settings.wording
        self._common = self._compile(table, "")
        self._own = {name: self._compile(table.of(name), f"stores.{name} ") for name in table.stores}
        self._stores: dict[int, _Store] = {}
        self._markups = {Markup.of(store) for store in stores}
        self._written: dict[tuple[str, int], _Written] = {}

    def texts(self, product: Product, profile: StoreProfile) -> Texts:
        """What the store's listing says, within the store's limits. Raises BadInputError for a bad template."""
        store = self._store(profile)
        written = self._write(product, store)
        own = written.bullets
        bullets = (own or written.specifications)[: store.bullets_max]
        cleaned = written.descriptions[store.markup]
        title = self._title(written, store)
        claims = written.claims
        if title.text != written.whole.text:
            claims = {**claims, "title": claims_in(title.text, self._brand)}
        return Texts(
            title,
            cleaned.text,
            bullets,
            tags_for(written.tags, title.text, store.tags) if written.tags else Tags(),
            cleaned.removed,
            own[store.bullets_max :] if store.bullets_max is not None else (),
            claims,
        )

    def _title(self, written: _Written, store: _Store) -> Title:
        if store.title.takes_whole(written.whole.text):
            return written.whole
        if isinstance(written.title, str):
            return cut(written.title, store.title)
        return fill(written.title, store.title, store.templates.separator)

    def _store(self, profile: StoreProfile) -> _Store:
        if id(profile) not in self._stores:
            rule = profile.limit("bullets_max")
            self._stores[id(profile)] = _Store(
                profile,
                self._own.get(profile.name, self._common),
                TitleRules.of(profile, self._brand),
                Markup.of(profile),
                TagRules.of(profile),
                int(rule.value) if rule else None,
            )
            self._markups.add(Markup.of(profile))
        return self._stores[id(profile)]

    def _write(self, product: Product, store: _Store) -> _Written:
        key = (product.spu, id(store.templates))
        known = self._written.get(key)
        if known is None or store.markup not in known.descriptions:
            known = self._written[key] = self._render(product, store.templates)
        return known

    def _render(self, product: Product, templates: _Templates) -> _Written:
        spu = product.spu
        context = self._contexts.of(product) | {"bullets": (), "headline": ""}
        # Whatever a store demands: the brand once, and no word a third time.
        anything = TitleRules(brand=self._brand)
        title: str | tuple[Phrase, ...]
        if isinstance(templates.title, Wordings):
            title = templates.title.render(context, spu)
            whole = cut(title, anything)
        else:
            title = tuple(Phrase(each.render(context, spu), before) for before, each in templates.title)
            whole = fill(title, anything, templates.separator)
        bullets = tuple(filter(None, (tidy(each.render(context, spu)) for each in templates.bullets)))
        tags = split_tags([each.render(context, spu) for each in templates.tags])
        context |= {"bullets": bullets, "headline": whole.text}
        events = read(" ".join(templates.description.render(context, spu).split()))
        plain = plain_text(events)
        descriptions = described(events, plain, self._markups)
        specifications = tuple(f"{label}: {value}" for label, value in context["specifications"])
        told = {f"bullet {number}": text for number, text in enumerate(bullets or specifications, start=1)}
        told |= {"title": whole.text, "description": plain.text}
        claims = {label: found for label, text in told.items() if (found := claims_in(text, self._brand))}
        return _Written(title, whole, descriptions, bullets, specifications, tags, claims)

    def _compile(self, table: WordingTable, where: str) -> _Templates:
        title: Wordings | tuple[tuple[str | None, Wordings], ...]
        if isinstance(table.title, str):
            title = self._template(f"{where}title", table.title)
        else:
            numbered = enumerate(table.title, start=1)
            title = tuple((before, self._template(f"{where}title #{n}", text)) for n, (before, text) in numbered)
        return _Templates(
            title,
            table.title_separator,
            self._template(f"{where}description", table.description or DEFAULT_DESCRIPTION, html=True),
            self._list(f"{where}bullets", table.bullets),
            self._list(f"{where}tags", table.tags),
        )

    def _list(self, key: str, sources: Sequence[str]) -> tuple[Wordings, ...]:
        return tuple(self._template(f"{key} #{number}", each) for number, each in enumerate(sources, start=1))

    def _template(self, key: str, source: str, *, html: bool = False) -> Wordings:
        # What a store has from [wording] is the same template, and is named after [wording].
        if (source, html) not in self._compiled:
            self._compiled[source, html] = Wordings(key, source, self._known, html=html)
        return self._compiled[source, html]

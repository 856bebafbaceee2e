"""How much each role may take off by hand, and whose second PIN is owed above that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.kernel.access import Role
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import Fields
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import UserId
from app.domain.kernel.percent import EVERYTHING, Percent

SCHEMA = 1


class DiscountNeedsSecondPin(DomainError):
    """The discount is above what this person may give alone."""

    code = "pricing.discount.needs_second_pin"


class DiscountIsBeyondEverybody(DomainError):
    """Nobody in the chain may take that much off."""

    code = "pricing.discount.beyond_everybody"


class ApproverIsTheGiver(DomainError):
    """The second PIN was the first person's own."""

    code = "pricing.discount.approver_is_giver"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountLimit:
    """What one role may take off: a share of any price, and an amount of an order altogether."""

    role: Role
    percent: Percent
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountAsked:
    """What was taken off by hand, against the prices after the promotions.

    `by_line` is what was taken off single lines, `minor` what was taken off altogether. Both are
    sums, so a large discount cut into small ones is still a large one.
    """

    prices: Mapping[str, int]
    by_line: Mapping[str, int] = field(default_factory=dict)
    minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who typed the second PIN, and what they are at this site."""

    user_id: UserId
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountDecision:
    """Whether the discount stands; if not, the PIN of any one of these roles makes it stand.

    Neither within the limits nor with a role to ask: nobody may give it.
    """

    is_within_limits: bool
    needs_second_pin_of: frozenset[Role] = frozenset()

    def require_settled(self, *, given_by: UserId, approver: Approver | None) -> None:
        """Refuse a discount that this person may not give, alone or with the approver.

        Raises:
            DiscountIsBeyondEverybody, DiscountNeedsSecondPin, ApproverIsTheGiver: see there.
        """
        if self.is_within_limits:
            return
        if not self.needs_second_pin_of:
            raise DiscountIsBeyondEverybody
        if approver is None or not approver.roles & self.needs_second_pin_of:
            roles = ", ".join(sorted(self.needs_second_pin_of))
            raise DiscountNeedsSecondPin(roles=roles)
        if approver.user_id == given_by:
            raise ApproverIsTheGiver


def decide_discount(
    asked: DiscountAsked, roles: frozenset[Role], limits: Iterable[DiscountLimit]
) -> DiscountDecision:
    """Return whether people with these roles may give it, or whose PIN it takes."""
    if asked.minor == 0:
        return DiscountDecision(is_within_limits=True)
    may = frozenset(limit.role for limit in limits if _allows(limit, asked))
    if may & roles:
        return DiscountDecision(is_within_limits=True)
    return DiscountDecision(is_within_limits=False, needs_second_pin_of=may)


def discount_limits(document: object, *, currency: str) -> tuple[DiscountLimit, ...]:
    """Check a parsed document and return the limits it sets in that currency.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    decimals_of(currency)
    fields = Fields.of(document, "limits", ("schema", "limits"))
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    found: dict[Role, DiscountLimit] = {}
    for part in fields.parts("limits", ("role", "currency", "percent", "amount_minor")):
        limit = _limit(part)
        if part.text("currency") != currency:
            continue
        if limit.role in found:
            raise part.refusal("twice")
        found[limit.role] = limit
    return tuple(found[role] for role in sorted(found))


def limits_document(limits: Iterable[DiscountLimit], *, currency: str) -> dict[str, JsonValue]:
    """Return the document these limits are read from again."""
    return {
        "schema": SCHEMA,
        "limits": [
            {
                "role": limit.role.value,
                "currency": currency,
                "percent": str(limit.percent),
                "amount_minor": limit.minor,
            }
            for limit in limits
        ],
    }


def _limit(fields: Fields) -> DiscountLimit:
    decimals_of(fields.text("currency"))
    percent = fields.percent("percent")
    if percent > EVERYTHING:
        raise fields.refusal("percent")
    return DiscountLimit(
        role=fields.member("role", Role), percent=percent, minor=fields.whole("amount_minor")
    )


def _allows(limit: DiscountLimit, asked: DiscountAsked) -> bool:
    if asked.minor > limit.minor:
        return False
    whole = sum(asked.prices.values())
    if asked.minor > limit.percent.at_most_of(whole):
        return False
    return all(
        taken <= limit.percent.at_most_of(asked.prices[line_id])
        for line_id, taken in asked.by_line.items()
    )

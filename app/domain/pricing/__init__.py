"""What an order costs: price lists, promotions, discounts, tax, payers, refunds, and why."""

from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.bill import Bill, BilledLine, Terms, bill_of
from app.domain.pricing.discount_limits import (
    Approver,
    DiscountAsked,
    DiscountDecision,
    DiscountLimit,
    decide_discount,
)
from app.domain.pricing.discounts import Discount, DiscountKind
from app.domain.pricing.dispensing import Apportioned, Disclosed, Dispensing
from app.domain.pricing.lines import PricedLine, PriceVersion, QuantityIsNotPositive, order_total
from app.domain.pricing.manual_discounts import ManualDiscount, given_by_hand, on_lines
from app.domain.pricing.optical_vouchers import OpticalVoucher, VoucherNeed, optical_voucher
from app.domain.pricing.payers import Cover, CoverRule, PayerShare, require_claim_numbers
from app.domain.pricing.price_lists import (
    ListedPrice,
    PointOfSale,
    PriceBook,
    PriceIsMissing,
    PriceList,
    lists_in_force,
)
from app.domain.pricing.promotion_choice import best_promotions
from app.domain.pricing.promotions import (
    AmountOff,
    Bundle,
    BundlePart,
    Circumstances,
    Conditions,
    PercentOff,
    Promotion,
    SecondPair,
)
from app.domain.pricing.refunds import (
    LineRefund,
    Refundable,
    refund_amount,
    refund_pieces,
    refundable,
)
from app.domain.pricing.steps import Stage, Step, explain, explain_cash
from app.domain.pricing.tax import TaxPart
from app.domain.pricing.tax_classes import TaxClass, tax_class_of
from app.domain.pricing.tax_table import TaxRate, TaxTable, Treatment

__all__ = [
    "AmountOff",
    "Apportioned",
    "Approver",
    "Basket",
    "BasketLine",
    "Bill",
    "BilledLine",
    "Bundle",
    "BundlePart",
    "Circumstances",
    "Conditions",
    "Cover",
    "CoverRule",
    "Disclosed",
    "Discount",
    "DiscountAsked",
    "DiscountDecision",
    "DiscountKind",
    "DiscountLimit",
    "Dispensing",
    "LineRefund",
    "ListedPrice",
    "ManualDiscount",
    "OpticalVoucher",
    "PayerShare",
    "PercentOff",
    "PointOfSale",
    "PriceBook",
    "PriceIsMissing",
    "PriceList",
    "PriceVersion",
    "PricedLine",
    "Promotion",
    "QuantityIsNotPositive",
    "Refundable",
    "SecondPair",
    "Stage",
    "Step",
    "TaxClass",
    "TaxPart",
    "TaxRate",
    "TaxTable",
    "Terms",
    "Treatment",
    "VoucherNeed",
    "best_promotions",
    "bill_of",
    "decide_discount",
    "explain",
    "explain_cash",
    "given_by_hand",
    "lists_in_force",
    "on_lines",
    "optical_voucher",
    "order_total",
    "refund_amount",
    "refund_pieces",
    "refundable",
    "require_claim_numbers",
    "tax_class_of",
]

"""The sentences of catalogue and prices: refusals, why a lens is out, how a total came about."""

from app.messages.language import msg

# What people call a tax class and a kind of rim; the names in code are the files' own.
PRICING_WORDS: dict[str, str] = {
    "spectacle_frame": msg("spectacle frames"),
    "frame_alone": msg("frames sold alone"),
    "corrective_lens": msg("corrective lenses"),
    "plano_lens": msg("lenses without power"),
    "contact_lens": msg("contact lenses"),
    "cosmetic_contact_lens": msg("cosmetic contact lenses"),
    "care_product": msg("care products"),
    "sunglasses": msg("sunglasses"),
    "ready_reader": msg("ready readers"),
    "low_vision_aid": msg("low-vision aids"),
    "hearing_aid": msg("hearing aids"),
    "accessory": msg("accessories"),
    "repair": msg("repairs"),
    "dispensing": msg("dispensing"),
    "examination": msg("eye examinations"),
    "stored_value": msg("gift cards"),
    "full": msg("full-rim"),
    "grooved": msg("grooved"),
    "rimless": msg("rimless"),
}

PRICING_SENTENCES: dict[str, str] = {
    "catalog.article.kind_needs_more": "An article of the kind {kind} is more than a name and a "
    "price. Enter it where its kind belongs.",
    "catalog.article.not_found": "No article has the number {code}. Scan it again.",
    "catalog.catalogue.inconsistent": "The catalogue cannot be used: {sku} is {reason}.",
    "catalog.contact_lens.implausible": "No contact lens has {value} as its {field}. Correct it.",
    "catalog.file.unreadable": "The file cannot be read. {reason}",
    "catalog.import.has_errors": "{errors} rows cannot be used, so nothing was taken in. Correct "
    "them and try again.",
    "catalog.import.too_large": "This file is larger than {megabytes} MB. Choose another.",
    "catalog.lens.does_not_fit": "{sku} cannot be made for these eyes in this frame. Choose "
    "another lens.",
    "catalog.ready_reader.needs_optician": "Ready readers go up to {limit} and to people of 16 "
    "and older. Offer an eye examination.",
    "catalog.reason.add": "Add {power} is not made ({low} to {high}).",
    "catalog.reason.add_missing": "Needs an addition, and none is prescribed.",
    "catalog.reason.article_not_sold": "{article} is not sold on {day}.",
    "catalog.reason.not_in_catalogue": "{article} is no longer in the catalogue.",
    "catalog.reason.base_curve": "Not made with base curve {base_curve_mm}.",
    "catalog.reason.blank_too_small": "Needs a {needed_mm} mm blank; the largest has {largest_mm}.",
    "catalog.reason.combined": "Sphere and cylinder together come to {power}; made from {low} to "
    "{high}.",
    "catalog.reason.contact_add": "Not made with addition {add}.",
    "catalog.reason.contact_axis": "Axis {axis_deg} is not made; axes come in steps of {step_deg}.",
    "catalog.reason.contact_cylinder": "Cylinder {power} is not made.",
    "catalog.reason.contact_sphere": "Power {power} is not made.",
    "catalog.reason.cylinder": "Cylinder {power} is not made; it goes to {limit}.",
    "catalog.reason.diameter": "Not made with diameter {diameter_mm}.",
    "catalog.reason.extra_design": "{extra} does not go with {lens}.",
    "catalog.reason.extra_excluded": "{extra} does not go with {other}.",
    "catalog.reason.extra_included": "{extra} is in this lens already.",
    "catalog.reason.extra_material": "{extra} is not made on {material}.",
    "catalog.reason.extra_needs": "{extra} needs {other}.",
    "catalog.reason.extra_not_sold": "{extra} is not sold on {day}.",
    "catalog.reason.extra_twice": "{extra} and {other} are the same kind. Keep one.",
    "catalog.reason.height_missing": "Needs the fitting height.",
    "catalog.reason.height_too_high": "Only {left_mm} mm are left above; it needs {limit_mm}.",
    "catalog.reason.height_too_low": "Height {height_mm} mm is too low; it needs {limit_mm}.",
    "catalog.reason.near_pd_missing": "Needs the near PD.",
    "catalog.reason.not_sold": "Not sold on {day}.",
    "catalog.reason.prism": "Prism {power} is not made; it goes to {limit}.",
    "catalog.reason.rim": "The material does not go into a {rim} frame.",
    "catalog.reason.sphere": "Sphere {power} is not made ({low} to {high}).",
    "catalog.tint.absorption_impossible": "A tint of {absorption_percent} % does not exist. Enter "
    "0 to 100.",
    "kernel.document.malformed": "This file cannot be used: {reason} at {where}.",
    "kernel.percent.malformed": "{text} is no percentage. Write it like 12.5.",
    "kernel.validity.reversed": "This ends on {valid_until}, before it begins on {valid_from}. "
    "Correct one of the dates.",
    "money.amount.malformed": "This is no amount. Write it like 12.50.",
    "money.amount.too_many_decimals": "{currency} has at most {decimals} decimals. Write thousands "
    "without a sign.",
    "money.currency_unknown": "{currency} is no currency. Write the three letters of ISO 4217.",
    "money.nothing_to_share_by": "There is nothing to share this amount by.",
    "pricing.discount.approver_is_giver": "Somebody else has to enter the second PIN.",
    "pricing.discount.beyond_everybody": "Nobody may take that much off. Lower the discount.",
    "pricing.discount.impossible": "A discount has to be more than nothing and no more than the "
    "price. Correct it.",
    "pricing.discount.line_unknown": "The line of this discount is gone. Remove the discount.",
    "pricing.discount.needs_second_pin": "This is more than you may take off alone. A second PIN "
    "is needed: {roles}.",
    "pricing.discount.reason_missing": "Write down why the price is lowered.",
    "pricing.dispensing.not_apportionable": "In {jurisdiction} dispensing is not worked out of "
    "the price. Charge it on a line of its own.",
    "pricing.dispensing.share_impossible": "{percent} % leaves no goods or no service. Enter a "
    "share between 0 and 100.",
    "pricing.dispensing.twice": "Dispensing is on a line of its own and in the prices as well. "
    "Remove the line.",
    "pricing.line.twice": "Two lines are the same one ({line_id}). Remove one.",
    "pricing.payer.claim_number_missing": "{payer} pays only under a claim number. Enter it.",
    "pricing.payer.cover_impossible": "No payer takes over less than nothing or more than "
    "everything. Correct the terms.",
    "pricing.payer.twice": "{payer} is here twice. Keep one.",
    "catalog.article.moved_on": "Somebody else changed {sku} meanwhile. Open it again.",
    "pricing.price.begins_in_the_past": "{sku} cannot have another price from {day} on: that day "
    "has gone by. Choose today or later.",
    "pricing.price_list.unknown": "There is no price list {list_id}. Choose one from the list.",
    "pricing.price.fixed": "{sku} has a price of its own. Take something off instead.",
    "pricing.price.missing": "{sku} has no price on {day}. Ask head office for one.",
    "pricing.price.negative": "{sku} has a price below nothing. Give money back by a refund.",
    "pricing.promotion.impossible": "The promotion {promotion_id} takes off nothing, or more than "
    "all. Correct it.",
    "pricing.refund.exceeds_charge": "{wanted} is more than is left to give back of this line "
    "({left}).",
    "pricing.refund.nothing": "This gives nothing back. Enter how much or how many.",
    "pricing.refund.too_many_pieces": "{wanted} pieces are more than can still come back of this "
    "line ({left}).",
    "pricing.step.apportioned": "{description}: exempt dispensing in the price ({label})",
    "pricing.step.cash_rounding": "Rounded for cash: {owed} is paid as {payable}",
    "pricing.step.discount": "{description}: {words}",
    "pricing.step.dispensing": "Dispensing: {description}",
    "pricing.step.exempt": "{label}: exempt, of {gross}",
    "pricing.step.line": "{quantity} × {unit_price} {description}",
    "pricing.step.listed": "Prices as listed",
    "pricing.step.outside": "{label}: outside the scope of tax, of {gross}",
    "pricing.step.patient": "Patient pays",
    "pricing.step.payer": "{payer} pays, claim {claim}",
    "pricing.step.promotion": "{description}: {words}",
    "pricing.step.taken_off": "Taken off altogether",
    "pricing.step.tax_added": "{label}: {percent} % on {net}",
    "pricing.step.tax_within": "{label}: {percent} % within {gross}",
    "pricing.step.total": "Total, net {net} and tax {tax}",
    "pricing.step.unverified": "The rate of {tax_class} in {jurisdiction} was not checked against "
    "a public source.",
    "pricing.step.zero_rated": "{label}: 0 %, of {gross}",
    "pricing.tax.jurisdiction_not_set": "Nobody has said where this site is taxed. Ask head "
    "office to set it.",
    "pricing.tax.no_table": "This program has no tax table for {jurisdiction}. Ask head office to "
    "correct the tax settings.",
    "pricing.tax.other_currency": "The tax table is in {table} and the prices are in {basket}. "
    "Check the settings of this site.",
    "pricing.tax.rate_unknown": "There is no tax rate in {jurisdiction} for {tax_class} on {day}. "
    "Ask head office to enter it.",
    "pricing.voucher.no_band": "The voucher table has no band for {lens}.",
    "pricing.voucher.supplement_unknown": "The voucher table has no supplement {supplement}.",
    "pricing.voucher.used": "The code {code} was used before. Take it off.",
    "pricing.voucher.table_missing": "There are no voucher values for {day}. Ask head office for "
    "them.",
}

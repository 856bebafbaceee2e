"""What is typed into a field that cannot be read."""

from datetime import date

from app.domain.customers.birth_date import parse_birth_date
from app.domain.kernel.amount_entry import parse_amount
from app.domain.kernel.percent import Percent
from app.domain.optics.notation import parse_rx
from app.ui.orders.day_entry import parse_day
from tests.bad_input.cases import BadInput

TODAY = date(2026, 11, 24)


def amount(text: str, currency: str = "EUR") -> object:
    return parse_amount(text, currency)


TYPED: tuple[BadInput[None], ...] = (
    BadInput(
        name="an amount in words",
        do=lambda _: amount("twelve"),
        code="money.amount.malformed",
        seen="This is no amount. Write it like 12.50.",
    ),
    BadInput(
        name="an amount of nothing typed",
        do=lambda _: amount(""),
        code="money.amount.malformed",
        seen="This is no amount. Write it like 12.50.",
    ),
    BadInput(
        name="an amount below nothing",
        do=lambda _: amount("-5"),
        code="money.amount.malformed",
        seen="This is no amount. Write it like 12.50.",
    ),
    BadInput(
        name="a tenth of a cent",
        do=lambda _: amount("1.234"),
        code="money.amount.too_many_decimals",
        seen="EUR has at most 2 decimals. Write thousands without a sign.",
    ),
    BadInput(
        name="half a yen",
        do=lambda _: amount("100,5", "JPY"),
        code="money.amount.too_many_decimals",
        seen="JPY has at most 0 decimals. Write thousands without a sign.",
    ),
    BadInput(
        name="a bar code as an amount",
        do=lambda _: amount("4006381333931"),
        code="money.amount.malformed",
        seen="This is no amount. Write it like 12.50.",
    ),
    BadInput(
        name="two decimal points",
        do=lambda _: amount("1.2.3"),
        code="money.amount.malformed",
        seen="This is no amount. Write it like 12.50.",
    ),
    BadInput(
        name="a percentage in words",
        do=lambda _: Percent.parse("ten"),
        code="kernel.percent.malformed",
        seen="ten is no percentage. Write it like 12.5.",
    ),
    BadInput(
        name="a day of no calendar",
        do=lambda _: parse_day("31.2.2027", TODAY),
        code="orders.day.unreadable",
        seen="31.2.2027 is no day. Write it like 28.11 or +7.",
    ),
    BadInput(
        name="a day in words",
        do=lambda _: parse_day("soon", TODAY),
        code="orders.day.unreadable",
        seen="soon is no day. Write it like 28.11 or +7.",
    ),
    BadInput(
        name="a birth date in words",
        do=lambda _: parse_birth_date("yesterday", TODAY),
        code="customers.birth_date.unreadable",
        seen="Write the birth date like 14.03.1968 or 140368.",
    ),
    BadInput(
        name="a birth date of no calendar",
        do=lambda _: parse_birth_date("30.02.1968", TODAY),
        code="customers.birth_date.unreadable",
        seen="Write the birth date like 14.03.1968 or 140368.",
    ),
    BadInput(
        name="axis 0",
        do=lambda _: parse_rx("R -2.00 -1.00x0"),
        code="optics.axis.out_of_range",
        seen="An axis of 0 does not exist. Write 1 to 180; 0 is written 180.",
    ),
    BadInput(
        name="axis 181",
        do=lambda _: parse_rx("R -2.00 -1.00x181"),
        code="optics.axis.out_of_range",
        seen="An axis of 181 does not exist. Write 1 to 180; 0 is written 180.",
    ),
    BadInput(
        name="a cylinder without its axis",
        do=lambda _: parse_rx("R -2.00 -1.00"),
        code="optics.cylinder.needs_axis",
        seen="The cylinder −1.00 has no axis. Enter it.",
    ),
    BadInput(
        name="a power off its step",
        do=lambda _: parse_rx("R -2.03"),
        code="optics.power.off_step",
        seen="−2.03 is not on the steps lenses are ordered in. Write quarters or eighths.",
    ),
    BadInput(
        name="a sphere without a sign",
        do=lambda _: parse_rx("R 2.00"),
        code="optics.rx.sign_missing",
        seen="2.00 has no sign. Write + or - before it.",
    ),
    BadInput(
        name="a sphere of thirty",
        do=lambda _: parse_rx("R -30.00"),
        code="optics.power.out_of_limits",
        seen="−30.00 is beyond what is made for the sphere (−25.00 to +18.00).",
    ),
    BadInput(
        name="the right eye twice",
        do=lambda _: parse_rx("R -2.00; R -2.00"),
        code="optics.rx.eye_twice",
        seen="The right eye is here twice. Keep one.",
    ),
    BadInput(
        name="a prescription of words",
        do=lambda _: parse_rx("R as before"),
        code="optics.rx.unknown_word",
        seen="as is no word of a prescription.",
    ),
)

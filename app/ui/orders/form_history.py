"""Steps back and forth through a form."""

from dataclasses import dataclass, replace

from app.ui.orders.order_form import OrderForm

STEPS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FormHistory:
    """What the form was before, and what was taken back; `typing` is the text being typed."""

    past: tuple[OrderForm, ...] = ()
    future: tuple[OrderForm, ...] = ()
    typing: str = ""

    def after(self, before: OrderForm, *, typing: str = "") -> "FormHistory":
        """Return the history after an edit; letters typed into one text are one step."""
        if typing and typing == self.typing and self.past:
            return replace(self, future=())
        return FormHistory(past=(*self.past, before)[-STEPS_MAX:], typing=typing)

    def back(self, now: OrderForm) -> tuple[OrderForm, "FormHistory"]:
        """Return the form one step back; it stays where there is none."""
        if not self.past:
            return now, self
        rest = FormHistory(past=self.past[:-1], future=(now, *self.future))
        return self.past[-1], rest

    def forth(self, now: OrderForm) -> tuple[OrderForm, "FormHistory"]:
        """Return the form one step forth again; it stays where nothing was taken back."""
        if not self.future:
            return now, self
        rest = FormHistory(past=(*self.past, now), future=self.future[1:])
        return self.future[0], rest

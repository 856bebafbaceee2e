"""One day in a shop from the float to the Z, in the real windows over the real store.

Through the windows, by keyboard and scanner: signing in, the till (F9) with float, pay-in, pay-out,
blind count and Z; every sale, gift card, deposit and balance at the checkout (F5); the form that
the power cut interrupts and the order that comes of it (F3); receiving, collections, the
cancellation, the return, both refunds, the exchange and the remake on the order's page (F4).

Through their use cases, on the store thread: only the other nine orders, whose form is filled in by
keyboard in `tests/integration/ui`.
"""

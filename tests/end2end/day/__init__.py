"""One day in a shop from the float to the Z, in the real windows over the real store.

Through the windows: signing in, opening the till, pay-in and pay-out, the form that the power cut
interrupts and the order that comes of it, the blind count and the Z. Through the use cases, on the
store thread and the card thread as the windows call them: selling at the checkout, deposits, gift
cards, collections, returns, exchange, remake and refunds.
"""

"""The official Python client: its resources, paging, errors, idempotency, and webhook signatures."""
import hashlib
import hmac
import json
import os
import time

import stripe

stripe.api_base = os.environ["FLORIN_URL"]
stripe.api_key = os.environ["FLORIN_KEY"]
results = []


def check(name, step):
    try:
        value = step()
        results.append({"name": name, "state": "passed", "why": ""})
        return value
    except Exception as error:
        results.append({"name": name, "state": "failed", "why": f"{type(error).__name__}: {error}"[:240]})


def same(actual, expected):
    assert actual == expected, f"expected {expected!r}, got {actual!r}"


def pays():
    intent = stripe.PaymentIntent.create(amount=2000, currency="eur", confirm=True, payment_method="pm_card_visa",
                                         metadata={5: "five", "order": "6735"}, expand=["latest_charge.balance_transaction"])
    same(intent.status, "succeeded")
    same(intent.latest_charge.balance_transaction.currency, "eur")
    same(intent.metadata["5"], "five")
    return intent


def declines():
    try:
        stripe.PaymentIntent.create(amount=2000, currency="eur", confirm=True, payment_method="pm_card_chargeDeclined")
    except stripe.error.CardError as error:
        same(error.code, "card_declined")
        return
    raise AssertionError("no CardError")


def captures():
    held = stripe.PaymentIntent.create(amount=2000, currency="usd", confirm=True, payment_method="pm_card_visa",
                                       capture_method="manual")
    same(held.capture(amount_to_capture=1500).amount_received, 1500)


def pages():
    for _ in range(3):
        stripe.Customer.create(email="python@example.com", name="P")
    seen = [one.id for one in stripe.Customer.list(email="python@example.com", limit=2).auto_paging_iter()]
    same(len(seen), len(set(seen)))
    assert len(seen) >= 3


def saves():
    customer = stripe.Customer.create(payment_method="pm_card_visa",
                                      invoice_settings={"default_payment_method": "pm_card_visa"})
    method = customer.invoice_settings.default_payment_method
    paid = stripe.PaymentIntent.create(amount=100, currency="eur", customer=customer.id, payment_method=method,
                                       off_session=True, confirm=True)
    same(paid.status, "succeeded")


def charges_token():
    charge = stripe.Charge.create(amount=500, currency="usd", source="tok_visa", description="as ever")
    same(charge.paid, True)
    same(stripe.Refund.create(charge=charge.id).status, "succeeded")


def replays():
    key = f"python-{os.getpid()}-{time.time()}"
    first, second = (stripe.PaymentIntent.create(amount=300, currency="eur", idempotency_key=key) for _ in range(2))
    same(first.id, second.id)
    try:
        stripe.PaymentIntent.create(amount=301, currency="eur", idempotency_key=key)
    except stripe.error.IdempotencyError:
        return
    raise AssertionError("no IdempotencyError")


def verifies():
    payload = json.dumps({"id": "evt_x", "object": "event"})
    at = int(time.time())
    signature = hmac.new(b"whsec_x", f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    same(stripe.Webhook.construct_event(payload, f"t={at},v1={signature}", "whsec_x").id, "evt_x")


def missing():
    try:
        stripe.PaymentIntent.retrieve("pi_nothing")
    except stripe.error.InvalidRequestError as error:
        same((error.http_status, error.code, error.param), (404, "resource_missing", "intent"))
        return
    raise AssertionError("no InvalidRequestError")


intent = check("a payment, with numbers as metadata keys, expanded", pays)
check("a decline is a CardError", declines)
check("a part is captured", captures)
check("a refund", lambda: same(stripe.Refund.create(payment_intent=intent.id, amount=500).status, "succeeded"))
check("a list pages through", pages)
check("a card is saved and charged off session", saves)
check("a charge of a token, as old integrations make it", charges_token)
check("an idempotency key replays, and refuses other parameters", replays)
check("a signature verifies", verifies)
check("what is missing names its field", missing)
print(json.dumps(results))

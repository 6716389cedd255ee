<?php
/** The official PHP client: its resources, paging, errors, idempotency, and webhook signatures. */
require getenv('STRIPE_PHP') . '/init.php';

$stripe = new \Stripe\StripeClient(['api_key' => getenv('FLORIN_KEY'), 'api_base' => getenv('FLORIN_URL')]);
\Stripe\Stripe::setApiKey(getenv('FLORIN_KEY'));
// Old calls go by the global base, new ones by the client's.
\Stripe\Stripe::$apiBase = getenv('FLORIN_URL');
$results = [];

function check(string $name, callable $step)
{
    global $results;
    try {
        $value = $step();
        $results[] = ['name' => $name, 'state' => 'passed', 'why' => ''];
        return $value;
    } catch (\Throwable $error) {
        $why = get_class($error) . ': ' . $error->getMessage();
        $results[] = ['name' => $name, 'state' => 'failed', 'why' => substr($why, 0, 240)];
        return null;
    }
}

function same($actual, $expected): void
{
    if ($actual !== $expected) {
        throw new \Exception('expected ' . json_encode($expected) . ', got ' . json_encode($actual));
    }
}

$intent = check('a payment, expanded', function () use ($stripe) {
    $paid = $stripe->paymentIntents->create([
        'amount' => 2000, 'currency' => 'eur', 'confirm' => true, 'payment_method' => 'pm_card_visa', 'off_session' => false,
        'metadata' => ['zero', 'one', 'order' => '6735'], 'expand' => ['latest_charge.balance_transaction'],
        'automatic_payment_methods' => ['enabled' => true, 'allow_redirects' => 'never'],
    ]);
    same($paid->status, 'succeeded');
    same($paid->latest_charge->balance_transaction->currency, 'eur');
    same($paid->metadata['1'], 'one');
    return $paid;
});
check('a decline is a CardException', function () use ($stripe) {
    try {
        $stripe->paymentIntents->create(['amount' => 2000, 'currency' => 'eur', 'confirm' => true, 'payment_method' => 'pm_card_chargeDeclined', 'return_url' => 'https://shop.example']);
    } catch (\Stripe\Exception\CardException $error) {
        same($error->getStripeCode(), 'card_declined');
        return;
    }
    throw new \Exception('no CardException');
});
check('a part is captured', function () use ($stripe) {
    $held = $stripe->paymentIntents->create(['amount' => 2000, 'currency' => 'usd', 'confirm' => true, 'payment_method' => 'pm_card_visa', 'capture_method' => 'manual', 'payment_method_types' => ['card']]);
    same($stripe->paymentIntents->capture($held->id, ['amount_to_capture' => 1500])->amount_received, 1500);
});
check('a refund', function () use ($stripe, $intent) {
    same($stripe->refunds->create(['payment_intent' => $intent->id, 'amount' => 500])->status, 'succeeded');
});
check('a list pages through', function () use ($stripe) {
    for ($made = 0; $made < 3; $made++) {
        $stripe->customers->create(['email' => 'php@example.com']);
    }
    $seen = [];
    foreach ($stripe->customers->all(['email' => 'php@example.com', 'limit' => 2])->autoPagingIterator() as $one) {
        $seen[$one->id] = ($seen[$one->id] ?? 0) + 1;
    }
    same(max($seen), 1);
    same(count($seen) >= 3, true);
});
check('a card is saved and charged off session', function () use ($stripe) {
    $customer = $stripe->customers->create(['payment_method' => 'pm_card_visa', 'invoice_settings' => ['default_payment_method' => 'pm_card_visa']]);
    $method = $customer->invoice_settings->default_payment_method;
    $paid = $stripe->paymentIntents->create(['amount' => 100, 'currency' => 'eur', 'customer' => $customer->id, 'payment_method' => $method, 'off_session' => true, 'confirm' => true]);
    same($paid->status, 'succeeded');
});
check('a charge of a token, as old integrations make it', function () use ($stripe) {
    $charge = $stripe->charges->create(['amount' => 500, 'currency' => 'usd', 'source' => 'tok_visa']);
    same($charge->paid, true);
});
check('a global call', function () use ($intent) {
    same(\Stripe\PaymentIntent::retrieve($intent->id)->id, $intent->id);
});
check('an idempotency key replays', function () use ($stripe) {
    $key = ['idempotency_key' => 'php-' . getmypid() . '-' . microtime(true)];
    $first = $stripe->paymentIntents->create(['amount' => 300, 'currency' => 'eur'], $key);
    same($stripe->paymentIntents->create(['amount' => 300, 'currency' => 'eur'], $key)->id, $first->id);
});
check('a signature verifies', function () {
    $payload = json_encode(['id' => 'evt_x', 'object' => 'event']);
    $at = time();
    $signature = hash_hmac('sha256', "$at.$payload", 'whsec_x');
    same(\Stripe\Webhook::constructEvent($payload, "t=$at,v1=$signature", 'whsec_x')->id, 'evt_x');
});
check('what is missing names its field', function () use ($stripe) {
    try {
        $stripe->paymentIntents->retrieve('pi_nothing');
    } catch (\Stripe\Exception\InvalidRequestException $error) {
        same([$error->getHttpStatus(), $error->getStripeCode(), $error->getStripeParam()], [404, 'resource_missing', 'intent']);
        return;
    }
    throw new \Exception('no InvalidRequestException');
});
echo json_encode($results), "\n";

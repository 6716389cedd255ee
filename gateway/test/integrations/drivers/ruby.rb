# The official Ruby client: its resources, paging, errors, idempotency, and webhook signatures.
$LOAD_PATH.unshift("#{ENV['STRIPE_RUBY']}/lib") if ENV['STRIPE_RUBY']
require 'json'
require 'stripe'

Stripe.api_key = ENV.fetch('FLORIN_KEY')
Stripe.api_base = ENV.fetch('FLORIN_URL')
RESULTS = []

def check(name)
  value = yield
  RESULTS << { name: name, state: 'passed', why: '' }
  value
rescue StandardError => e
  RESULTS << { name: name, state: 'failed', why: "#{e.class}: #{e.message}"[0, 240] }
  nil
end

def same(actual, expected)
  raise "expected #{expected.inspect}, got #{actual.inspect}" unless actual == expected
end

intent = check('a payment, expanded') do
  paid = Stripe::PaymentIntent.create(
    amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', off_session: false,
    metadata: { 5 => 'five', order: '6735' }, expand: ['latest_charge.balance_transaction'],
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' }
  )
  same(paid.status, 'succeeded')
  same(paid.latest_charge.balance_transaction.currency, 'eur')
  paid
end
check('a decline is a CardError') do
  begin
    Stripe::PaymentIntent.create(amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_chargeDeclined')
    raise 'no CardError'
  rescue Stripe::CardError => e
    same(e.code, 'card_declined')
  end
end
check('a part is captured') do
  held = Stripe::PaymentIntent.create(amount: 2000, currency: 'usd', confirm: true, payment_method: 'pm_card_visa', capture_method: 'manual')
  same(held.capture(amount_to_capture: 1500).amount_received, 1500)
end
check('a refund') { same(Stripe::Refund.create(payment_intent: intent.id, amount: 500).status, 'succeeded') }
check('a list pages through') do
  3.times { Stripe::Customer.create(email: 'ruby@example.com') }
  seen = Stripe::Customer.list(email: 'ruby@example.com', limit: 2).auto_paging_each.map(&:id)
  same(seen.uniq.length, seen.length)
  same(seen.length >= 3, true)
end
check('a card is saved and charged off session') do
  customer = Stripe::Customer.create(payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' })
  method = customer.invoice_settings.default_payment_method
  paid = Stripe::PaymentIntent.create(amount: 100, currency: 'eur', customer: customer.id, payment_method: method, off_session: true, confirm: true)
  same(paid.status, 'succeeded')
end
check('a charge of a token, as old integrations make it') do
  same(Stripe::Charge.create(amount: 500, currency: 'usd', source: 'tok_visa').paid, true)
end
check('an idempotency key replays') do
  options = { idempotency_key: "ruby-#{Process.pid}-#{Time.now.to_f}" }
  first = Stripe::PaymentIntent.create({ amount: 300, currency: 'eur' }, options)
  same(Stripe::PaymentIntent.create({ amount: 300, currency: 'eur' }, options).id, first.id)
end
check('a signature verifies') do
  payload = JSON.generate(id: 'evt_x', object: 'event')
  at = Time.now
  header = Stripe::Webhook::Signature.generate_header(at, Stripe::Webhook::Signature.compute_signature(at, payload, 'whsec_x'))
  same(Stripe::Webhook.construct_event(payload, header, 'whsec_x').id, 'evt_x')
end
check('what is missing names its field') do
  begin
    Stripe::PaymentIntent.retrieve('pi_nothing')
    raise 'no InvalidRequestError'
  rescue Stripe::InvalidRequestError => e
    same([e.http_status, e.code, e.param], [404, 'resource_missing', 'intent'])
  end
end
puts JSON.generate(RESULTS)

/** WooshPay: its own document's request gives its own document's answer; what is wrong is told in its envelope. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wooshpay } from '../../src/dialects/wooshpay/index.ts'
import { assertShown, type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { basic, documented } from '../support/wooshpay.ts'

const gateway = await openGateway()
const call = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const fieldsOf = (answer: string) => wooshpay.answers[answer]?.fields ?? {}

/** The answer of the document for its request, with what differs from one payment to the next as a pattern. */
const answered = (received: string) =>
  new RegExp(
    `^\\{"id":"pi_\\d{19}","object":"payment_intent","created":\\d{10}000,"currency":"USD","amount":10,"status":"succeeded",` +
      `"description":"product description","metadata":\\{"key1":"value1"\\},"livemode":false,` +
      `"shipping":\\{"address":\\{"city":"city","country":"US","line1":"XX mansion","line2":"XX Town","state":"California",` +
      `"postal_code":"xxx xxx"\\},"carrier":null,"name":"tom","phone":"xxxx","tracking_number":null\\},"customer":null,` +
      `"quantity":2,"invoice":null,"merchant_user_id":"123456","merchant_order_id":"Order112344343",` +
      `"client_secret":"pi_\\d{19}_secret_[0-9A-Za-z]{24}","last_payment_error":null,"next_action":null,` +
      `"payment_method_types":"\\[[^\\]]+\\]","receipt_email":null,"canceled_at":null,"cancellation_reason":null,` +
      `"confirmation_method":"automatic","payment_method_options":` +
      `"\\{\\\\"card\\\\":\\{\\\\"request_three_d_secure\\\\":\\\\"auto\\\\",\\\\"capture_method\\\\":\\\\"automatic\\\\"\\}\\}",` +
      `"3ds_status":null,"amount_capturable":null,"return_url":"https://your.website","payment_method":"pm_\\d{19}",` +
      `"amount_received":${received},"capture_method":"automatic"\\}$`,
  )

test("the document's request gives the document's answer, byte for byte but for ids, times and offered methods", async () => {
  const made = await call('POST', '/v1/payment_intents', documented)
  assert.equal(made.status, 200, made.text)
  assert.match(made.text, answered('10'))
  assertShown(made.body, fieldsOf('paymentIntent'))
  assert.ok(made.body.client_secret.startsWith(`${made.body.id}_secret_`))
  const types: string[] = JSON.parse(made.body.payment_method_types)
  for (const type of ['wechat_pay', 'alipay', 'card']) assert.ok(types.includes(type), type)
  const again = await call('GET', `/v1/payment_intents/${made.body.id}`)
  assert.equal(again.text, made.text)
})

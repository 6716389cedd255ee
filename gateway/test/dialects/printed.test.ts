/** The samples that vendors' documents print, with host and key replaced and nothing else; and the commands that our own reference prints. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'
import { html } from '../../src/kernel/html.ts'
import { dialectPage } from '../../src/pages/reference/dialects.ts'
import { type CurlRequest, curlRequest, curlsIn } from '../support/curl.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'
import { documentsAbsent, documentText } from './documents.ts'

const gateway = await openGateway()
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

const send = async ({ method, url, headers, body }: CurlRequest) => {
  // Bytes, so that no content type is added.
  const answer = await fetch(url, {
    method,
    headers,
    ...(body === null ? {} : { body: new TextEncoder().encode(body) }),
  })
  return { status: answer.status, text: await answer.text() }
}

/** Whose document it is, the header that its key goes in, and the status of each of its samples. */
const samples: Readonly<
  Record<
    string,
    {
      readonly file: string
      readonly key: Record<string, string>
      readonly answers: readonly number[]
      readonly why?: string
    }
  >
> = {
  ojire: { file: '000', key: { 'x-secret-key': gateway.key }, answers: [200] },
  orqex: {
    file: '001',
    key: { authorization: `Bearer ${gateway.key}` },
    answers: [422],
    why: 'Its values are placeholders: "<string>" is no currency and no URL, and the e-mail address was taken out.',
  },
  wooshpay: { file: '002', key: { authorization: `Basic ${btoa(`${gateway.key}:`)}` }, answers: [200] },
  // No commands, but requests in prose, which the tests of these APIs send.
  shop: { file: '003', key: {}, answers: [] },
  harsya: { file: '004', key: {}, answers: [] },
}

for (const [name, { file, key, answers, why }] of Object.entries(samples))
  test(`${name}: every command that its document prints runs${why === undefined ? '' : ', or says what is a placeholder'}`, {
    skip: documentsAbsent ?? false,
  }, async () => {
    const commands = curlsIn(documentText(file)).filter((command) => command.includes('/'))
    assert.equal(commands.length, answers.length, commands.join('\n'))
    for (const [at, command] of commands.entries()) {
      const request = curlRequest(command)
      const path = request.url.replace(/^https:\/\/[^/]+/, '')
      const answer = await send({
        ...request,
        url: `${gateway.url}/${name}${path}`,
        headers: { ...request.headers, ...key },
      })
      assert.equal(answer.status, answers[at], `${command}\n${answer.text}`)
      if (why === undefined) continue
      // Nothing but the placeholders is at fault.
      const fields = Object.keys(JSON.parse(answer.text).errors).sort()
      const placeholders = [
        'currency',
        'customer.country',
        'customer.email',
        'receipt_email',
        'return_url',
        'webhook_url',
      ]
      assert.ok(
        fields.every((field) => placeholders.includes(field)),
        fields.join(),
      )
    }
  })

test('what a vendor prints about reading runs as well: the same query on GET', async () => {
  const { body } = await foreignClient(`${gateway.url}/wooshpay`, {
    authorization: `Basic ${btoa(`${gateway.key}:`)}`,
  })('POST', '/v1/payment_intents', { amount: 10, currency: 'USD' })
  const query = 'members&reference&Type&_postman_listIndexKey=key&_postman_listAllowsMultipleValues'
  for (const path of ['/v1/payment_intents', `/v1/payment_intents/${body.id}`, '/v1/charges', '/v1/balance']) {
    const answer = await send(
      curlRequest(`curl --location --request GET '${gateway.url}/wooshpay${path}?${query}' -u ${gateway.key}:`),
    )
    assert.equal(answer.status, 200, answer.text)
  }
})

test('the reference says of each API how its callbacks are set up, and what it prints does it', async () => {
  for (const dialect of dialects.values()) {
    const receiver = await openReceiver()
    const where = { native: gateway.url, base: `${gateway.url}/${dialect.name}`, hook: receiver.url }
    assert.match(dialectPage(dialect), /How callbacks are set up/)
    for (const command of dialect.notifications.commands(where)) {
      const printed = command
        .replaceAll(gateway.url, 'http://127.0.0.1:4242')
        .replaceAll(receiver.url, 'http://localhost:3000/hook')
      assert.ok(dialectPage(dialect).includes(html`<pre>${printed}</pre>`.toString()), printed)
      const made = await send(curlRequest(command))
      assert.equal(made.status, 200, `${command}\n${made.text}`)
    }
    await native('POST', '/v1/payment_intents', {
      amount: 2_000_000,
      currency: 'idr',
      confirm: true,
      payment_method: 'pm_card_visa',
    })
    await gateway.deliver()
    assert.notEqual(receiver.take().length, 0, `${dialect.name} is told`)
  }
})

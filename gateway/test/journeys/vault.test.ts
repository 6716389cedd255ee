/** The vault: the same promises in one process, and with the vault in a process of its own that alone holds keys. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createPool, type Pool } from '../../src/storage/database.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway, type TestGateway } from '../support/gateway.ts'
import { openReceiver, verified } from '../support/receiver.ts'
import { dividedDatabase, type VaultProcess, vaultProcess } from '../support/vault-process.ts'

const number = '4242424242424242'
const card = { number, exp_month: 12, exp_year: 2034, cvc: '123' }
/** The ring of the tests' gateways, as a setting. */
const kek = `1:${Buffer.alloc(32, 7).toString('base64')}`

type House = { name: string; gateway: TestGateway; owner: Pool; vault: VaultProcess | null }

async function houses(): Promise<readonly House[]> {
  const whole = await freshDatabase()
  const divided = await dividedDatabase()
  const vault = await vaultProcess(divided.vault, kek)
  return [
    {
      name: 'one process',
      gateway: await openGateway({ connection: whole }),
      owner: createPool(whole, 2),
      vault: null,
    },
    {
      name: 'two processes',
      gateway: await openGateway({ connection: divided.gateway, vault: vault.settings }),
      owner: createPool(divided.owner, 2),
      vault,
    },
  ]
}

type Body = Record<string, unknown> & { id: string }

for (const { name, gateway, owner, vault } of await houses()) {
  after(() => owner.end())
  const claim = (title: string, check: () => Promise<void>) => test(`${name}: ${title}`, check)
  const post = async (path: string, form: Record<string, unknown>, headers: Record<string, string> = {}) => {
    const answer = await request(gateway.url, path, { form, headers })
    assert.doesNotMatch(answer.text, new RegExp(number), `${path} shows no number`)
    return { ...answer, body: answer.body as Record<string, unknown> as Body }
  }
  const save = async (more: object = {}): Promise<Body> => {
    const answer = await post('/v1/payment_methods', { type: 'card', card: { ...card, ...more } })
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  const pay = (payment_method: string, more: object = {}) =>
    post('/v1/payment_intents', { amount: 1500, currency: 'eur', confirm: true, payment_method, ...more })
  if (vault !== null)
    claim('a body that is too large is refused, also where it comes in chunks and says no length', async () => {
      const piece = Buffer.alloc(64 * 1024, 0x20)
      const chunked = (count: number) =>
        fetch(`${vault.url}/v1/hashes`, {
          method: 'POST',
          headers: { authorization: `Bearer ${vault.token}` },
          body: ReadableStream.from(Array.from({ length: count }, () => piece)),
          duplex: 'half',
        } as RequestInit).then(
          ({ status }) => status,
          // The vault reads no further, so the client may notice the closed connection before the answer.
          () => 413,
        )
      assert.equal(await chunked(20), 413)
      assert.equal(await chunked(1), 400, 'a small one is read, and is no JSON')
    })
  const reveals = async (record: string) =>
    (
      await owner.query<{ call: string; reason: string; opened: boolean }>(
        'select call, reason, opened from vault_accesses where record = $1 order by seq',
        [record],
      )
    ).rows
  const envelopeOf = async (id: string) =>
    (
      await owner.query<{ data_key: number; wrapped: Buffer; sealed: Buffer }>(
        'select data_key, wrapped, sealed from vault_records where id = $1',
        [id],
      )
    ).rows[0]

  claim('a saved card pays again and again, and each reveal is written down with its call and why', async () => {
    const { id } = await save()
    assert.deepEqual(await reveals(id), [], 'saving reveals nothing')
    assert.ok(((await envelopeOf(id))?.wrapped.length ?? 0) > 0, 'it has a key of its own')
    const paid = [await pay(id), await pay(id)]
    assert.deepEqual(
      paid.map(({ body }) => body.status),
      ['succeeded', 'succeeded'],
    )
    const written = await reveals(id)
    assert.deepEqual(
      written.map(({ reason, opened }) => [reason, opened]),
      [
        ['authorise', true],
        ['authorise', true],
      ],
    )
    for (const { call } of written) assert.match(call, /^call_/)
    assert.equal(new Set(written.map(({ call }) => call)).size, 2)
  })

  claim('the same number has one fingerprint and never the same envelope', async () => {
    const [one, two] = [await save(), await save()]
    assert.deepEqual(
      (one.card as { fingerprint: string }).fingerprint,
      (two.card as { fingerprint: string }).fingerprint,
    )
    const test = await pay('pm_card_visa', { expand: ['payment_method'] })
    assert.equal(
      (test.body.payment_method as { card: { fingerprint: string } }).card.fingerprint,
      (one.card as { fingerprint: string }).fingerprint,
    )
    const [a, b] = [await envelopeOf(one.id), await envelopeOf(two.id)]
    assert.ok(a !== undefined && b !== undefined && !a.sealed.equals(b.sealed) && !a.wrapped.equals(b.wrapped))
  })

  claim('many payments at once each get their own card', async () => {
    const numbers = [number, '4000000000000002', '5555555555554444', '4000000000009995']
    const saved = await Promise.all(numbers.map(async (one) => await save({ number: one })))
    const answers = await Promise.all(Array.from({ length: 40 }, async (_, at) => await pay(saved[at % 4]?.id ?? '')))
    const codes = answers.map(({ status, body }) =>
      status === 200 ? body.status : (body.error as { decline_code: string }).decline_code,
    )
    for (const [at, code] of codes.entries())
      assert.equal(code, ['succeeded', 'generic_decline', 'succeeded', 'insufficient_funds'][at % 4])
  })

  claim('a challenge and a debit open their records, each for its own call', async () => {
    const { id } = await save({ number: '4000002760003184' })
    assert.equal((await pay(id)).body.status, 'requires_action')
    assert.equal((await reveals(id)).length, 1)
    const debit = await post('/v1/payment_intents', {
      amount: 900,
      currency: 'eur',
      confirm: true,
      payment_method_types: ['sepa_debit'],
      payment_method_data: {
        type: 'sepa_debit',
        sepa_debit: { iban: 'DE89370400440532013000' },
        billing_details: { name: 'Anna', email: 'anna@example.com' },
      },
    })
    assert.equal(debit.body.status, 'processing', debit.text)
    assert.deepEqual(
      (await reveals(debit.body.payment_method as string)).map(({ reason }) => reason),
      ['authorise'],
    )
  })

  claim('a destroyed record ends its payments with a clear no, and nothing is left in doubt', async () => {
    const [gone, kept] = [await save(), await save()]
    const remote = gateway.vault
    assert.equal(await remote.destroy(gateway.env, gone.id, 'the payer asked for it'), true)
    assert.equal(await remote.destroy(gateway.env, gone.id, 'again'), false)
    assert.equal(await envelopeOf(gone.id), undefined)
    const refused = await pay(gone.id)
    assert.equal(refused.status, 402)
    const error = refused.body.error as { code: string; message: string; payment_intent: Body }
    assert.deepEqual([error.code, error.payment_intent.status], ['processing_error', 'requires_payment_method'])
    assert.match(error.message, /No processor was asked and nothing was charged/)
    assert.equal(error.payment_intent.latest_charge, null)
    assert.deepEqual((await reveals(gone.id)).at(-1), {
      call: '',
      reason: 'destroyed: the payer asked for it',
      opened: false,
    })
    assert.equal((await pay(kept.id)).body.status, 'succeeded')
    assert.equal((await owner.query("select from due_work where kind = 'call'")).rowCount, 0)
  })

  claim('a broken record fails by itself: its payment is told so, the intent goes on with another card', async () => {
    const [broken, other] = [await save(), await save()]
    for (const part of ['sealed', 'wrapped']) {
      await owner.query(
        `update vault_records set ${part} = set_byte(${part}, 20, get_byte(${part}, 20) # 1) where id = $1`,
        [broken.id],
      )
      const refused = await pay(broken.id)
      assert.equal(refused.status, 402, part)
      const { payment_intent: intent } = refused.body.error as { payment_intent: Body }
      assert.equal((await reveals(broken.id)).at(-1)?.opened, false, 'nothing was revealed, and the record says so')
      const again = await post(`/v1/payment_intents/${intent.id}/confirm`, { payment_method: other.id })
      assert.equal(again.body.status, 'succeeded')
    }
    assert.equal((await owner.query("select from due_work where kind = 'call'")).rowCount, 0)
    assert.equal((await pay('pm_card_visa')).body.status, 'succeeded', 'and the rest goes on')
  })

  claim('a record that was copied to another method or environment does not open there', async () => {
    const [mine, theirs] = [await save(), await save({ number: '4000000000000002' })]
    await owner.query(
      `update vault_records a set sealed = b.sealed, wrapped = b.wrapped, data_key = b.data_key
       from vault_records b where a.id = $1 and b.id = $2`,
      [theirs.id, mine.id],
    )
    assert.equal((await pay(theirs.id)).status, 402)
    assert.equal((await reveals(theirs.id)).at(-1)?.opened, false)
  })

  claim('a customer that is deleted takes its saved cards out of the vault', async () => {
    const { id } = await save()
    const customer = (await post('/v1/customers', { name: 'Anna' })).body.id
    const attached = await post(`/v1/payment_methods/${id}/attach`, { customer })
    assert.equal(attached.body.customer, customer)
    assert.deepEqual(
      (await reveals(id)).map(({ reason }) => reason),
      ['verify'],
    )
    await request(gateway.url, `/v1/customers/${customer}`, { method: 'DELETE' })
    await gateway.sweep()
    assert.equal(await envelopeOf(id), undefined)
    assert.equal((await reveals(id)).at(-1)?.reason, 'destroyed: erasure')
  })

  claim('a request is known again by its card, and refused with another number', async () => {
    const form = { amount: 700, currency: 'eur', confirm: true, payment_method_data: { type: 'card', card } }
    const headers = { 'idempotency-key': `vault-${name}` }
    const first = await post('/v1/payment_intents', form, headers)
    const second = await post('/v1/payment_intents', form, headers)
    assert.deepEqual([first.status, second.text], [200, first.text])
    const other = { ...form, payment_method_data: { type: 'card', card: { ...card, number: '5555555555554444' } } }
    assert.equal((await post('/v1/payment_intents', other, headers)).status, 400)
  })

  claim('webhooks are signed with secrets out of the vault', async () => {
    const receiver = await openReceiver()
    const endpoint = await post('/v1/webhook_endpoints', {
      url: receiver.url,
      enabled_events: ['payment_intent.succeeded'],
    })
    await pay('pm_card_visa')
    await gateway.deliver()
    const told = receiver.received.find(({ body }) => body.includes('payment_intent.succeeded'))
    assert.ok(told !== undefined)
    verified(told, endpoint.body.secret as string, gateway.wallMs())
    await request(gateway.url, `/v1/webhook_endpoints/${endpoint.body.id}`, { method: 'DELETE' })
  })

  if (vault === null) continue
  const ask = async (verb: string, about: Record<string, string>, token = vault.token) => {
    const query = new URLSearchParams(about)
    return await fetch(`${vault.url}/v1/${verb}?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
  }

  claim('the database gives the gateway nothing of the vault, not even what is sealed', async () => {
    for (const table of ['vault_records', 'vault_keys', 'vault_accesses'])
      await assert.rejects(gateway.pool.query(`select * from ${table}`), /permission denied/)
  })

  claim('the vault answers nobody without its token, and gives each kind by its own call only', async () => {
    const { id } = await save()
    const about = { env: gateway.env, id, call: 'call_1', reason: 'curiosity' }
    for (const token of ['', 'wrong', `${vault.token}x`]) assert.equal((await ask('reveal', about, token)).status, 401)
    assert.equal((await ask('signing_secret', about)).status, 422)
    assert.equal((await ask('reveal', { ...about, id: 'whs_payment_urls' })).status, 400)
    assert.equal((await ask('reveal', { ...about, reason: '' })).status, 400)
    assert.equal((await ask('toString', about)).status, 404)
    assert.deepEqual(await reveals(id), [])
  })

  claim('while the vault is away nothing is sealed or revealed, and everything works when it is back', async () => {
    const { id } = await save()
    await vault.kill()
    const refused = await pay(id)
    assert.equal(refused.status, 402)
    const error = refused.body.error as { message: string; advice_code: string; payment_intent: Body }
    assert.match(error.message, /The vault did not open this payment method/)
    assert.equal(error.payment_intent.status, 'requires_payment_method')
    const unsealed = await post('/v1/payment_methods', { type: 'card', card })
    assert.deepEqual([unsealed.status, (unsealed.body.error as { code: string }).code], [503, 'vault_unavailable'])
    assert.equal(unsealed.headers.get('stripe-should-retry'), 'true')
    assert.equal((await pay('pm_card_visa')).body.status, 'succeeded', 'published test cards need no vault')
    await vault.restart()
    assert.equal((await pay(id)).body.status, 'succeeded')
    assert.deepEqual(
      (await reveals(id)).map(({ opened }) => opened),
      [true],
    )
  })
}

/** The suite finds what it is there to find: connectors that lie, stray, trust or tell, each caught by its claim. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { acmeCases, contextWith, goodNumber } from '../../test/support/acme-cases.ts'
import type { Connector } from '../contracts/connector.ts'
import { declineOf } from '../contracts/declines.ts'
import { conformanceOverHttp } from './conformance-http.ts'
import { type Bends, openFaultyNetwork } from './conformance-network.ts'
import { createExample } from './example/example.ts'
import { acmeBends, openAcme } from './example/fake.ts'

const apiKey = 'acme_key_of_the_test'
const acme = await openAcme(apiKey)
const network = await openFaultyNetwork(acme.url, acmeBends)
const unbent: Bends = { other_amount: (body) => body, other_currency: (body) => body, other_reference: (body) => body }
const believed = await openFaultyNetwork(acme.url, unbent)
after(async () => {
  await network.close()
  await believed.close()
  await acme.close()
})
const direct = createExample({ url: acme.url, apiKey })
const behind = createExample({ url: network.url, apiKey })

/** What the suite finds wrong, by the fault that showed it. */
async function caught(connector: Connector, through = network): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const setting = { connector, network: through, processor: acme, context: contextWith, secrets: [goodNumber, apiKey] }
  for (const { title, check } of conformanceOverHttp({
    ...setting,
    cases: async () => (await acmeCases(direct)).slice(0, 1),
  }))
    await check().catch((error: unknown) => {
      found[title.replace(`${connector.name}: `, '')] = String(error)
    })
  return found
}
const authorising = (authorise: Connector['verbs']['authorise']): Connector => ({
  ...behind,
  verbs: { ...behind.verbs, authorise },
})

test('the connector itself is found right', async () => {
  assert.deepEqual(await caught(behind), {})
})

test('a connector that takes silence for a no is caught at every fault', async () => {
  const found = await caught(
    authorising(async (request, context) => {
      const outcome = await behind.verbs.authorise(request, context)
      return outcome.outcome === 'unknown' ? { outcome: 'declined', decline: declineOf('processing_error') } : outcome
    }),
  )
  for (const fault of [
    'silence before',
    'silence after',
    'reset after',
    'error page before',
    'garbage',
    'other amount',
  ])
    assert.match(found[fault] ?? '', /answered declined/, fault)
})

test('a connector that follows a redirect with the card in hand is caught', async () => {
  const found = await caught(
    authorising(async (request, context) => {
      const outcome = await behind.verbs.authorise(request, context)
      if (outcome.outcome === 'unknown')
        await fetch(`${network.url}/payments`, { method: 'POST', body: '{}', signal: context.signal }).catch(() => 0)
      return outcome
    }),
  )
  assert.match(found.redirect ?? '', /a redirect was followed/)
})

test('a connector that believes an answer about another payment is caught', async () => {
  const found = await caught(createExample({ url: believed.url, apiKey }), believed)
  assert.deepEqual(Object.keys(found), ['other amount', 'other currency', 'other reference'])
  for (const why of Object.values(found)) assert.match(why, /answered captured/)
})

test('a connector that tells its key, or forgets what it was asked, is caught', async () => {
  const telling = await caught(authorising(async () => ({ outcome: 'unknown', why: `no answer with ${apiKey}` })))
  assert.match(telling['silence before'] ?? '', /holds a secret/)
  const find: Connector['find'] = { ...behind.find, authorise: async () => ({ outcome: 'never_received' }) }
  const forgetful = await caught({ ...behind, find })
  assert.match(forgetful['silence after'] ?? '', /found never_received, and it was captured/)
})

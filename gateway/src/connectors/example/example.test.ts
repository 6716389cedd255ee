/** The example holds what every connector has to hold, with a double of its processor and a network that fails. */
import { after, test } from 'node:test'
import { acmeCases, contextWith, goodNumber } from '../../../test/support/acme-cases.ts'
import { conformance } from '../conformance.ts'
import { conformanceOverHttp } from '../conformance-http.ts'
import { openFaultyNetwork } from '../conformance-network.ts'
import { createExample } from './example.ts'
import { acmeBends, declinedNumber, openAcme } from './fake.ts'

const apiKey = 'acme_key_of_the_test'
const acme = await openAcme(apiKey)
const network = await openFaultyNetwork(acme.url, acmeBends)
/** A port where nobody listens any more. */
const gone = await openAcme(apiKey)
await gone.close()
after(async () => {
  await network.close()
  await acme.close()
})

const direct = createExample({ url: acme.url, apiKey })
const unreachable = createExample({ url: gone.url, apiKey })
const signalOf = (aborted: boolean): AbortSignal => (aborted ? AbortSignal.abort() : new AbortController().signal)
for (const { title, check } of conformance(
  direct,
  await acmeCases(direct),
  (key, aborted = false) => contextWith(key, signalOf(aborted)),
  unreachable,
))
  test(title, check)

for (const { title, check } of conformanceOverHttp({
  connector: createExample({ url: network.url, apiKey }),
  network,
  processor: acme,
  cases: () => acmeCases(direct),
  context: contextWith,
  secrets: [goodNumber, declinedNumber, apiKey],
}))
  test(title, check)

/** The environment in which examples are shown. */
import { usualReceipts } from '../engine/command.ts'
import { exampleEnv, exampleNow } from '../engine/examples.ts'
import type { ViewContext } from '../engine/view.ts'
import { methodCatalogue } from '../methods/index.ts'
import { demo } from '../operations/accounts.ts'

export const exampleContext: ViewContext = {
  environment: {
    id: exampleEnv,
    account: demo.account,
    livemode: false,
    clock: { mode: 'wall' },
    fees: { ratePpm: 29_000, fixed: 30 },
    connectorAccounts: [{ id: 'ca_1', connector: 'simulator', seed: '' }],
    statementDescriptor: 'FLORIN DEMO',
    country: 'DE',
    defaultCurrency: 'eur',
    receipts: usualReceipts,
    strictDialects: [],
  },
  publicUrl: 'http://127.0.0.1:4242',
  audience: 'secret',
  methods: methodCatalogue,
  now: exampleNow,
}

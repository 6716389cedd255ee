import { usualReceipts } from '../../engine/command.ts'
import type { Caller } from '../../engine/dialect.ts'
import { defaultFees } from '../../ledger/fees.ts'

/** The caller of a call that is open to anybody: without a key, in an environment that holds nothing. */
export const anonymousCaller: Caller = {
  kind: 'publishable',
  key: '',
  hint: '',
  permissions: {},
  limits: { key: null, environment: null },
  environment: {
    id: 'env_none',
    account: '',
    livemode: false,
    clock: { mode: 'wall' },
    fees: defaultFees,
    connectorAccounts: [],
    statementDescriptor: '',
    country: '',
    defaultCurrency: '',
    receipts: usualReceipts,
    strictDialects: [],
  },
}

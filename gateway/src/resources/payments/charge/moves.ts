import type { FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { EntryDraft, EntryType, Posting } from '../../../ledger/entry.ts'
import { authoriseMove, captureMove, exchangeMove, feeMove, releaseMove } from '../../../ledger/moves.ts'
import type { CapturedFunds, ChargeFact } from './events.ts'
import type { Charge } from './model.ts'

/** The entries that a fact of a charge brings to the books: one, and one more in the payer's currency where they differ. */
export function chargeMoves(before: Charge | null, fact: ChargeFact, context: FactContext): readonly EntryDraft[] {
  const entry = (
    type: EntryType,
    id: string,
    currency: string,
    postings: Posting[],
    available_on = context.at,
  ): EntryDraft => ({ id, type, currency, source: context.id, available_on, postings })
  const charged = (account: string, currency: string, funds: CapturedFunds, released: Posting[] = []): EntryDraft[] => [
    entry(
      'charge',
      funds.balance_transaction,
      currency,
      [...released, ...fundsMoves(account, funds)],
      funds.available_on,
    ),
    ...(funds.exchange === undefined
      ? []
      : [
          entry(
            'exchange',
            funds.exchange.entry,
            funds.exchange.currency,
            exchangeMove(account, funds.exchange.amount),
          ),
        ]),
  ]

  if (fact.type === 'authorised') {
    const { connector_account, amount, currency } = fact.terms
    return [entry('authorisation', fact.entry, currency, authoriseMove(connector_account, amount))]
  }
  if (fact.type === 'paid') return charged(fact.terms.connector_account, fact.terms.currency, fact.funds)
  switch (fact.type) {
    case 'settled':
      assert(before !== null, 'a charge settles that exists')
      return charged(before.connector_account, before.currency, fact.funds)
    case 'captured': {
      assert(before !== null, 'a charge is captured that exists')
      const account = before.connector_account
      const held = fact.funds.amount + fact.released - (fact.over ?? 0)
      return charged(account, before.currency, fact.funds, releaseMove(account, held))
    }
    case 'incremented':
      assert(before !== null, 'a charge is incremented that exists')
      return [entry('authorisation', fact.entry, before.currency, authoriseMove(before.connector_account, fact.by))]
    case 'voided':
    case 'expired': {
      assert(before !== null, 'a charge is released that exists')
      const held = before.amount - before.amount_captured - before.amount_released
      return [entry('authorisation_release', fact.entry, before.currency, releaseMove(before.connector_account, held))]
    }
    default:
      return []
  }
}

const fundsMoves = (connectorAccount: string, funds: CapturedFunds): Posting[] => [
  ...captureMove({ connectorAccount, exchanged: funds.exchange !== undefined }, funds.amount, funds.funds_day),
  ...feeMove(funds.fee, funds.funds_day),
]

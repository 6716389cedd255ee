import type { FactContext } from '../../engine/aggregate.ts'
import { assert } from '../../kernel/assert.ts'
import type { EntryDraft, EntryType, Posting } from '../../ledger/entry.ts'
import { authoriseMove, captureMove, feeMove, releaseMove } from '../../ledger/moves.ts'
import type { CapturedFunds, ChargeFact } from './events.ts'
import type { Charge } from './model.ts'

/** The entry that a fact of a charge brings to the books. */
export function chargeMoves(before: Charge | null, fact: ChargeFact, context: FactContext): EntryDraft | null {
  const entry = (
    type: EntryType,
    id: string,
    currency: string,
    postings: Posting[],
    available_on = context.at,
  ): EntryDraft => ({ id, type, currency, source: context.id, available_on, postings })

  if (fact.type === 'authorised') {
    const { connector_account, amount, currency } = fact.terms
    return entry('authorisation', fact.entry, currency, authoriseMove(connector_account, amount))
  }
  if (fact.type === 'paid') {
    const { connector_account, currency } = fact.terms
    return entry(
      'charge',
      fact.funds.balance_transaction,
      currency,
      fundsMoves(connector_account, fact.funds),
      fact.funds.available_on,
    )
  }
  switch (fact.type) {
    case 'settled':
      assert(before !== null, 'a charge settles that exists')
      return entry(
        'charge',
        fact.funds.balance_transaction,
        before.currency,
        fundsMoves(before.connector_account, fact.funds),
        fact.funds.available_on,
      )
    case 'captured': {
      assert(before !== null, 'a charge is captured that exists')
      const account = before.connector_account
      const postings = [...releaseMove(account, fact.funds.amount + fact.released), ...fundsMoves(account, fact.funds)]
      return entry('charge', fact.funds.balance_transaction, before.currency, postings, fact.funds.available_on)
    }
    case 'incremented':
      assert(before !== null, 'a charge is incremented that exists')
      return entry('authorisation', fact.entry, before.currency, authoriseMove(before.connector_account, fact.by))
    case 'voided':
    case 'expired': {
      assert(before !== null, 'a charge is released that exists')
      const held = before.amount - before.amount_captured - before.amount_released
      return entry('authorisation_release', fact.entry, before.currency, releaseMove(before.connector_account, held))
    }
    default:
      return null
  }
}

const fundsMoves = (connectorAccount: string, funds: CapturedFunds): Posting[] => [
  ...captureMove(connectorAccount, funds.amount, funds.funds_day),
  ...feeMove(funds.fee, funds.funds_day),
]

/** What Ojire shows. Keys are sorted, as in its documents. */
import { createHash } from 'node:crypto'
import { mapped } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import { uuid4Ids } from '../../kernel/foreign-id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import type { Millis } from '../../kernel/time.ts'
import { majorNumber } from '../../kernel/units.ts'
import { momentOf, type PaymentIntent } from '../../resources/payment-intent/index.ts'
import { manners } from './manners.ts'

export const intentIds = uuid4Ids('pi')
/** The uuid within a client secret is not the intent's id. */
const secretIds = uuid4Ids('pi', 'other')

/** `pi_`, a uuid, `_secret_` and 43 characters of base64url: 32 bytes that only who knows our secret can make. */
export const clientSecret = ({ id, client_secret }: Pick<PaymentIntent, 'id' | 'client_secret'>): string =>
  `pi_${secretIds.of(id)}_secret_${createHash('sha256').update(client_secret).digest('base64url')}`

/** RFC 3339 in UTC with microseconds. Our clock has milliseconds, so the last three are zeros. */
export const microseconds = (at: Millis): string => new Date(at).toISOString().replace('Z', '000Z')

/** What was sent with the intent and is shown again, where it was made here. */
export const sentWith = (row: PaymentIntent): JsonObject | null =>
  row.foreign?.dialect === manners.name ? row.foreign.data : null

export const paymentIntent = defineAnswer<PaymentIntent>({
  noun: 'payment_intent',
  fields: {
    amount: mapped('amount'),
    clientSecret: mapped('client_secret'),
    createdAt: mapped('created'),
    currency: mapped('currency'),
    id: mapped('id'),
    'metadata.*': mapped('metadata'),
    status: mapped('status'),
  },
  render: (row) => {
    const metadata = sentWith(row)?.metadata ?? null
    return {
      amount: majorNumber(row.amount, row.currency),
      clientSecret: clientSecret(row),
      createdAt: microseconds(row.created),
      currency: row.currency.toUpperCase(),
      id: intentIds.of(row.id),
      metadata: metadataShown(metadata as JsonObject | null, row.metadata),
      status: manners.words.intent?.[momentOf(row, null)],
    }
  },
})

/** A payer's saved cards on the hosted page: shown where the shop opened a customer session for the payment's customer. */

import type { EnvironmentSettings } from '../../engine/command.ts'
import { defineRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { CustomerSession } from '../../resources/customers/customer-session/index.ts'
import { customerSessionsTable } from '../../resources/customers/customer-session/table.ts'
import type { MethodChoice, PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { paymentMethodsTable } from '../../resources/customers/payment-method/table.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import type { Pool } from '../../storage/database.ts'
import { readAll, readRow } from '../../storage/statements.ts'
import { mayBeId } from '../request.ts'

export type SavedCards = {
  /** `session`: its client secret, or a text that is none. */
  of(environment: EnvironmentSettings, intent: PaymentIntent, session: string): Promise<readonly PaymentMethod[]>
  maySave(environment: EnvironmentSettings, intent: PaymentIntent, session: string): Promise<boolean>
  /** A card whose payer wants to see it here again. */
  shownAgain(method: MethodChoice): MethodChoice
  refuse(): Refusal
}

/** A page has no room for more. */
const shownMax = 10

const refuseSaved = defineRefusal(
  'invalid_request',
  'saved_card_not_shown',
  'The hosted page pays with cards that it has shown to this payer, and with no others.',
  () => 'This card is not among the saved ones. Choose another way to pay.',
)

export function createSavedCards(pool: Pool, nowIn: (environment: EnvironmentSettings) => number): SavedCards {
  const sessionOf = async (environment: EnvironmentSettings, intent: PaymentIntent, secret: string) => {
    const id = secret.split('_secret_', 1)[0] ?? ''
    if (intent.customer === null || !mayBeId(id)) return null
    const session: CustomerSession | null = await readRow(pool, customerSessionsTable, environment.id, id)
    return session?.client_secret === secret &&
      session.customer === intent.customer &&
      session.expires_at > nowIn(environment)
      ? session
      : null
  }
  return {
    of: async (environment, intent, secret) => {
      const session = await sessionOf(environment, intent, secret)
      if (session?.features.redisplay !== true) return []
      const methods = await readAll(pool, paymentMethodsTable, environment.id, { customer: session.customer })
      return methods
        .filter(
          ({ card, allow_redisplay }) =>
            card !== null && session.features.allow_redisplay.includes(allow_redisplay ?? 'unspecified'),
        )
        .slice(-shownMax)
    },
    maySave: async (environment, intent, secret) =>
      (await sessionOf(environment, intent, secret))?.features.save === true,
    shownAgain: (method) =>
      'created' in method ? { created: { ...method.created, allow_redisplay: 'always' } } : method,
    refuse: refuseSaved,
  }
}

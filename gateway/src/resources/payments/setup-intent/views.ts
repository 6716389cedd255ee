import { type ViewContext, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { attemptError, challengeAction, networkOf } from '../../customers/payment-method/index.ts'
import { allowsType } from '../payment-intent/index.ts'
import { setupAttemptSchema, setupIntentSchema } from './answer.ts'
import type { SetupAttempt, SetupIntent } from './model.ts'
import { shownSetupOptions } from './options.ts'

/** The wire's setup intent. */
export const setupIntentView = view({
  noun: 'setup_intent',
  about: 'The saving of a payment method for later payments, from its beginning to its end.',
  schema: setupIntentSchema,
  render: (row: SetupIntent, context: ViewContext) => ({
    id: row.id,
    object: 'setup_intent' as const,
    allowed_payment_method_types: row.allowed_payment_method_types && [...row.allowed_payment_method_types],
    application: null,
    automatic_payment_methods: row.automatic_payment_methods,
    cancellation_reason: row.cancellation_reason,
    client_secret: row.client_secret,
    created: unixSeconds(row.created),
    customer: row.customer,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: row.excluded_payment_method_types && [...row.excluded_payment_method_types],
    flow_directions: null,
    last_setup_error: attemptError(row.last_setup_error, context),
    latest_attempt: row.latest_attempt,
    livemode: row.livemode,
    managed_payments: null,
    mandate: row.single_use === null ? row.mandate : null,
    metadata: row.metadata,
    next_action: nextAction(row, context),
    on_behalf_of: null,
    payment_method: row.payment_method,
    payment_method_configuration_details:
      row.payment_method_configuration === null ? null : { id: row.payment_method_configuration, parent: null },
    payment_method_options: shownSetupOptions(row, context.methods),
    payment_method_types: [...(row.payment_method_types ?? savable(row, context))],
    single_use_mandate: row.single_use === null ? null : row.mandate,
    status: row.status,
    usage: row.usage,
  }),
})

/** Where the merchant named none: every method that can be saved, or the card alone where nothing was said. */
const savable = (row: SetupIntent, { methods }: ViewContext): readonly string[] =>
  row.automatic_payment_methods?.enabled === true ||
  row.allowed_payment_method_types !== null ||
  row.excluded_payment_method_types !== null ||
  row.payment_method_configuration !== null
    ? methods.all
        .filter(({ code, closed, savable }) => savable && closed === null && allowsType(row, code))
        .map(({ code }) => code)
    : ['card']

function nextAction(row: SetupIntent, { publicUrl }: ViewContext) {
  const challenge = row.attempt?.challenge ?? null
  if (row.status !== 'requires_action' || challenge === null) return null
  return challengeAction(row, challenge, publicUrl)
}

/** The wire's setup attempt. */
export const setupAttemptView = view({
  noun: 'setup_attempt',
  about: 'One try to save a payment method.',
  schema: setupAttemptSchema,
  render: (row: SetupAttempt, context: ViewContext) => ({
    id: row.id,
    object: 'setup_attempt' as const,
    application: null,
    created: unixSeconds(row.created),
    customer: row.customer,
    customer_account: null,
    flow_directions: null,
    livemode: row.livemode,
    on_behalf_of: null,
    payment_method: row.payment_method,
    payment_method_details: tried(row),
    setup_error: attemptError(row.error, context),
    setup_intent: row.setup_intent,
    status: row.status,
    usage: row.usage,
  }),
})

const tried = ({ approval, card, method }: SetupAttempt) =>
  card === null
    ? { type: method?.type ?? '', [method?.type ?? '']: {} }
    : {
        card: {
          brand: card.brand,
          checks: approval === null ? null : { ...approval.checks },
          country: card.country,
          exp_month: card.exp_month,
          exp_year: card.exp_year,
          fingerprint: card.fingerprint,
          funding: card.funding,
          last4: card.last4,
          network: networkOf(card),
          three_d_secure: approval?.three_d_secure ?? null,
          wallet: null,
        },
        type: 'card' as const,
      }

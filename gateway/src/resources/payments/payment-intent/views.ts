import type { MethodCatalogue } from '../../../contracts/method.ts'
import { type ViewContext, view } from '../../../engine/view.ts'
import { type Millis, unixSeconds } from '../../../kernel/time.ts'
import { attemptError, challengeAction } from '../../customers/payment-method/index.ts'
import { paymentIntentSchema } from './answer.ts'
import type { PaymentIntent } from './model.ts'
import { shownAmountDetails } from './terms/amount-details.ts'
import { shownCardOptions } from './terms/card-options.ts'
import { offeredTypes, refuseMethodTerms } from './terms/method-terms.ts'
import { shownOptions } from './terms/shown-options.ts'

/** The wire's payment intent: every field that the API documents, null where there is nothing to say. */
export const paymentIntentView = view({
  noun: 'payment_intent',
  about: 'A payment from its beginning to its end, whatever is tried for it.',
  schema: paymentIntentSchema,
  includes: {
    // Shown to older code, which asks for it.
    charges: {
      list: 'charge',
      where: (row: PaymentIntent) => ({ payment_intent: row.id }),
      url: (row: PaymentIntent) => `/v1/charges?payment_intent=${row.id}`,
    },
  },
  render: (row: PaymentIntent, context: ViewContext) => ({
    id: row.id,
    object: 'payment_intent' as const,
    allowed_payment_method_types:
      row.allowed_payment_method_types === null ? null : [...row.allowed_payment_method_types],
    amount: row.amount,
    amount_capturable: row.amount_capturable,
    amount_details: shownAmountDetails(row.amount_details, row),
    amount_received: row.amount_received,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: row.automatic_payment_methods,
    canceled_at: seconds(row.canceled_at),
    cancellation_reason: row.cancellation_reason,
    capture_method: row.capture_method,
    client_secret: row.client_secret,
    confirmation_method: row.confirmation_method,
    created: unixSeconds(row.created),
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types:
      row.excluded_payment_method_types === null ? null : [...row.excluded_payment_method_types],
    last_payment_error: attemptError(row.last_payment_error, context),
    latest_charge: row.latest_charge,
    livemode: row.livemode,
    managed_payments: null,
    metadata: row.metadata,
    next_action: nextAction(row, context),
    on_behalf_of: null,
    ...(row.payment_details === null ? {} : { payment_details: row.payment_details }),
    payment_method: row.payment_method,
    payment_method_configuration_details:
      row.payment_method_configuration === null ? null : { id: row.payment_method_configuration, parent: null },
    payment_method_options: {
      card: shownCardOptions(row.card_options, row.amount, row.currency),
      ...Object.fromEntries(
        Object.entries(row.method_options ?? {}).map(([code, options]) => [
          code,
          shownOptions(context.methods.of(code), options),
        ]),
      ),
    },
    payment_method_types: [...typesOf(row, context.methods)],
    payment_record: null,
    processing:
      row.status === 'processing' && row.attempt?.method === undefined ? { card: {}, type: 'card' as const } : null,
    receipt_email: row.receipt_email,
    review: null,
    setup_future_usage: row.setup_future_usage,
    shipping: shipping(row),
    source: null,
    statement_descriptor: row.statement_descriptor,
    statement_descriptor_suffix: row.statement_descriptor_suffix,
    status: row.status,
    transfer_group: row.transfer_group,
    // Ours, so it is shown only where it was sent.
    ...(row.webhook_url === null ? {} : { webhook_url: row.webhook_url }),
    ...ours(row),
  }),
})

const seconds = (at: Millis | null): number | null => (at === null ? null : unixSeconds(at))

/** Those it names; all that fit where the merchant left the choice to us; a card, and what was tried, where nothing was said. */
const typesOf = (row: PaymentIntent, methods: ViewContext['methods']): readonly string[] =>
  row.payment_method_types ??
  (isOpen(row)
    ? offeredTypes(row, methods, row.livemode)
    : [...new Set(['card', ...[...(row.past_attempts ?? []), row.attempt].flatMap((one) => one?.method ?? [])])])

/** Whether its types follow from what fits it. */
const isOpen = (row: PaymentIntent): boolean =>
  row.automatic_payment_methods?.enabled === true ||
  row.allowed_payment_method_types !== null ||
  row.excluded_payment_method_types !== null ||
  row.payment_method_configuration !== null

/** What other gateways' intents do not have: shown only where it says something. */
function ours(row: PaymentIntent) {
  const expires_at = row.attempt?.expires_at ?? row.expires_at
  const presentment = row.attempt?.presentment
  return {
    ...(expires_at === null || expires_at === undefined ? {} : { expires_at: unixSeconds(expires_at) }),
    ...(row.usage === null ? {} : { usage: row.usage }),
    ...(presentment === undefined
      ? {}
      : {
          presentment_details: {
            presentment_amount: presentment.amount,
            presentment_currency: presentment.currency,
          },
          exchange_rate: presentment.exchange_rate,
          correction_rate: presentment.correction_rate,
        }),
  }
}

const shipping = ({ shipping: to }: PaymentIntent) =>
  to === null
    ? null
    : {
        address: to.address,
        carrier: to.carrier,
        name: to.name ?? undefined,
        phone: to.phone,
        tracking_number: to.tracking_number,
      }

/** The page of the gateway where a payer finds what to do. */
export const payerUrl = (row: PaymentIntent, attempt: string, publicUrl: string): string =>
  `${publicUrl}/pay/${row.env}/${row.id}/${attempt}?client_secret=${row.client_secret}`

/** The page of the gateway where a payer chooses how to pay. Whoever has this address may pay, and see the amount. */
export const checkoutUrl = (row: Pick<PaymentIntent, 'env' | 'id' | 'client_secret'>, publicUrl: string): string =>
  `${checkoutPath(row, publicUrl)}?client_secret=${row.client_secret}`
/** Where banks send that payer back to; they add the secret themselves. */
export const checkoutBackUrl = (row: Pick<PaymentIntent, 'env' | 'id'>, publicUrl: string): string =>
  `${checkoutPath(row, publicUrl)}/back`
const checkoutPath = ({ env, id }: Pick<PaymentIntent, 'env' | 'id'>, publicUrl: string): string =>
  `${publicUrl}/checkout/${env}/${id}`

/** What a payer may choose from: what the payment offers, where method and amount fit. */
export const payableTypes = (row: PaymentIntent, { methods, now }: { methods: MethodCatalogue; now: Millis }) =>
  typesOf(row, methods).filter((type) => refuseMethodTerms(row, type, methods, null, now) === null)

function askedAction(row: PaymentIntent, { publicUrl, methods }: ViewContext) {
  const { attempt } = row
  const action = attempt?.asked?.action
  if (row.status !== 'requires_action' || attempt == null || action == null) return null
  const hosted_url = payerUrl(row, attempt.charge, publicUrl)
  const image = `${publicUrl}/qr/${row.env}/${row.id}/${attempt.charge}`
  // A connector of ours gives the path of a page; a foreign one its own address.
  const shown = action.kind === 'redirect' && action.url.startsWith('/') ? { ...action, url: hosted_url } : action
  return (
    methods.of(attempt.method ?? '')?.show(shown, {
      return_url: row.return_url,
      hosted_url,
      image_url_png: `${image}.png`,
      image_url_svg: `${image}.svg`,
      amount: attempt.presentment?.amount ?? attempt.amount,
      amount_remaining: attempt.presentment?.amount ?? row.amount - row.amount_received,
      currency: attempt.presentment?.currency ?? row.currency,
    }) ?? null
  )
}

function nextAction(row: PaymentIntent, context: ViewContext) {
  const { publicUrl } = context
  if (row.attempt?.asked !== undefined) return askedAction(row, context)
  const challenge = row.attempt?.challenge ?? null
  if (row.status !== 'requires_action' || challenge === null) return null
  return challengeAction(row, challenge, publicUrl)
}

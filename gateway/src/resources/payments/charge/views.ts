import { type ViewContext, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { type CardFacts, legacyCard, networkOf } from '../../customers/payment-method/index.ts'
import { chargeSchema } from './answer.ts'
import type { Charge, InstallmentPlan } from './model.ts'

/** The wire's charge. */
export const chargeView = view({
  noun: 'charge',
  about: 'An attempt to pay that the processor has answered.',
  schema: chargeSchema,
  includes: {
    refunds: {
      list: 'refund',
      where: (row: Charge) => ({ charge: row.id }),
      url: (row: Charge) => `/v1/charges/${row.id}/refunds`,
    },
  },
  render: (row: Charge, { environment, methods }: ViewContext) => ({
    id: row.id,
    object: 'charge' as const,
    amount: row.amount,
    amount_captured: row.amount_captured,
    amount_refunded: shownRefunded(row),
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: row.balance_transaction,
    billing_details: row.billing_details,
    calculated_statement_descriptor: descriptor(row, environment.statementDescriptor),
    captured: row.captured,
    created: unixSeconds(row.created),
    currency: row.currency,
    customer: row.customer,
    description: row.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: row.failure?.code ?? null,
    failure_message: row.failure?.message ?? null,
    fraud_details: row.fraud_details,
    livemode: row.livemode,
    metadata: row.metadata,
    on_behalf_of: null,
    outcome: outcome(row),
    paid: row.status === 'succeeded',
    payment_intent: row.payment_intent,
    payment_method: row.payment_method,
    payment_method_details: methodDetails(row, methods),
    ...(row.presentment === null
      ? {}
      : {
          presentment_details: {
            presentment_amount: row.presentment.amount,
            presentment_currency: row.presentment.currency,
          },
          exchange_rate: row.presentment.exchange_rate,
          correction_rate: row.presentment.correction_rate,
        }),
    // Ours, so it is shown only where it says something.
    ...(row.fallback === true ? { is_fallback: true } : {}),
    ...(row.arrangement?.radar_session === undefined
      ? {}
      : { radar_options: { session: row.arrangement.radar_session } }),
    receipt_email: row.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: isShownRefunded(row),
    review: null,
    shipping:
      row.shipping === null
        ? null
        : {
            address: row.shipping.address,
            carrier: row.shipping.carrier,
            name: row.shipping.name ?? undefined,
            phone: row.shipping.phone,
            tracking_number: row.shipping.tracking_number,
          },
    source:
      row.by_source === undefined || row.card === null
        ? null
        : legacyCard({ ...row, id: row.payment_method, card: row.card, metadata: {} }, row.checks),
    source_transfer: null,
    statement_descriptor: row.statement_descriptor,
    statement_descriptor_suffix: row.statement_descriptor_suffix,
    status: row.status,
    transfer_data: null,
    transfer_group: row.transfer_group,
  }),
})

/**
 * What the payer is not charged in the end, as Stripe shows it: refunds, and what of the authorised amount was released uncaptured.
 * The books know refunds only; a release moves nothing of the merchant's.
 */
export const shownRefunded = ({ amount_refunded, amount_released }: Charge): number => amount_refunded + amount_released

/** Nothing of it is charged to the payer. */
export const isShownRefunded = (charge: Charge): boolean =>
  charge.status === 'succeeded' && shownRefunded(charge) === charge.amount

/** What the payer reads on the statement: at most 22 characters. */
function descriptor(row: Charge, usual: string): string {
  const base = row.statement_descriptor ?? usual
  return (row.statement_descriptor_suffix === null ? base : `${base}* ${row.statement_descriptor_suffix}`).slice(0, 22)
}

/** The method as it was then, under its own name. */
const methodDetails = (row: Charge, methods: ViewContext['methods']) =>
  row.card === null
    ? {
        type: row.method?.type ?? '',
        [row.method?.type ?? '']: {
          ...methods
            .of(row.method?.type ?? '')
            ?.charged(row.method?.details ?? {}, row.approval?.reference ?? null, row.arrangement?.mandate ?? null),
        },
      }
    : { card: cardDetails(row, row.card), type: 'card' as const }

const status = (available: boolean) => (available ? ('available' as const) : ('unavailable' as const))

const cardDetails = (row: Charge, card: CardFacts) => ({
  amount_authorized: row.status === 'succeeded' ? row.amount : null,
  authorization_code: row.approval?.authorization_code ?? null,
  brand: card.brand,
  ...(row.capture_before === null ? {} : { capture_before: unixSeconds(row.capture_before) }),
  checks: row.checks,
  country: card.country,
  electronic_commerce_indicator: row.three_d_secure?.electronic_commerce_indicator ?? null,
  exp_month: card.exp_month,
  exp_year: card.exp_year,
  extended_authorization: {
    status: row.arrangement?.extended_authorization ? ('enabled' as const) : ('disabled' as const),
  },
  fingerprint: card.fingerprint,
  funding: card.funding,
  incremental_authorization: { status: status(!row.arrangement?.no_increment) },
  installments: row.arrangement?.installments === undefined ? null : { plan: plan(row.arrangement.installments) },
  last4: card.last4,
  mandate: row.arrangement?.mandate ?? null,
  ...(row.arrangement?.moto ? { moto: true } : {}),
  multicapture: { status: status(!row.arrangement?.no_multicapture) },
  network: row.arrangement?.network ?? networkOf(card),
  network_token: { used: false },
  network_transaction_id: row.approval?.network_transaction_id ?? null,
  overcapture: {
    maximum_amount_capturable: row.approval?.maximum_capturable ?? row.amount,
    status: status(row.approval?.maximum_capturable !== undefined),
  },
  regulated_status: 'unregulated' as const,
  ...credentialUsage(row),
  three_d_secure: row.three_d_secure === null ? null : { ...row.three_d_secure, exemption_indicator: null },
  transaction_link_id: null,
  wallet: null,
})

const plan = ({ count, interval, type }: InstallmentPlan) => ({
  count: count ?? null,
  interval: interval ?? null,
  type,
})

const credentialUsage = ({ arrangement }: Charge) => ({
  ...(arrangement?.setup_credential_usage === undefined
    ? {}
    : { setup_credential_usage: arrangement.setup_credential_usage }),
  ...(arrangement?.stored_credential_usage === undefined
    ? {}
    : { stored_credential_usage: arrangement.stored_credential_usage }),
})

const outcome = (row: Charge) => ({
  advice_code: row.failure?.advice_code ?? null,
  network_advice_code: null,
  network_decline_code: row.failure?.network_decline_code ?? null,
  network_status: networkStatus(row),
  reason: row.failure === null ? approvalReason(row) : reason(row),
  risk_level: row.risk.level,
  risk_score: row.risk.score,
  seller_message: sellerMessage(row),
  type: outcomeType(row),
})

const networkStatus = ({ failure }: Charge) =>
  failure === null
    ? ('approved_by_network' as const)
    : failure.blocked
      ? ('not_sent_to_network' as const)
      : ('declined_by_network' as const)

const outcomeType = ({ failure }: Charge) =>
  failure === null ? ('authorized' as const) : failure.blocked ? ('blocked' as const) : ('issuer_declined' as const)

const approvalReason = (row: Charge): string | null =>
  row.late === true ? 'late_payment' : row.risk.level === 'elevated' ? 'elevated_risk_level' : null

const reason = (row: Charge): string | null =>
  row.failure?.blocked ? 'highest_risk_level' : (row.failure?.decline_code ?? row.failure?.code ?? null)

const sellerMessage = (row: Charge): string =>
  row.failure === null
    ? row.status === 'pending'
      ? 'The bank has not completed this payment yet.'
      : row.late === true
        ? "This payment came after the payer's time was over."
        : 'Payment complete.'
    : row.failure.blocked
      ? 'A risk rule blocked this payment; the issuer was not asked.'
      : 'The issuer declined this payment.'

import type { CardChecks, Risk } from '../../contracts/connector.ts'
import { lookup } from '../../kernel/lookup.ts'

/** What a card does: a table, so that everything the simulator can do is on this page. Any other number is approved. */
export type CardEffect = {
  /** Declined with this decline code; after a challenge, if there is one. */
  readonly decline?: string
  /** Declines payments, and can be saved all the same. */
  readonly verifies?: true
  /** Stopped by the risk rules before the issuer is asked. */
  readonly blocked?: true
  readonly checks?: Partial<CardChecks>
  readonly risk?: Risk
  /** Funds are available at once. */
  readonly settles_at_once?: true
  /** When the payer is asked to authenticate. */
  readonly authentication?:
    | 'always'
    | 'unless_set_up'
    | 'set_up'
    | 'if_requested'
    | 'frictionless'
    | 'lookup_error'
    | 'error_if_requested'
    | 'unsupported'
  /** The issuer wants to know the browser first; then it is content, or wants a challenge besides. */
  readonly device?: 'then_frictionless' | 'then_challenge'
  /** Refunds: accepted and late, or sent back later. */
  readonly refund?: 'late' | 'returned'
  /** The processor is silent; the truth comes out when it is asked. */
  readonly silent?: 'succeeded' | 'declined' | 'never_received' | 'capture' | 'refund'
  /** Answers only after this, in milliseconds of real time. */
  readonly delayMs?: number
}

const elevated: Risk = { level: 'elevated', score: 67 }
const highest: Risk = { level: 'highest', score: 92 }

/** Stopped for a person to look at it. */
const review: Risk = { level: 'elevated', score: 85 }

/** Cards of an Indonesian aggregator's sandbox, as it publishes them: Visa, Mastercard, JCB, and what the three of a row do. */
const aggregatorCards: readonly (readonly [string, string, string, CardEffect])[] = [
  ['4440000112200001', '5550000112230001', '3550000112280001', { authentication: 'frictionless' }],
  ['4440000112290002', '5550000112220002', '3550000112270002', { authentication: 'always' }],
  ['4440000334480001', '5550000334410001', '3550000334460001', { decline: 'generic_decline' }],
  ['4440000334470002', '5550000334400002', '3550000334450002', { decline: 'expired_card' }],
  [
    '4440000334460003',
    '5550000334490003',
    '3550000334440003',
    { decline: 'incorrect_cvc', checks: { cvc_check: 'fail' } },
  ],
  ['4440000334450004', '5550000334480004', '3550000334430004', { decline: 'invalid_account' }],
  [
    '4440000334440005',
    '5550000334470005',
    '3550000334420005',
    { authentication: 'lookup_error', decline: 'authentication_required' },
  ],
  ['4440000334430006', '5550000334460006', '3550000334410006', { decline: 'stolen_card' }],
  ['4440000334420007', '5550000334450007', '3550000334400007', { decline: 'restricted_card' }],
  ['4440000334410008', '5550000334440008', '3550000334490008', { decline: 'fraudulent', blocked: true, risk: highest }],
  ['4440000334400009', '5550000334430009', '3550000334480009', { decline: 'fraudulent', blocked: true, risk: review }],
  ['4440000334470010', '5550000334400010', '3550000334450010', { decline: 'insufficient_funds' }],
  ['4440000334460011', '5550000334490011', '3550000334440011', { decline: 'processing_error' }],
  ['4440000334450012', '5550000334480012', '3550000334430012', { decline: 'authentication_cancelled' }],
  [
    '4448100334430014',
    '5558100334460014',
    '3558100334410014',
    { checks: { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' } },
  ],
]
const aggregator = Object.fromEntries(
  aggregatorCards.flatMap(([visa, mastercard, jcb, effect]) =>
    [visa, mastercard, jcb].map((number) => [number, effect]),
  ),
)

export const testCards: Readonly<Record<string, CardEffect>> = lookup({
  '4000000000000002': { decline: 'generic_decline' },
  '4000000000009995': { decline: 'insufficient_funds' },
  '4000000000009987': { decline: 'lost_card' },
  '4000000000009979': { decline: 'stolen_card' },
  '4000000000000069': { decline: 'expired_card' },
  '4000000000000127': { decline: 'incorrect_cvc', checks: { cvc_check: 'fail' } },
  '4000000000000119': { decline: 'processing_error' },
  '4000000000006975': { decline: 'card_velocity_exceeded' },
  '4000000000000341': { decline: 'generic_decline', verifies: true },

  '4100000000000019': { decline: 'fraudulent', blocked: true, risk: highest },
  '4000000000004954': { risk: highest },
  '4000000000009235': { risk: elevated },
  '4000058400307872': { checks: { cvc_check: 'fail' }, risk: elevated },
  '4000058400306072': { checks: { address_postal_code_check: 'fail' }, risk: elevated },
  '4000000000000101': { checks: { cvc_check: 'fail' } },
  '4000000000000036': { checks: { address_postal_code_check: 'fail' } },
  '4000000000000028': { checks: { address_line1_check: 'fail' } },
  '4000000000000010': { checks: { address_line1_check: 'fail', address_postal_code_check: 'fail' } },
  '4000000000000044': { checks: { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' } },

  '4000000000007726': { refund: 'late' },
  '4000000000005126': { refund: 'returned' },
  '4000000000000077': { settles_at_once: true },
  '4000003720000278': { settles_at_once: true },

  '4000002500003155': { authentication: 'unless_set_up' },
  '4000002760003184': { authentication: 'always' },
  '4000003800000446': { authentication: 'set_up' },
  '4000008260003178': { authentication: 'always', decline: 'insufficient_funds', verifies: true },
  '4000000000003220': { authentication: 'always' },
  '4000008400000027': { authentication: 'always' },
  '4000008400001629': { authentication: 'always', decline: 'generic_decline' },
  '4000008400001280': { authentication: 'lookup_error', decline: 'processing_error' },
  '4000000000003055': { authentication: 'if_requested' },
  '4000000000003097': { authentication: 'error_if_requested' },
  '4000000032200000': { authentication: 'frictionless' },
  '378282246310005': { authentication: 'unsupported' },
  '4000008405600003': { authentication: 'if_requested' },
  // Out of band, one-time password, single and multiple select: the same challenge page stands for each.
  '4000582600000094': { authentication: 'always' },
  '4000582600000045': { authentication: 'always' },
  '4000582600000102': { authentication: 'always' },
  '4000582600000110': { authentication: 'always' },

  '4000000000040008': { silent: 'succeeded' },
  '4000000000040016': { silent: 'declined', decline: 'generic_decline' },
  '4000000000040024': { silent: 'never_received' },
  '4000000000040032': { silent: 'capture' },
  '4000000000040040': { silent: 'refund' },
  '4000000000040057': { delayMs: 3000 },
  '4000000000040065': { device: 'then_challenge' },
  '4000000000040073': { device: 'then_frictionless' },

  ...aggregator,
})

/**
 * Card numbers that are published for trying out. Nobody's card has one of them, so a live environment declines them by itself and
 * asks no processor. A rehearsal that reaches a live key is told, as it is told elsewhere: `card_declined`,
 * `live_mode_test_card` (docs.stripe.com/declines/codes).
 */
import { defineRefusal } from '../../kernel/refusal.ts'
import { namedTestNumbers } from './test-names.ts'

/** Test cards of each country and of each behaviour are numbered under it; no issuer has it. */
const testBin = '400000'

/** Others that processors publish: docs.stripe.com/testing, docs.adyen.com, developer.paypal.com, and old ones of every manual. */
const published: ReadonlySet<string> = new Set([
  ...namedTestNumbers(),
  '2222400010000008',
  '2223003122003222',
  '30569309025904',
  '3530111333300000',
  '3569990010095841',
  '36006666333344',
  '36227206271667',
  '370000000000002',
  '371449635398431',
  '378734493671000',
  '38520000023237',
  '4000050360000001',
  '4000050360000019',
  '4000051240000005',
  '4000052500000008',
  '4000052760000037',
  '4000056655665572',
  '4000056755665555',
  '4000057020000008',
  '4000058260000203',
  '4001000360000005',
  '4001007020000002',
  '4012888888881881',
  '4111111111111111',
  '4111111145551142',
  '4222222222222',
  '4411111111111118',
  '4611111111111116',
  '4711111111111115',
  '4811111111111114',
  '4911111111111113',
  '4917610000000000',
  '4988438843884305',
  '5105000300000018',
  '5105008400000002',
  '5136333333333335',
  '5267318187975449',
  '5555050360000080',
  '5555341244441115',
  '5555552500001001',
  '6011000990139424',
  '6011601160116611',
  '6011981111111113',
  '6205500000000000004',
  '6771798021000008',
])

/** Whether a clean number (digits only) is one of them. */
export const isPublishedTestNumber = (number: string): boolean => number.startsWith(testBin) || published.has(number)

const testCardUsed = 'Your card was declined. Your request was in live mode, but used a known test card.'

/** `besides`: what would have stopped a true card too, for the merchant's eyes. */
export const refuseTestNumber = defineRefusal<{ besides: string | null }>(
  'declined',
  'card_declined',
  'The issuer, the network or a risk rule said no; `decline_code` says which. `live_mode_test_card`: a published test card was used with a live key. Use a sandbox for test cards, or a true card.',
  ({ besides }) => `${testCardUsed}${besides === null ? '' : ` Besides, ${besides}`}`,
  () => ({
    decline_code: 'live_mode_test_card',
    param: 'number',
    payerMessage: testCardUsed,
  }),
)

/** From a request's paymentMethod and paymentMethodOptions to a payment method of ours and the terms that go with it. */
import type { MethodDetails } from '../../contracts/method.ts'
import type { DialectAuth, ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import { holdsCardNumber } from '../../kernel/card-number.ts'
import { lookup } from '../../kernel/lookup.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { dayMs, type Millis, unixSeconds } from '../../kernel/time.ts'
import type { BillingDetails } from '../../resources/customers/payment-method/index.ts'
import { type MethodChoice, noBilling, paymentMethod } from '../../resources/customers/payment-method/index.ts'
import { suffixProblem, type VaChannel, vaChannels } from '../../schemes/virtual-account.ts'
import type { MethodSent, OptionsSent } from './fields.ts'
import { tokenIds } from './ids.ts'
import { openCard } from './payload.ts'
import type { HarsyaMethodType } from './values.ts'

/** What a request says of how it is paid, in our terms. */
export type HarsyaMethodChoice = {
  readonly type: HarsyaMethodType
  /** Null where only the kind is chosen: the payer, or a later confirmation, says the rest. */
  readonly choice: MethodChoice | null
  readonly types: readonly string[]
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly capture: 'manual' | null
  readonly cvcGiven: boolean
}

export type MethodContext = {
  readonly engine: ForeignEngine
  readonly auth: DialectAuth
  readonly request: RequestContext
  readonly billing: BillingDetails | null
  /** The session's own end; null where it has none. */
  readonly expires: Millis | null
  readonly multiple: boolean
  /** An open number takes what its payer pays. */
  readonly open: boolean
  readonly strictly: boolean
}

/** The kinds as they are offered here. */
const typesOf: Readonly<Record<HarsyaMethodType, readonly string[]>> = {
  CARD: ['card'],
  EWALLET: ['dana', 'ovo', 'shopeepay'],
  QR: ['qris'],
  VIRTUAL_ACCOUNT: ['virtual_account'],
}

/** How long a number or a code may be good; a session that lasts longer shows it as over. */
const longestMs: Readonly<Record<string, Millis>> = lookup({ virtual_account: 30 * dayMs, qris: 2 * dayMs })

/** A time as it was sent, in our seconds. */
export const secondsOf = (time: string): number => unixSeconds(Date.parse(time))

export async function chooseMethod(
  sent: MethodSent,
  given: OptionsSent | undefined,
  setting: MethodContext,
): Promise<HarsyaMethodChoice | Refusal> {
  const options = given ?? sent.paymentMethodOptions ?? {}
  switch (sent.type) {
    case 'CARD':
      return await cardChosen(sent, options, setting)
    case 'VIRTUAL_ACCOUNT':
      return await numberChosen(options, setting)
    case 'QR':
      return await accepted('qris', {}, options.qr?.expiryAt, setting, 'QR')
    case 'EWALLET':
      return await walletChosen(sent, options, setting)
  }
}

const nothingMore = { capture: null, cvcGiven: false } as const

/** A method that is no card, checked and made. */
async function accepted(
  code: string,
  data: MethodDetails,
  expiry: string | undefined,
  setting: MethodContext,
  type: HarsyaMethodType,
): Promise<HarsyaMethodChoice | Refusal> {
  const billing = setting.billing ?? noBilling
  const made = await setting.engine.acceptMethod(
    code,
    {
      data,
      billing,
      param: (first, ...more) => `payment_method_data${[first, ...more].map((part) => `[${part}]`).join('')}`,
      livemode: setting.request.environment.livemode,
    },
    setting.request,
  )
  if (isRefusal(made)) return made
  const created = { ...made, card: null, billing_details: setting.billing, metadata: null, allow_redisplay: null }
  return { type, choice: { created }, types: [code], options: timesOf(code, expiry, setting), ...nothingMore }
}

/** How long the payer has: what was asked for, else as long as the session; what a wallet decides itself, only if asked to. */
function timesOf(code: string, expiry: string | undefined, setting: MethodContext): HarsyaMethodChoice['options'] {
  if (expiry !== undefined) return { [code]: { expires_at: secondsOf(expiry) } }
  const longest = longestMs[code]
  if (setting.expires === null || setting.multiple || (longest === undefined && !setting.strictly)) return {}
  const latest = longest === undefined ? setting.expires : setting.engine.now(setting.request) + longest
  return { [code]: { expires_at: unixSeconds(Math.min(setting.expires, latest)) } }
}

async function numberChosen(
  { virtualAccount = {} }: OptionsSent,
  setting: MethodContext,
): Promise<HarsyaMethodChoice | Refusal> {
  const channel = virtualAccount.channel?.toLowerCase() as VaChannel | undefined
  const kind = { type: 'VIRTUAL_ACCOUNT', choice: null, types: typesOf.VIRTUAL_ACCOUNT, options: {} } as const
  if (channel === undefined) return { ...kind, ...nothingMore }
  const { prefix } = vaChannels[channel]
  const number = virtualAccount.virtualAccountNumber ?? ''
  const suffix = number.startsWith(prefix) ? number.slice(prefix.length) : number
  if (suffix !== '' && suffixProblem(channel, suffix) !== null)
    return refuse.parameterInvalid({
      param: 'paymentMethodOptions[virtualAccount][virtualAccountNumber]',
      why: 'The requested Virtual Account number is not within your assigned static VA range.',
    })
  const { virtualAccountName: name, expiryAt } = virtualAccount
  const data = {
    channel,
    ...(name === undefined || name === '' ? {} : { name }),
    ...(suffix === '' ? {} : { suffix }),
    ...(setting.open ? { open_amount: true } : {}),
  }
  return await accepted('virtual_account', data, expiryAt, setting, 'VIRTUAL_ACCOUNT')
}

async function walletChosen(
  sent: MethodSent,
  { ewallet = {} }: OptionsSent,
  setting: MethodContext,
): Promise<HarsyaMethodChoice | Refusal> {
  const channel = ewallet.channel?.toLowerCase()
  const kind = { type: 'EWALLET', choice: null, types: typesOf.EWALLET, options: {} } as const
  if (channel === undefined) return { ...kind, ...nothingMore }
  const phone = sent.ewallet?.accountIdentifier
  const data: MethodDetails = channel === 'ovo' && phone !== undefined ? { phone } : {}
  const billing = setting.billing ?? noBilling
  const payer = phone === undefined ? billing : { ...billing, phone }
  return await accepted(channel, data, ewallet.expiryAt, { ...setting, billing: payer }, 'EWALLET')
}

async function cardChosen(
  { card = {} }: MethodSent,
  { card: options = {} }: OptionsSent,
  setting: MethodContext,
): Promise<HarsyaMethodChoice | Refusal> {
  const { engine, request } = setting
  const challenge: HarsyaMethodChoice['options'] = { card: { request_three_d_secure: 'challenge' } }
  const rest = {
    type: 'CARD',
    types: typesOf.CARD,
    options: options.threeDsMethod === 'CHALLENGE' ? challenge : {},
    capture: options.captureMethod?.toLowerCase() === 'manual' ? 'manual' : null,
  } as const
  if (card.token) return await savedCard(card.token, card.cvc, rest, setting)
  const opened = await cardIn(card, setting)
  if (opened === null) return { ...rest, choice: null, cvcGiven: false }
  if (isRefusal(opened)) return opened
  const { name, ...data } = opened
  // It came encrypted, so nobody has looked at it yet.
  if (name !== null && holdsCardNumber(name))
    return refuse.cardNumberMisplaced({ param: 'paymentMethod[card][encryptedCard]' })
  const made = await engine.tokenise(data, request)
  if (isRefusal(made)) return made
  const holder = name ?? `${card.cardHolderFirstName ?? ''} ${card.cardHolderLastName ?? ''}`.trim()
  const billing = setting.billing ?? noBilling
  const billing_details: BillingDetails = {
    ...billing,
    name: holder === '' ? billing.name : holder,
    email: card.cardHolderEmail ?? billing.email,
    phone: card.cardHolderPhone ?? billing.phone,
  }
  const created = { ...made, billing_details, metadata: null, allow_redisplay: null }
  return { ...rest, choice: { created }, cvcGiven: false }
}

/** The card of a request: encrypted, or as it is. */
async function cardIn(card: NonNullable<MethodSent['card']>, { auth, request }: MethodContext) {
  if (!card.encryptedCard) return plainCard(card)
  const keys = await auth.payloadKeys(request.environment.id)
  return isRefusal(keys) ? keys : openCard(card.encryptedCard, keys.privateKey)
}

/** Card data as it is; null where there is none. */
function plainCard({ number, expMonth, expYear, cvc }: NonNullable<MethodSent['card']>) {
  if (!number) return null
  if (expMonth === undefined) return refuse.parameterMissing({ param: 'paymentMethod[card][expMonth]' })
  if (expYear === undefined) return refuse.parameterMissing({ param: 'paymentMethod[card][expYear]' })
  return { number, exp_month: expMonth, exp_year: expYear, cvc: cvc || null, name: null }
}

async function savedCard(
  token: string,
  cvc: string | undefined,
  rest: Pick<HarsyaMethodChoice, 'type' | 'types' | 'options' | 'capture'>,
  { engine, request }: MethodContext,
): Promise<HarsyaMethodChoice | Refusal> {
  const row = await engine.find(paymentMethod, tokenIds, token, request)
  if (row === null)
    return refuse.resourceMissing({ noun: 'card token', id: token, param: 'paymentMethod[card][token]' })
  if (isRefusal(row)) return row
  const refusal = cvc ? engine.keepCvc(row.id, cvc, request) : null
  return refusal ?? { ...rest, choice: { existing: row.id }, cvcGiven: Boolean(cvc) }
}

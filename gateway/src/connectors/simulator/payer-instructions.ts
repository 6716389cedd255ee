/** What the simulated processor hands a payer: the page, the code, the number or the prompt of each method. */
import type { AuthoriseRequest, InstrumentInput } from '../../contracts/connector.ts'
import type { NextAction } from '../../contracts/method.ts'
import { currencyOf } from '../../kernel/currency.ts'
import { lookup } from '../../kernel/lookup.ts'
import { hourMs, utcDay } from '../../kernel/time.ts'
import { ibanOf, transferKindFor, transferKinds } from '../../schemes/bank-transfer.ts'
import { boleto } from '../../schemes/boleto.ts'
import { type Merchant, paynow, pix, promptpay, qris } from '../../schemes/national-qr.ts'
import { type VaChannel, vaChannels, vaNumber } from '../../schemes/virtual-account.ts'

export type Handout = {
  readonly action: NextAction
  /** What the payer's app or teller asks the bank for. */
  readonly lookup: string | null
  readonly phone: string | null
}

/** Seeded digits: `digits(count, salt)`. Another salt is tried where a number is taken. */
export type DigitSource = (count: number, salt: string) => string

/** Major units as codes write them: `12.34`, and `12` where nothing is after the point. */
export function shortMajorText(amount: number, currency: string): string {
  const decimals = currencyOf(currency)?.decimals ?? 2
  const text = String(amount).padStart(decimals + 1, '0')
  if (decimals === 0) return text
  const [whole, rest] = [text.slice(0, -decimals), text.slice(-decimals)]
  return /^0+$/.test(rest) ? whole : `${whole}.${rest}`
}

/** The page, code, number or prompt of a request; null for a method whose payer has nothing to do. */
export function handoutOf(request: AuthoriseRequest, instrument: InstrumentInput, digits: DigitSource): Handout | null {
  // What was saved is charged without its payer: nobody is sent anywhere.
  if (request.off_session && request.stored_credential !== null) return null
  switch (instrument.next_action) {
    case 'redirect':
    case 'device_then_challenge':
      // The gateway's own page of the simulated bank.
      return { action: { kind: 'redirect', url: '/' }, lookup: null, phone: null }
    case 'qr_code':
      return codeOf(request, instrument.type, digits)
    case 'instructions':
      return slipOf(request, instrument, digits)
    case 'approve_on_phone': {
      const phone = String(instrument.details.phone ?? '')
      const dial_code = instrument.type === 'ovo' ? null : (dialCodes[instrument.type] ?? '*133#')
      return { action: { kind: 'approve_on_phone', phone, dial_code }, lookup: null, phone }
    }
    case 'one_time_code': {
      const phone = String(instrument.details.phone ?? '')
      return {
        action: { kind: 'one_time_code', phone, dial_code: dialCodes[instrument.type] ?? '#144*82#', digits: 6 },
        lookup: null,
        phone,
      }
    }
    case 'wait':
      return null
  }
}

const dialCodes: Readonly<Record<string, string>> = lookup({
  momo_mtn: '*133#',
  momo_moov: '*155#',
  momo_orange: '#144*82#',
})

function codeOf(request: AuthoriseRequest, type: string, digits: DigitSource): Handout {
  const { amount, currency, expires_at, reusable } = request
  const merchant: Merchant = {
    name: request.statement_descriptor ?? 'FLORIN',
    city: 'SANDBOX',
    postal_code: null,
    category: '5999',
  }
  const major = reusable ? null : shortMajorText(amount, currency)
  const reference = digits(18, 'reference')
  const data = textOf()
  return { action: { kind: 'qr_code', data, expires_at }, lookup: data, phone: null }

  function textOf(): string {
    switch (type) {
      case 'qris':
        return qris({
          merchant: { ...merchant, city: 'JAKARTA', postal_code: '10110' },
          acquirer: 'ID.CO.FLORIN.WWW',
          merchantPan: `93600999${digits(10, 'pan')}`,
          merchantId: digits(15, 'merchant'),
          nmid: `ID10${digits(11, 'nmid')}`,
          size: 'UMI',
          amount: major,
          reference,
          terminal: 'A01',
        })
      case 'promptpay':
        return promptpay(`0${digits(12, 'tax id')}`, major, reference)
      case 'paynow':
        return paynow({
          uen: `2019${digits(5, 'uen')}K`,
          amount: major,
          // The last day is Singapore's.
          lastDay: expires_at === null ? null : utcDay(expires_at + 8 * hourMs).replaceAll('-', ''),
          merchant,
          reference,
        })
      case 'pix':
        return pix({
          target: { url: `pix.florin.test/qr/v2/${digits(26, 'pix')}` },
          amount: major,
          merchant,
          reference: null,
        })
      case 'cashapp':
        return `https://cash.app/pay/${digits(20, 'cashapp')}`
      case 'swish':
        return `C${digits(30, 'swish')}`
      case 'upi':
        return `upi://pay?pa=florin@sandbox&pn=${encodeURIComponent(merchant.name)}&am=${major ?? ''}&cu=INR&tr=${reference}`
      default:
        return `weixin://wxpay/bizpayurl?pr=${digits(9, 'wechat')}z`
    }
  }
}

function slipOf(request: AuthoriseRequest, { type, details }: InstrumentInput, digits: DigitSource): Handout {
  const { expires_at, amount } = request
  const slip = (number: string, facts: Readonly<Record<string, string>> = {}): Handout => ({
    action: { kind: 'instructions', number, expires_at, facts },
    lookup: number,
    phone: null,
  })
  switch (type) {
    case 'virtual_account': {
      const channel = details.channel as VaChannel
      const suffix =
        typeof details.suffix === 'string' ? details.suffix : digits(vaChannels[channel].suffixDigits, 'va')
      // The bank shows the merchant before the name that the merchant gave.
      const name = [request.statement_descriptor, details.name].filter(Boolean).join(' - ')
      return slip(vaNumber(channel, suffix), {
        account_name: name,
        bank_name: vaChannels[channel].bank,
        channel,
      })
    }
    case 'boleto': {
      const { line, barcode } = boleto({
        bank: '237',
        amount,
        // The day of São Paulo on which it falls due.
        dueDay: (expires_at ?? 0) - 3 * hourMs,
        free: digits(25, 'boleto'),
      })
      return slip(line, { barcode })
    }
    case 'konbini':
      return slip(digits(6, 'payment code'), { confirmation_number: digits(11, 'confirmation') })
    case 'customer_balance':
      return transferOf(request, digits, slip)
    case 'multibanco':
      return slip(digits(9, 'reference'), { entity: digits(5, 'entity') })
    default:
      return slip(digits(14, 'voucher'))
  }
}

/** The account of a bank transfer, of the kind that was asked for or that the currency has. */
function transferOf(
  { currency, options, statement_descriptor }: AuthoriseRequest,
  digits: DigitSource,
  slip: (number: string, facts: Readonly<Record<string, string>>) => Handout,
): Handout {
  const asked = options?.bank_transfer as TransferOptions | undefined
  const type = asked?.type ?? transferKindFor(currency) ?? ''
  const common = {
    type,
    account_holder_name: statement_descriptor ?? 'FLORIN',
    bank_name: 'SANDBOX BANK',
    reference: digits(10, 'transfer'),
  }
  const account = digits(10, 'account')
  switch (transferKinds[type]?.address) {
    case 'iban': {
      const country = asked?.eu_bank_transfer?.country ?? 'IE'
      const iban = ibanOf(country, ibanAccount(country, digits))
      return slip(iban, { ...common, country, bic: `SNDB${country}2X` })
    }
    case 'sort_code':
      return slip(account.slice(0, 8), { ...common, country: 'GB', sort_code: digits(6, 'sort code') })
    case 'zengin':
      return slip(account.slice(0, 7), {
        ...common,
        country: 'JP',
        bank_code: digits(4, 'bank'),
        branch_code: digits(3, 'branch'),
        branch_name: 'SANDBOX',
      })
    case 'spei':
      return slip(digits(18, 'clabe'), { ...common, country: 'MX', bank_code: '002' })
    default:
      return slip(account, { ...common, country: 'US', routing_number: '110000000' })
  }
}

type TransferOptions = {
  readonly type?: string
  readonly eu_bank_transfer?: { readonly country?: string }
}

/** The account within an IBAN, as long as the country has it; letters stand for a bank. */
const ibanAccount = (country: string, digits: DigitSource): string => {
  const [bank, length] = ibanParts[country] ?? ['', 18]
  return `${bank}${digits(length, 'iban')}`
}
const ibanParts: Readonly<Record<string, readonly [bank: string, digits: number]>> = lookup({
  BE: ['', 12],
  DE: ['', 18],
  ES: ['', 20],
  FR: ['', 23],
  IE: ['SNDB', 14],
  NL: ['SNDB', 10],
})

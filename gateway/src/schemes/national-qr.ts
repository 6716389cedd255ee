/** The national profiles of EMVCo codes: what QRIS, PromptPay, PayNow and Pix put into which field. */
import { lookup } from '../kernel/lookup.ts'
import { buildFields, buildQr, fieldOf, isQrFault, parseFields, parseQr, type QrFault, type QrField } from './emv-qr.ts'

/** ISO 4217 numeric codes of the currencies that these schemes use. */
const numericCurrency: Readonly<Record<string, string>> = lookup({ idr: '360', thb: '764', sgd: '702', brl: '986' })
const alphabeticCurrency = Object.fromEntries(Object.entries(numericCurrency).map(([code, number]) => [number, code]))

/** Field 54 holds major units with at most the currency's decimals; QRIS writes whole rupiah without them. */
const amountField = (amount: string | null): QrField[] => (amount === null ? [] : [['54', amount]])
const pointOf = (amount: string | null): QrField => ['01', amount === null ? '11' : '12']
const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('').trim() || 'NA'

export type Merchant = {
  readonly name: string
  readonly city: string
  readonly postal_code: string | null
  /** ISO 18245 category: 5812 is a restaurant. */
  readonly category: string
}

/** QRIS, Indonesia (ASPI): 26 the acquirer's account with the merchant PAN, 51 the national merchant id (NMID). */
export function qris(facts: {
  merchant: Merchant
  acquirer: string
  merchantPan: string
  merchantId: string
  nmid: string
  /** UMI, UKE, UME, UBE or URE. */
  size: string
  /** Whole rupiah; null makes a static code. */
  amount: string | null
  reference: string
  terminal: string
}): string {
  const { merchant } = facts
  return buildQr([
    ['00', '01'],
    pointOf(facts.amount),
    [
      '26',
      buildFields([
        ['00', facts.acquirer],
        ['01', facts.merchantPan],
        ['02', facts.merchantId],
        ['03', facts.size],
      ]),
    ],
    [
      '51',
      buildFields([
        ['00', 'ID.CO.QRIS.WWW'],
        ['02', facts.nmid],
        ['03', facts.size],
      ]),
    ],
    ['52', merchant.category],
    ['53', '360'],
    ...amountField(facts.amount),
    ['58', 'ID'],
    ['59', cut(merchant.name, 25)],
    ['60', cut(merchant.city, 15)],
    ...(merchant.postal_code === null ? [] : ([['61', merchant.postal_code]] as QrField[])),
    [
      '62',
      buildFields([
        ['05', facts.reference],
        ['07', facts.terminal],
      ]),
    ],
  ])
}

/** PromptPay, Thailand: field 29; a mobile number is written 0066…, a national or tax id and an e-wallet as they are. */
export function promptpay(target: string, amount: string | null, reference: string | null = null): string {
  const digits = target.replace(/\D/g, '')
  const [tag, value] =
    digits.length >= 15
      ? ['03', digits]
      : digits.length >= 13
        ? ['02', digits]
        : ['01', `00${digits.replace(/^0/, '66')}`.padStart(13, '0')]
  return buildQr([
    ['00', '01'],
    pointOf(amount),
    [
      '29',
      buildFields([
        ['00', 'A000000677010111'],
        [tag ?? '01', value ?? ''],
      ]),
    ],
    ['58', 'TH'],
    ['53', '764'],
    ...amountField(amount),
    ...(reference === null ? [] : ([['62', buildFields([['05', reference]])]] as QrField[])),
  ])
}

/** PayNow, Singapore: field 26 with the proxy (2 is a UEN), whether the amount may be changed, and the last day. */
export function paynow(facts: {
  uen: string
  amount: string | null
  /** `20261231`. */
  lastDay: string | null
  merchant: Merchant
  reference: string
}): string {
  return buildQr([
    ['00', '01'],
    pointOf(facts.amount),
    [
      '26',
      buildFields([
        ['00', 'SG.PAYNOW'],
        ['01', '2'],
        ['02', facts.uen],
        ['03', facts.amount === null ? '1' : '0'],
        ...(facts.lastDay === null ? [] : ([['04', facts.lastDay]] as QrField[])),
      ]),
    ],
    ['52', '0000'],
    ['53', '702'],
    ...amountField(facts.amount),
    ['58', 'SG'],
    ['59', cut(facts.merchant.name, 25)],
    ['60', 'Singapore'],
    ['62', buildFields([['01', facts.reference]])],
  ])
}

/** Pix, Brazil (BR Code): dynamic codes carry a URL without its scheme in 26-25, static ones the key in 26-01. */
export function pix(facts: {
  target: { readonly url: string } | { readonly key: string }
  amount: string | null
  merchant: Merchant
  /** Up to 25 letters and digits; dynamic codes carry `***`. */
  reference: string | null
}): string {
  const target: QrField = 'url' in facts.target ? ['25', facts.target.url] : ['01', facts.target.key]
  return buildQr([
    ['00', '01'],
    ...('url' in facts.target ? ([['01', '12']] as QrField[]) : []),
    ['26', buildFields([['00', 'br.gov.bcb.pix'], target])],
    ['52', '0000'],
    ['53', '986'],
    ...amountField(facts.amount),
    ['58', 'BR'],
    ['59', cut(facts.merchant.name, 25)],
    ['60', cut(facts.merchant.city, 15)],
    ['62', buildFields([['05', facts.reference ?? '***']])],
  ])
}

/** What a payer's app reads in a code. */
export type ReadCode = {
  readonly scheme: 'qris' | 'promptpay' | 'paynow' | 'pix' | 'other'
  /** Static codes are paid again and again; the payer enters the amount where there is none. */
  readonly dynamic: boolean
  readonly currency: string | null
  /** Major units as the code has them, or null. */
  readonly amount: string | null
  readonly name: string | null
  readonly city: string | null
}

const schemeOf = (fields: readonly QrField[]): ReadCode['scheme'] => {
  const guids = fields
    .filter(([tag]) => Number(tag) >= 26 && Number(tag) <= 51)
    .map(([, value]) => parseFields(value))
    .map((inner) => (isQrFault(inner) ? null : fieldOf(inner, '00')))
  if (guids.includes('ID.CO.QRIS.WWW')) return 'qris'
  if (guids.includes('SG.PAYNOW')) return 'paynow'
  // The manual writes it in small letters, banks print it in both (Manual do BR Code, 1.2).
  if (guids.some((guid) => guid?.toLowerCase() === 'br.gov.bcb.pix')) return 'pix'
  return guids.some((guid) => guid?.startsWith('A0000006770101')) ? 'promptpay' : 'other'
}

/** Reads a code as a payer's app does; a code with a wrong CRC or a broken field is refused. */
export function readCode(text: string): ReadCode | QrFault {
  const fields = parseQr(text)
  if (isQrFault(fields)) return fields
  return {
    scheme: schemeOf(fields),
    dynamic: fieldOf(fields, '01') === '12',
    currency: alphabeticCurrency[fieldOf(fields, '53') ?? ''] ?? null,
    amount: fieldOf(fields, '54'),
    name: fieldOf(fields, '59'),
    city: fieldOf(fields, '60'),
  }
}

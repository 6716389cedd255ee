/** The language in which a page speaks: what it says, and how it writes money and dates. */
import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { assert } from '../kernel/assert.ts'
import { currencyOf, usualStepOf } from '../kernel/currency.ts'
import type { Minor } from '../kernel/money.ts'
import type { Millis } from '../kernel/time.ts'
import { en, type Messages } from './messages/en.ts'
import { id } from './messages/id.ts'

/** A language as a page is made with. */
export type Speech = {
  readonly language: string
  readonly text: Messages
  /** 2050 of `eur` → `€20.50`: with the digits that the currency has, never by way of a float. */
  money(amount: Minor, currency: string): string
  /** `3 Dec 2026, 14:30 UTC`: whose clock the payer has is not known. */
  moment(at: Millis): string
  /** An address of ours, as this page links to it: in the language that its own address asked for, if it did. */
  link(url: string): string
  /** `12 seconds`. */
  seconds(count: number): string
}

function speechOf(language: string, text: Messages): Speech {
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  const wait = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' })
  return {
    language,
    text,
    money: (amount, currency) => moneyIn(language, amount, currency),
    moment: (at) => `${date.format(at)} UTC`,
    seconds: (count) => wait.format(count),
    link: (url) => url,
  }
}

/** What is spoken to whoever understands none of the others; pages for developers speak nothing else. */
export const english = speechOf('en', en)
/** Every language of payers' pages; a new one is a line here. */
const speeches: ReadonlyMap<string, Speech> = new Map([
  ['en', english],
  ['id', speechOf('id', id)],
])
export const languages: readonly string[] = [...speeches.keys()]

/**
 * The speech for a request: what its address asks for (`?locale=id`, also `id-ID`), else what its browser prefers, else English. A
 * language that no page speaks counts as if nothing were said.
 */
export function speechFor({ headers }: Pick<FastifyRequest, 'headers'>, locale: string): Speech {
  const asked = speeches.get(locale.toLowerCase().split(/[-_]/, 1)[0] ?? '')
  if (asked !== undefined) return { ...asked, link: (url) => withLocale(url, asked.language) }
  const preferred = new Negotiator({ headers: { 'accept-language': headers['accept-language'] } })
  return speeches.get(preferred.language(languages) ?? '') ?? english
}

const withLocale = (url: string, locale: string): string => `${url}${url.includes('?') ? '&' : '?'}locale=${locale}`

const isNumeral = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text)

/** `Intl` takes a decimal as a text, so that no float comes near an amount. */
function moneyIn(language: string, amount: Minor, code: string): string {
  const currency = currencyOf(code)
  const decimals = currency?.decimals ?? 2
  const digits = Math.abs(amount)
    .toString()
    .padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const fraction = digits.slice(point)
  // Fractions that no coin has (UGX) or no rail carries (IDR) are shown only where there is one.
  const whole = currency !== undefined && usualStepOf(currency) === 10 ** decimals && /^0*$/.test(fraction)
  const shown = whole ? 0 : decimals
  const numeral = `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`
  assert(isNumeral(numeral), 'an amount is written in digits')
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: code.toUpperCase(),
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(numeral)
}

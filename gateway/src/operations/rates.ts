/**
 * Exchange rates: loaded by an operator, used by attempts that pay in another currency. A rate is units of the quote for
 * one of its base; two currencies without a rate of their own meet through one that both have.
 */
import { XMLParser } from 'fast-xml-parser'
import { note } from '../engine/audit-log.ts'
import type { NewestRate } from '../engine/dialect.ts'
import type { Converted } from '../engine/route.ts'
import { currencyOf, usualStepOf } from '../kernel/currency.ts'
import { type Client, inTransaction, type Pool } from '../storage/database.ts'
import { operator } from './accounts.ts'

export type ExchangeRate = {
  readonly base: string
  readonly quote: string
  /** `2026-11-20`. */
  readonly day: string
  /** A decimal text. */
  readonly rate: string
  /** A factor on top of it, the operator's margin; `1` for none. */
  readonly correction: string
}

/**
 * The European Central Bank's daily reference rates (eurofxref-daily.xml): cubes of a day, one for each currency, against
 * the euro. Gives what is wrong with a file that is no such document.
 */
export function parseEcb(xml: string): readonly ExchangeRate[] | { readonly problem: string } {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    removeNSPrefix: true,
  })
  let document: unknown
  try {
    document = parser.parse(xml, true)
  } catch (error) {
    return { problem: `it is no XML: ${error instanceof Error ? error.message : String(error)}` }
  }
  const days = listOf(at(document, 'Envelope', 'Cube', 'Cube'))
  const rates: ExchangeRate[] = []
  for (const day of days) {
    const date = at(day, 'time')
    if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date)) return { problem: 'a cube has no day' }
    for (const one of listOf(at(day, 'Cube'))) {
      const [currency, rate] = [at(one, 'currency'), at(one, 'rate')]
      if (typeof currency !== 'string' || typeof rate !== 'string' || !isRate(rate))
        return { problem: `a cube of ${date} has no currency or no rate` }
      if (currencyOf(currency.toLowerCase()) !== undefined)
        rates.push({ base: 'eur', quote: currency.toLowerCase(), day: date, rate, correction: '1' })
    }
  }
  return rates.length === 0 ? { problem: 'it has no rates: eurofxref-daily.xml was expected' } : rates
}

export const isRate = (text: string): boolean => /^\d{1,12}(\.\d{1,12})?$/.test(text) && Number(text) > 0

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
    value,
  )
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]

/** Rates are of the whole installation: their row in the audit log is of no environment, and read from a shell. */
export const loadRates = (pool: Pool, rates: readonly ExchangeRate[], source: string): Promise<number> =>
  inTransaction(pool, async (client) => {
    const days = [...new Set(rates.map(({ day }) => day))]
    const after = { source, days, count: rates.length, ...(rates.length === 1 ? rates[0] : {}) }
    await note(
      client,
      '',
      'exchange_rates.load',
      { object: 'exchange_rates', id: source, before: null, after },
      operator(),
    )
    return await storeRates(client, rates, source)
  })

async function storeRates(
  client: Pick<Client, 'query'>,
  rates: readonly ExchangeRate[],
  source: string,
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into exchange_rates (base, quote, day, rate, correction, source)
     select b, q, d::date, r::numeric, c::numeric, $6 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as t (b, q, d, r, c)
     on conflict (base, quote, day) do update set rate = excluded.rate, correction = excluded.correction, source = excluded.source`,
    [
      rates.map(({ base }) => base),
      rates.map(({ quote }) => quote),
      rates.map(({ day }) => day),
      rates.map(({ rate }) => rate),
      rates.map(({ correction }) => correction),
      source,
    ],
  )
  return rowCount ?? 0
}

/** As `rateText`, to every other currency at once. */
const ratesText = `
  with newest as (
    select distinct on (base, quote) base, quote, rate, day from exchange_rates order by base, quote, day desc
  ), both_ways as (
    select base as a, quote as b, rate, day, 1 as steps from newest
    union all select quote, base, 1 / rate, day, 1 from newest
  ), found as (
    select b as currency, rate, day, steps from both_ways where a = $1
    union all
    select y.b, x.rate * y.rate, least(x.day, y.day), 2 from both_ways x join both_ways y on y.a = x.b
    where x.a = $1 and x.b <> $1 and y.b <> $1
  )
  select distinct on (currency) currency, trim_scale(round(rate, 10))::text as rate, to_char(day, 'YYYY-MM-DD') as day
  from found order by currency, steps, day desc`

export async function newestRates(pool: Pool, base: string): Promise<readonly NewestRate[]> {
  return (await pool.query<NewestRate>(ratesText, [base])).rows
}

export async function ratedCurrencies(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ currency: string }>(
    'select base as currency from exchange_rates union select quote from exchange_rates order by currency',
  )
  return rows.map(({ currency }) => currency)
}

/** The newest rate between two currencies: direct, turned round, or through a third; ten significant decimals. */
const rateText = `
  with newest as (
    select distinct on (base, quote) base, quote, rate, correction from exchange_rates order by base, quote, day desc
  ), both_ways as (
    select base as a, quote as b, rate, correction, 1 as steps from newest
    union all select quote, base, 1 / rate, correction, 1 from newest
  ), found as (
    select rate, correction, steps from both_ways where a = $1 and b = $2
    union all
    select x.rate * y.rate, greatest(x.correction, y.correction), 2 from both_ways x join both_ways y on y.a = x.b
    where x.a = $1 and y.b = $2 and x.b <> $1 and x.b <> $2
  )
  select trim_scale(round(rate, 10))::text as rate, trim_scale(round(correction, 10))::text as correction from found order by steps limit 1`

export async function convert(pool: Pool, amount: number, from: string, to: string): Promise<Converted | null> {
  const [source, target] = [currencyOf(from), currencyOf(to)]
  const { rows } = await pool.query<{ rate: string; correction: string }>(rateText, [from, to])
  if (rows[0] === undefined || source === undefined || target === undefined) return null
  const { rate, correction } = rows[0]
  const step = usualStepOf(target)
  const shift = target.decimals - source.decimals - Math.log10(step)
  const converted = times(amount, rate, correction, shift) * step
  return { amount: converted, currency: to, exchange_rate: rate, correction_rate: correction }
}

const places = 10
const scaled = (decimal: string): bigint => {
  const [whole = '0', rest = ''] = decimal.split('.')
  return BigInt(whole + rest.padEnd(places, '0').slice(0, places))
}

/** amount × rate × correction × 10^shift, rounded half to even; whole numbers throughout. */
export function times(amount: number, rate: string, correction: string, shift: number): number {
  const product = BigInt(amount) * scaled(rate) * scaled(correction) * 10n ** BigInt(Math.max(0, shift))
  const divisor = 10n ** BigInt(2 * places + Math.max(0, -shift))
  let whole = product / divisor
  const twice = (product % divisor) * 2n
  if (twice > divisor || (twice === divisor && whole % 2n === 1n)) whole += 1n
  return Number(whole)
}

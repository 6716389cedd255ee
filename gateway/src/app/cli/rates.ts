/** `florin rates`: exchange rates, as an operator loads and reads them. */
import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { currencyOf } from '../../kernel/currency.ts'
import { utcDay } from '../../kernel/time.ts'
import { convert, isRate, loadRates, parseEcb } from '../rates.ts'
import { withPool } from './pool.ts'

const decimal = (text: string): string => {
  if (!isRate(text)) throw new InvalidArgumentError('a decimal number such as 655.957')
  return text
}
const currency = (text: string): string => {
  if (currencyOf(text.toLowerCase()) === undefined) throw new InvalidArgumentError('a three-letter ISO 4217 code')
  return text.toLowerCase()
}

export function addRates(program: Command): void {
  const rates = program.command('rates').description('exchange rates')
  rates
    .command('load <file>')
    .description("load the European Central Bank's daily rates (eurofxref-daily.xml)")
    .option('--correction <factor>', 'a factor on top of each rate, your margin', decimal, '1')
    .action((file: string, options: { correction: string }) =>
      withPool(async (pool) => {
        const read = parseEcb(readFileSync(file, 'utf8'))
        if ('problem' in read) {
          console.error(`${file} was not loaded: ${read.problem}`)
          return 1
        }
        const count = await loadRates(
          pool,
          read.map((rate) => ({ ...rate, correction: options.correction })),
          'ecb',
        )
        console.log(`${count} rates of ${read[0]?.day} loaded`)
        return 0
      }),
    )
  rates
    .command('set <base> <quote> <rate>')
    .description('set one rate: units of the quote for one of the base, from today on')
    .option('--correction <factor>', 'a factor on top of it, your margin', decimal, '1')
    .action((base: string, quote: string, rate: string, options: { correction: string }) =>
      withPool(async (pool) => {
        const one = { base: currency(base), quote: currency(quote), rate: decimal(rate), day: utcDay(Date.now()) }
        await loadRates(pool, [{ ...one, correction: options.correction }], 'operator')
        const shown = await convert(pool, 10_000, one.base, one.quote)
        console.log(`set; 100.00 ${one.base.toUpperCase()} are ${shown?.amount} of the smallest unit of ${one.quote}`)
        return 0
      }),
    )
  rates
    .command('list')
    .description('list the newest rates')
    .action(() =>
      withPool(async (pool) => {
        const { rows } = await pool.query<{
          base: string
          quote: string
          day: string
          rate: string
          correction: string
        }>(
          `select distinct on (base, quote) base, quote, day::text, trim_scale(rate)::text as rate, trim_scale(correction)::text as correction
           from exchange_rates order by base, quote, day desc`,
        )
        for (const row of rows)
          console.log(`${row.base} ${row.quote}  ${row.rate.padStart(14)}  × ${row.correction}  ${row.day}`)
        if (rows.length === 0) console.log('no rates; load some with `rates load FILE`')
        return 0
      }),
    )
}

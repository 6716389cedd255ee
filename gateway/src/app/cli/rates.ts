/** `florin rates`: exchange rates, as an operator loads and reads them. */
import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { currencyOf } from '../../kernel/currency.ts'
import { reasonOf } from '../../kernel/reason.ts'
import { utcDay } from '../../kernel/time.ts'
import { convert, isRate, loadRates, parseEcb } from '../../operations/rates.ts'
import { withPool } from './pool.ts'
import { type Shell, WrongInput } from './shell.ts'

const decimal = (text: string): string => {
  if (!isRate(text)) throw new InvalidArgumentError('It must be a decimal number above zero, such as 655.957.')
  return text
}
const currency = (text: string): string => {
  if (currencyOf(text.toLowerCase()) === undefined)
    throw new InvalidArgumentError('It must be a three-letter ISO 4217 code.')
  return text.toLowerCase()
}

/** The rates of a file, or one line that says what is wrong with it. */
function ratesIn(file: string) {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new WrongInput(`${file} cannot be read: ${reasonOf(error)}`)
  }
  const read = parseEcb(text)
  if ('problem' in read) throw new WrongInput(`${file} was not loaded: ${read.problem.replaceAll(/\s+/g, ' ')}`)
  return read
}

export function addRates(program: Command, { does }: Shell): void {
  const rates = program.command('rates').description('exchange rates')
  rates
    .command('load <file>')
    .description("load the European Central Bank's daily rates (eurofxref-daily.xml)")
    .option('--correction <factor>', 'a factor on top of each rate, your margin', decimal, '1')
    .action(
      does(({ terminal }, file: string, { correction }: { correction: string }) =>
        withPool(terminal, async ({ pool }) => {
          const read = ratesIn(file).map((rate) => ({ ...rate, correction }))
          const count = await loadRates(pool, read, 'ecb')
          return { lines: [`${count} rates of ${read[0]?.day} loaded`], json: { loaded: count, day: read[0]?.day } }
        }),
      ),
    )
  rates
    .command('set')
    .description('set one rate: units of the quote for one of the base, from today on')
    .argument('<base>', 'a currency', currency)
    .argument('<quote>', 'another', currency)
    .argument('<rate>', 'such as 655.957', decimal)
    .option('--correction <factor>', 'a factor on top of it, your margin', decimal, '1')
    .action(
      does(({ terminal }, base: string, quote: string, rate: string, { correction }: { correction: string }) =>
        withPool(terminal, async ({ pool }) => {
          if (base === quote) throw new WrongInput(`a rate is between two currencies; ${base} is one`)
          const one = { base, quote, rate, correction, day: utcDay(Date.now()) }
          await loadRates(pool, [one], 'operator')
          const { amount = null } =
            (await convert(pool, 100 * 10 ** (currencyOf(base)?.decimals ?? 0), base, quote)) ?? {}
          return {
            lines: [`set; 100 ${base.toUpperCase()} are ${amount} of the smallest unit of ${quote}`],
            json: one,
          }
        }),
      ),
    )
  rates
    .command('list')
    .description('list the newest rates')
    .action(
      does(({ terminal }) =>
        withPool(terminal, async ({ pool }) => {
          const { rows } = await pool.query<Record<'base' | 'quote' | 'day' | 'rate' | 'correction', string>>(
            `select distinct on (base, quote) base, quote, day::text, trim_scale(rate)::text as rate, trim_scale(correction)::text as correction
             from exchange_rates order by base, quote, day desc`,
          )
          return {
            lines:
              rows.length === 0
                ? ['no rates; load some with `rates load FILE`']
                : rows.map(
                    (row) => `${row.base} ${row.quote}  ${row.rate.padStart(14)}  × ${row.correction}  ${row.day}`,
                  ),
            json: rows,
          }
        }),
      ),
    )
}

/**
 * Saved methods out of a file. A method keeps its id, so a file that was read in part is read again from its beginning: what is
 * there already is said to be so. Each line has its result; one that is wrong stops no other.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { MethodCatalogue } from '../../contracts/method.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { CommandRunner } from '../../engine/engine.ts'
import { luhnValid, misplacedCardNumber } from '../../kernel/card-number.ts'
import { base62 } from '../../kernel/id.ts'
import { lengthFits } from '../../methods/card/bin.ts'
import { createPaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { paymentMethodsTable } from '../../resources/customers/payment-method/table.ts'
import type { Pool } from '../../storage/database.ts'
import { readRow } from '../../storage/statements.ts'
import type { Vault } from '../../vault/vault.ts'
import { cardFactsOf } from '../instruments/cards.ts'
import type { Attach } from './attach.ts'
import type { RowResult } from './export.ts'
import {
  type FileRow,
  formatVersion,
  isEnd,
  isHeader,
  isRow,
  openRow,
  type PublicKey,
  parsedLine,
  type SavedMethod,
  TransferError,
} from './transfer-file.ts'

export type ImportOptions = {
  readonly pool: Pool
  readonly vault: Vault
  readonly runner: CommandRunner
  readonly methods: MethodCatalogue
  readonly environment: EnvironmentSettings
  readonly from: string
  readonly own: PublicKey
  /** Gives a method to the customer that its line names; why not, where that cannot be. */
  readonly attach: Attach
  /** Told once it is known that the file is one for this key. */
  readonly begin: () => Promise<void>
  readonly report: (result: RowResult) => void
}

export type Imported = {
  readonly imported: number
  readonly already: number
  readonly failed: number
  /** The file ends where it said that it would. */
  readonly whole: boolean
}

export async function importMethods(options: ImportOptions): Promise<Imported> {
  const counts = { imported: 0, already_there: 0, failed: 0, exported: 0 }
  let file: string | null = null
  let [rows, whole] = [0, false]
  for await (const line of createInterface({
    input: createReadStream(options.from),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const value = parsedLine(line)
    if (file === null) {
      if (!isHeader(value)) throw new TransferError(`${options.from} is no file of saved methods; nothing was imported`)
      if (value.version !== formatVersion)
        throw new TransferError(
          `${options.from} has version ${value.version} of the format; this reads ${formatVersion}`,
        )
      if (value.recipient !== options.own.thumbprint)
        throw new TransferError(`${options.from} is for another key (${value.recipient}); nothing was imported`)
      await options.begin()
      file = value.file
      continue
    }
    if (isEnd(value)) {
      whole = value.rows === rows
      break
    }
    rows++
    const result = isRow(value)
      ? await importRow(options, file, value)
      : { row: rows, id: '', result: 'failed' as const, note: 'the line cannot be read' }
    counts[result.result]++
    options.report(result)
  }
  if (file === null) throw new TransferError(`${options.from} is empty`)
  return { imported: counts.imported, already: counts.already_there, failed: counts.failed, whole }
}

async function importRow(options: ImportOptions, file: string, line: FileRow): Promise<RowResult> {
  const { row } = line
  try {
    const method = await openRow(options.own, file, line)
    const id = idOf(method, file, row)
    const { result, note } = await importMethod(options, id, method)
    return { row, id, result, note }
  } catch (error) {
    if (!(error instanceof TransferError)) throw error
    return { row, id: line.id, result: 'failed', note: error.message }
  }
}

/** Its own id; where it has none of ours, one that the same line always gets. */
function idOf({ id }: SavedMethod, file: string, row: number): string {
  if (id !== null && /^pm_[0-9A-Za-z]{10,60}$/.test(id)) return id
  const hash = createHash('sha256').update(`${file}/${row}`).digest()
  return `pm_${[0, 6, 12].map((at) => base62(hash.readUIntBE(at, 6), 8)).join('')}`
}

async function importMethod(
  options: ImportOptions,
  id: string,
  method: SavedMethod,
): Promise<Pick<RowResult, 'result' | 'note'>> {
  const { pool, vault, environment } = options
  const env = environment.id
  const misplaced = misplacedCardNumber({ billing_details: method.billing_details, metadata: method.metadata })
  if (misplaced !== null) throw new TransferError(`its ${misplaced} holds a card number`)
  const secret = secretOf(method, options.methods)
  const { record, fingerprint } = await vault.store({
    env,
    id,
    plain: Buffer.from(secret),
    mark: { account: environment.account, prefix: method.card === null ? `${method.type}/` : '' },
  })
  const there = await readRow(pool, paymentMethodsTable, env, id)
  if (there !== null) {
    if ((there.card?.fingerprint ?? there.details?.fingerprint) !== fingerprint)
      throw new TransferError('another payment method has its id')
    // An earlier run may have ended before this.
    return { result: 'already_there', note: there.customer === null ? await attached(options, id, method) : '' }
  }
  const { card, billing_details, metadata, allow_redisplay } = method
  const { refusal } = await options.runner.runDue(
    createPaymentMethod,
    {
      method: {
        id,
        card: card === null ? null : cardFactsOf(secret, card, fingerprint, null, environment.livemode),
        ...(method.method === null
          ? {}
          : { method: { type: method.type, details: { ...method.method.details, fingerprint, sealed: true } } }),
        seal: record,
        billing_details: billing_details as never,
        metadata,
        allow_redisplay,
      },
    } as never,
    environment,
  )
  if (refusal !== null) throw new TransferError(refusal.message)
  return { result: 'imported', note: await attached(options, id, method) }
}

/** What is to be said of the customer; nothing where there is none, or the method is its own now. */
async function attached(
  { attach, environment }: ImportOptions,
  id: string,
  { customer, stored_credential: said }: SavedMethod,
): Promise<string> {
  const credential = said == null ? null : { ...said, stored: said.stored * 1000 }
  const why = customer === null ? null : await attach(environment, id, customer, credential)
  return why === null ? '' : `not given to ${customer}: ${why}`
}

/** The number that goes into the vault. An expired card is taken: its issuer may still know it. */
function secretOf({ type, card, method }: SavedMethod, methods: MethodCatalogue): string {
  if (card !== null) {
    const { number, exp_month, exp_year } = card
    if (type !== 'card' || !/^\d{12,19}$/.test(number) || !luhnValid(number) || !lengthFits(number))
      throw new TransferError('its card number is none')
    if (exp_month < 1 || exp_month > 12 || exp_year < 2000 || exp_year > 2100)
      throw new TransferError('its expiry is none')
    return number
  }
  if (method === null) throw new TransferError('it is neither a card nor another method')
  if (type === 'card' || methods.of(type) === null) throw new TransferError(`the method ${type} is not offered here`)
  if (method.secret === '') throw new TransferError('it has no account')
  return method.secret
}

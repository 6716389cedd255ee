/** Saved methods into a file, one line after the other; a file that was begun is gone on with. */
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { paymentMethodsTable } from '../../resources/customers/payment-method/table.ts'
import type { Pool } from '../../storage/database.ts'
import type { LocalVault } from '../../vault/local.ts'
import { UnsealError } from '../../vault/seal.ts'
import {
  type FileHeader,
  type FileRow,
  format,
  formatVersion,
  isEnd,
  isHeader,
  isRow,
  type PublicKey,
  parsedLine,
  type SavedMethod,
  sealRow,
  TransferError,
} from './transfer-file.ts'

/** What became of a row: for the report. */
export type RowResult = {
  readonly row: number
  readonly id: string
  readonly result: 'exported' | 'imported' | 'already_there' | 'failed'
  /** Why it failed, or what was not taken over. */
  readonly note: string
}

export type ExportOptions = {
  readonly pool: Pool
  readonly vault: LocalVault
  readonly env: string
  readonly out: string
  readonly to: PublicKey
  /** Only those that belong to a customer. */
  readonly saved: boolean
  readonly newFile: () => { readonly file: string; readonly created: string }
  /** Told once it is known that it can begin. */
  readonly begin: () => Promise<void>
  readonly report: (result: RowResult) => void
}

const pageMax = 100

export async function exportMethods(options: ExportOptions): Promise<{ exported: number; failed: number }> {
  const { pool, vault, env, out, to } = options
  const begun = existsSync(out) ? resumed(out, to, env) : await started(options)
  if (begun.ended) throw new TransferError(`${out} is whole already; name another file`)
  await options.begin()
  const { header } = begun
  let { row, after } = begun
  let [exported, failed] = [row, 0]
  for (;;) {
    const { rows } = await pool.query<{ env: string; id: string; doc: string }>(
      `select m.env, m.id, m.doc from payment_methods m join vault_records v on v.env = m.env and v.id = m.id
       where m.env = $1 and m.id > $2 and m.id <= $3 and (not $4 or m.customer is not null) order by m.id limit ${pageMax}`,
      [env, after, header.up_to, options.saved],
    )
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.id
    for (const record of rows) {
      const method = paymentMethodsTable.read(record)
      try {
        const bytes = await vault.open({ env, id: method.id, call: header.file, reason: 'export' })
        const jwe = await sealRow(to, header.file, row + 1, savedOf(method, bytes.toString()))
        bytes.fill(0)
        row++
        appendLine(out, { row, id: method.id, jwe } satisfies FileRow)
        options.report({ row, id: method.id, result: 'exported', note: '' })
        exported++
      } catch (error) {
        if (!(error instanceof UnsealError)) throw error
        options.report({ row: 0, id: method.id, result: 'failed', note: error.message })
        failed++
      }
    }
  }
  appendLine(out, { end: true, rows: row })
  return { exported, failed }
}

const appendLine = (file: string, line: object): void =>
  appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true })

type Begun = { header: FileHeader; row: number; after: string; ended: boolean }

async function started({ pool, env, out, to, newFile }: ExportOptions): Promise<Begun> {
  const { rows } = await pool.query<{ last: string | null }>(
    'select max(id) as last from payment_methods where env = $1',
    [env],
  )
  const header: FileHeader = {
    format,
    version: formatVersion,
    ...newFile(),
    recipient: to.thumbprint,
    source: env,
    up_to: rows[0]?.last ?? '',
  }
  appendLine(out, header)
  return { header, row: 0, after: '', ended: false }
}

/** Where a file stopped. A last line that was not written whole is cut off. */
function resumed(out: string, to: PublicKey, env: string): Begun {
  const content = readFileSync(out, 'utf8')
  const whole = content.slice(0, content.lastIndexOf('\n') + 1)
  if (whole.length < content.length) truncateSync(out, Buffer.byteLength(whole))
  const lines = whole.split('\n').slice(0, -1)
  const parsed = lines.map(parsedLine)
  const header = parsed[0]
  if (!isHeader(header)) throw new TransferError(`${out} is another file; nothing was written`)
  if (header.recipient !== to.thumbprint || header.source !== env)
    throw new TransferError(`${out} was begun for another key or another environment; nothing was written`)
  const last = parsed.findLast(isRow)
  return { header, row: last?.row ?? 0, after: last?.id ?? '', ended: parsed.some(isEnd) }
}

function savedOf(method: PaymentMethod, secret: string): SavedMethod {
  const { id, customer, created, type, card, details, metadata, allow_redisplay, billing_details, credential } = method
  const { fingerprint: _, sealed: __, ...shown } = details ?? {}
  return {
    id,
    customer,
    created: Math.floor(created / 1000),
    type,
    card: card === null ? null : { number: secret, exp_month: card.exp_month, exp_year: card.exp_year },
    method: card === null ? { details: shown, secret } : null,
    stored_credential:
      credential === null
        ? null
        : {
            network_transaction_id: credential.network_transaction_id,
            usage: credential.usage,
            stored: Math.floor(credential.stored / 1000),
          },
    billing_details: { ...billing_details, address: { ...billing_details.address } },
    metadata: { ...metadata },
    allow_redisplay,
  }
}

/** Payment methods at the door and at the call: what a request says of them is checked and sealed, and opened for a connector. */
import { randomBytes } from 'node:crypto'
import type { CardInput, InstrumentInput } from '../contracts/connector.ts'
import type { MethodCatalogue } from '../contracts/method.ts'
import type { Living } from '../engine/aggregate.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { Opened } from '../engine/effects.ts'
import type { Engine } from '../engine/route.ts'
import { assert } from '../kernel/assert.ts'
import type { NewId } from '../kernel/id.ts'
import { isRefusal } from '../kernel/refusal.ts'
import type { Secret } from '../kernel/secret.ts'
import type { CardFacts, PaymentMethod } from '../resources/payment-method/index.ts'
import { paymentMethodsTable } from '../resources/payment-method/table.ts'
import type { Pool } from '../storage/database.ts'
import { readRow } from '../storage/statements.ts'
import { keyedHashes } from '../vault/fingerprint.ts'
import { type KeyRing, seal } from '../vault/seal.ts'
import type { Cards } from './cards.ts'
import { openSealed } from './sealed.ts'

export type Instruments = Pick<Engine, 'acceptMethod'> & {
  open(environment: EnvironmentSettings, paymentMethod: string, row: Living | null): Opened | Promise<Opened>
}

export function createInstruments(options: {
  ring: KeyRing
  newId: NewId
  pool: Pool
  methods: MethodCatalogue
  cardOf: Cards['cardOf']
}): Instruments {
  const { ring, newId, pool, methods } = options
  const hashes = keyedHashes(ring)

  const methodOf = async (env: string, id: string): Promise<PaymentMethod> => {
    const row = await readRow(pool, paymentMethodsTable, env, id)
    assert(row !== null, `payment method ${id} exists`)
    return row
  }
  const instrumentOf = (row: PaymentMethod, secret: Secret<string> | null): InstrumentInput => {
    const method = methods.of(row.type)
    return {
      type: row.type,
      details: row.details ?? {},
      secret,
      payer: row.billing_details,
      next_action: method?.next_action ?? 'redirect',
      settles_late: method?.settles_late ?? false,
    }
  }

  const ofCard = (
    environment: EnvironmentSettings,
    row: PaymentMethod & { readonly card: CardFacts },
  ): Opened | Promise<Opened> => {
    const card = options.cardOf(environment, row)
    const opened = (input: CardInput): Opened => ({ card: input, instrument: null })
    return card instanceof Promise ? card.then(opened) : opened(card)
  }
  const ofOther = async (environment: EnvironmentSettings, row: PaymentMethod): Promise<Opened> => ({
    card: null,
    instrument: instrumentOf(
      row,
      row.details?.sealed === true ? await openSealed(pool, ring, environment.id, row.id) : null,
    ),
  })
  const ofRow = (environment: EnvironmentSettings, row: PaymentMethod): Opened | Promise<Opened> =>
    row.card === null ? ofOther(environment, row) : ofCard(environment, { ...row, card: row.card })

  return {
    acceptMethod: (type, input, { environment }) => {
      const accepted = methods.of(type)?.accept(input)
      assert(accepted !== undefined, 'the schema lets only known methods through')
      if (isRefusal(accepted)) return accepted
      const id = newId('pm')
      const { details, secret } = accepted
      if (secret === null) return { id, method: { type, details }, seal: null }
      const fingerprint = hashes.fingerprint(environment.account, `${type}/${secret}`)
      return {
        id,
        method: { type, details: { ...details, fingerprint, sealed: true } },
        seal: { id, ...seal(ring, { env: environment.id, id }, secret, randomBytes(12)) },
      }
    },
    // The engine hands back the row of the payment method where the command itself had it.
    open: (environment, id, living) =>
      living === null
        ? methodOf(environment.id, id).then((row) => ofRow(environment, row))
        : ofRow(environment, living as PaymentMethod),
  }
}

/** Payment methods other than cards: details are checked and sealed as they come in, and opened for a connector's call. */
import type { InstrumentInput } from '../../contracts/connector.ts'
import type { MethodCatalogue } from '../../contracts/method.ts'
import type { AggregateRow } from '../../engine/aggregate.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { RevealedMethod } from '../../engine/effects.ts'
import type { Engine } from '../../engine/route.ts'
import { assert } from '../../kernel/assert.ts'
import type { NewId } from '../../kernel/id.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { Call, CallSecret } from '../../kernel/secret.ts'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { paymentMethodsTable } from '../../resources/customers/payment-method/table.ts'
import type { Pool } from '../../storage/database.ts'
import { readRow } from '../../storage/statements.ts'
import { answering } from '../../vault/answering.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Cards } from './cards.ts'

export type InstrumentStore = Pick<Engine, 'acceptMethod'> & {
  open(
    call: Call,
    environment: EnvironmentSettings,
    paymentMethod: string,
    row: AggregateRow | null,
  ): Promise<RevealedMethod>
}

export function createInstrumentStore(options: {
  vault: Vault
  newId: NewId
  pool: Pool
  methods: MethodCatalogue
  cardOf: Cards['cardOf']
  /** Refuses where an environment has no processor to bring anything to. */
  unserved: (environment: EnvironmentSettings) => Refusal | null
}): InstrumentStore {
  const { vault, newId, pool, methods } = options

  const methodOf = async (env: string, id: string): Promise<PaymentMethod> => {
    const row = await readRow(pool, paymentMethodsTable, env, id)
    assert(row !== null, `payment method ${id} exists`)
    return row
  }
  const instrumentOf = (row: PaymentMethod, secret: CallSecret | null): InstrumentInput => {
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

  const ofRow = async (call: Call, environment: EnvironmentSettings, row: PaymentMethod): Promise<RevealedMethod> => {
    if (row.card !== null)
      return { card: await options.cardOf(call, environment, { ...row, card: row.card }), instrument: null }
    const secret = row.details?.sealed === true ? await vault.reveal(call, environment.id, row.id) : null
    return { card: null, instrument: instrumentOf(row, secret) }
  }

  return {
    acceptMethod: async (type, input, { environment }) => {
      const unserved = options.unserved(environment)
      if (unserved !== null) return unserved
      const accepted = methods.of(type)?.accept(input)
      assert(accepted !== undefined, 'the schema lets only known methods through')
      if (isRefusal(accepted)) return accepted
      const id = newId('pm')
      const { details, secret } = accepted
      if (secret === null) return { id, method: { type, details }, seal: null }
      const stored = await answering(
        vault.store({
          env: environment.id,
          id,
          plain: Buffer.from(secret),
          mark: { account: environment.account, prefix: `${type}/` },
        }),
      )
      if (isRefusal(stored)) return stored
      const { fingerprint, record } = stored
      return { id, method: { type, details: { ...details, fingerprint, sealed: true } }, seal: record }
    },
    // The engine hands back the row of the payment method where the command itself had it.
    open: async (call, environment, id, living) =>
      await ofRow(call, environment, living === null ? await methodOf(environment.id, id) : (living as PaymentMethod)),
  }
}

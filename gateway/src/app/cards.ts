/** Card data at the door: checked, fingerprinted, sealed; and opened again for the length of a call. */
import { randomBytes } from 'node:crypto'
import type { CardInput } from '../contracts/connector.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { CardData, Engine, Tokenised, TokenisedFacts } from '../engine/route.ts'
import { assert } from '../kernel/assert.ts'
import type { NewId } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import { binFacts } from '../methods/card/bin.ts'
import { checkedCard, refuseCvc } from '../methods/card/check.ts'
import { testExpiry, testNumber } from '../methods/card/test-names.ts'
import type { CardFacts, PaymentMethod } from '../resources/payment-method/index.ts'
import type { Pool } from '../storage/database.ts'
import { CvcStore } from '../vault/cvc-store.ts'
import { keyedHashes } from '../vault/fingerprint.ts'
import { type KeyRing, seal } from '../vault/seal.ts'
import { openSealed } from './sealed.ts'

export type Cards = Pick<Engine, 'recollectCvc' | 'testCard' | 'tokenise'> & {
  cardOf(environment: EnvironmentSettings, row: CardMethod): CardInput | Promise<CardInput>
  forgetCvc(paymentMethod: string): void
  hashSecret(value: string): string
}

type CardMethod = PaymentMethod & { readonly card: CardFacts }

const displayBrand: Readonly<Record<string, string>> = {
  amex: 'american_express',
  diners: 'diners_club',
  unionpay: 'union_pay',
}

export function createCards(options: {
  ring: KeyRing
  newId: NewId
  pool: Pool
  nowIn: (environment: EnvironmentSettings) => number
}): Cards {
  const { ring, newId, pool } = options
  const hashes = keyedHashes(ring)
  const codes = new CvcStore()

  const factsOf = (
    account: string,
    number: string,
    card: Pick<CardData, 'exp_month' | 'exp_year'>,
    test_name: string | null,
  ): TokenisedFacts => {
    const { brand, funding, country } = binFacts(number)
    return {
      brand,
      display_brand: displayBrand[brand] ?? brand,
      funding,
      country,
      last4: number.slice(-4),
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: hashes.fingerprint(account, number),
      networks: [brand],
      test_name,
    }
  }
  // A fingerprint is a keyed hash of a fixed number here, so each is computed once.
  const testFacts = new Map<string, TokenisedFacts>()

  const inputOf = (row: CardMethod, number: Secret<string>): CardInput => ({
    number,
    cvc:
      codes.of(row.id) ?? (row.card.test_name === null ? null : new Secret(row.card.brand === 'amex' ? '1234' : '123')),
    exp_month: row.card.exp_month,
    exp_year: row.card.exp_year,
    brand: row.card.brand,
    address_line1: row.billing_details.address.line1,
    address_postal_code: row.billing_details.address.postal_code,
  })

  const fromVault = async ({ id: env }: EnvironmentSettings, row: CardMethod): Promise<CardInput> => {
    const { id } = row
    const number = await openSealed(pool, ring, env, id)
    assert(number !== null, `the vault has a record of ${id}`)
    return inputOf(row, number)
  }

  return {
    tokenise: (card, { environment }) => {
      const checked = checkedCard(card, options.nowIn(environment))
      if ('refused' in checked) return checked
      const id = newId('pm')
      if (checked.cvc !== null) codes.keep(id, checked.cvc, options.nowIn(environment))
      const sealed = seal(ring, { env: environment.id, id }, checked.number, randomBytes(12))
      return { id, card: factsOf(environment.account, checked.number, checked, null), seal: { id, ...sealed } }
    },
    testCard: (name, { environment }): Tokenised | null => {
      const number = environment.livemode ? null : testNumber(name)
      if (number === null) return null
      const key = `${environment.account}/${name}`
      let card = testFacts.get(key)
      if (card === undefined) {
        card = factsOf(environment.account, number, testExpiry, name)
        testFacts.set(key, card)
      }
      return { id: newId('pm'), card, seal: null }
    },
    cardOf: (environment, row) => {
      const number = row.card.test_name === null ? null : testNumber(row.card.test_name)
      return number === null ? fromVault(environment, row) : inputOf(row, new Secret(number))
    },
    recollectCvc: (id, cvc, { environment }) => {
      const refusal = refuseCvc(cvc, 'payment_method_options[card][cvc]')
      if (refusal === null) codes.keep(id, cvc, options.nowIn(environment))
      return refusal
    },
    forgetCvc: (id) => codes.forget(id),
    hashSecret: hashes.secret,
  }
}

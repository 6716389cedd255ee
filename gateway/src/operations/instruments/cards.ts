/** Card data: checked, fingerprinted and sealed as it comes in, and opened again for the length of a call. */
import { testCards } from '../../connectors/simulator/index.ts'
import type { CardInput } from '../../contracts/connector.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import { notConnected } from '../../engine/processors.ts'
import type { CardData, Engine, Tokenised, TokenisedFacts } from '../../engine/route.ts'
import type { NewId } from '../../kernel/id.ts'
import { lookup } from '../../kernel/lookup.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { Call, CallSecret } from '../../kernel/secret.ts'
import { binFacts } from '../../methods/card/bin.ts'
import { checkedCard, refuseCvc } from '../../methods/card/check.ts'
import { testExpiry, testNumber } from '../../methods/card/test-names.ts'
import { isPublishedTestNumber, refuseTestNumber } from '../../methods/card/test-numbers.ts'
import type { CardFacts, PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { answering } from '../../vault/answering.ts'
import { CvcStore } from '../../vault/cvc-store.ts'
import type { Vault } from '../../vault/vault.ts'

export type Cards = Pick<Engine, 'keepCvc' | 'testCard' | 'tokenise'> & {
  /** The card for one call; its secrets are that call's. */
  cardOf(call: Call, environment: EnvironmentSettings, row: CardMethod): Promise<CardInput>
  forgetCvc(paymentMethod: string): void
}

type CardMethod = PaymentMethod & { readonly card: CardFacts }

const displayBrand: Readonly<Record<string, string>> = lookup({
  amex: 'american_express',
  diners: 'diners_club',
  unionpay: 'union_pay',
})

export const cardFactsOf = (
  number: string,
  card: Pick<CardData, 'exp_month' | 'exp_year'>,
  fingerprint: string,
  test_name: string | null,
  livemode: boolean,
): TokenisedFacts => {
  const { brand, funding, country, networks } = binFacts(number, livemode)
  return {
    brand,
    display_brand: displayBrand[brand] ?? brand,
    funding,
    country,
    last4: number.slice(-4),
    // As much as PCI DSS lets be shown beside the last four.
    first_digits: number.slice(0, number.length < 16 ? 6 : 8),
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint,
    networks,
    test_name,
  }
}

/** Published anywhere, or an effect of our simulator's. */
const isTestNumber = (number: string): boolean => isPublishedTestNumber(number) || Object.hasOwn(testCards, number)

export function createCards(options: {
  vault: Vault
  newId: NewId
  nowIn: (environment: EnvironmentSettings) => number
  /** Refuses where an environment has no processor to bring anything to. */
  unserved: (environment: EnvironmentSettings) => Refusal | null
}): Cards {
  const { vault, newId } = options
  const codes = new CvcStore()
  // A fingerprint is a keyed hash of a fixed number here, so each is computed once.
  const testFacts = new Map<string, TokenisedFacts>()

  const testFactsOf = async (account: string, name: string, number: string): Promise<TokenisedFacts | Refusal> => {
    const key = `${account}/${name}`
    const known = testFacts.get(key)
    if (known !== undefined) return known
    const fingerprint = await answering(vault.fingerprint(account, number))
    if (isRefusal(fingerprint)) return fingerprint
    const facts = cardFactsOf(number, testExpiry, fingerprint, name, false)
    testFacts.set(key, facts)
    return facts
  }

  const cvcOf = (call: Call, { id, card }: CardMethod): CallSecret | null =>
    codes.reveal(call, id) ??
    (card.test_name === null ? null : call.hold(Buffer.from(card.brand === 'amex' ? '1234' : '123')))

  return {
    tokenise: async (card, { environment }) => {
      const checked = checkedCard(card, options.nowIn(environment))
      if ('refused' in checked) return checked
      const unserved = options.unserved(environment)
      if (environment.livemode && isTestNumber(checked.number))
        return refuseTestNumber({ besides: unserved === null ? null : notConnected(environment.id) })
      if (unserved !== null) return unserved
      const id = newId('pm')
      const stored = await answering(
        vault.store({
          env: environment.id,
          id,
          plain: Buffer.from(checked.number),
          mark: { account: environment.account, prefix: '' },
        }),
      )
      if (isRefusal(stored)) return stored
      if (checked.cvc !== null) codes.keep(id, checked.cvc, options.nowIn(environment))
      return {
        id,
        card: cardFactsOf(checked.number, checked, stored.fingerprint, null, environment.livemode),
        seal: stored.record,
      }
    },
    testCard: async (name, { environment }): Promise<Tokenised | Refusal | null> => {
      const number = environment.livemode ? null : testNumber(name)
      if (number === null) return null
      const card = await testFactsOf(environment.account, name, number)
      return isRefusal(card) ? card : { id: newId('pm'), card, seal: null }
    },
    cardOf: async (call, { id: env }, row) => {
      const test = row.card.test_name === null ? null : testNumber(row.card.test_name)
      return {
        number: test === null ? await vault.reveal(call, env, row.id) : call.hold(Buffer.from(test)),
        cvc: cvcOf(call, row),
        exp_month: row.card.exp_month,
        exp_year: row.card.exp_year,
        brand: row.card.brand,
        ...(row.card.preferred_network === undefined ? {} : { preferred_network: row.card.preferred_network }),
        address_line1: row.billing_details.address.line1,
        address_postal_code: row.billing_details.address.postal_code,
      }
    },
    keepCvc: (id, cvc, { environment }) => {
      const refusal = refuseCvc(cvc, 'payment_method_options[card][cvc]')
      if (refusal === null) codes.keep(id, cvc, options.nowIn(environment))
      return refusal
    },
    forgetCvc: (id) => codes.forget(id),
  }
}

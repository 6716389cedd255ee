/**
 * Bank transfers into a number of the payment's own: the payer sends what is asked, in one part or several, from any bank.
 * The published name is `customer_balance`; the kind of transfer follows the currency, or the request says it.
 */
import { Type } from 'typebox'
import type { Method, MethodFacts, NextAction, ShownAction } from '../../contracts/method.ts'
import { anyAmount, methodsOf, showPlainly } from '../../contracts/method-family.ts'
import { OneOf, Text, Unsettable } from '../../kernel/schema.ts'
import { transferKinds } from '../../schemes/bank-transfer.ts'

const kinds = Object.keys(transferKinds)
const object = <F extends Parameters<typeof Type.Object>[0]>(fields: F) =>
  Type.Object(fields, { additionalProperties: false })

const address = (country: string) => ({
  city: 'Sandbox',
  country,
  line1: '1 Sandbox Square',
  line2: null,
  postal_code: '1000',
  state: null,
})

/** The published address of an account, out of what the processor handed out. */
function addressOf({ number, facts }: Extract<NextAction, { kind: 'instructions' }>): Record<string, unknown> {
  const kind = transferKinds[facts.type ?? '']
  const holder = {
    account_holder_address: address(facts.country ?? ''),
    account_holder_name: facts.account_holder_name ?? '',
  }
  const bank = { bank_address: address(facts.country ?? ''), bank_name: facts.bank_name ?? '' }
  switch (kind?.address) {
    case 'iban': {
      const { bank_address } = bank
      return { ...holder, bank_address, bic: facts.bic ?? '', country: facts.country ?? '', iban: number }
    }
    case 'sort_code':
      return { ...holder, account_number: number, bank_address: bank.bank_address, sort_code: facts.sort_code ?? '' }
    case 'zengin':
      return {
        ...holder,
        account_number: number,
        account_type: 'futsu',
        ...bank,
        bank_code: facts.bank_code ?? null,
        branch_code: facts.branch_code ?? null,
        branch_name: facts.branch_name ?? null,
      }
    case 'spei':
      return { ...holder, ...bank, bank_code: facts.bank_code ?? '', clabe: number }
    default:
      return {
        ...holder,
        account_number: number,
        account_type: 'checking',
        ...bank,
        routing_number: facts.routing_number ?? '',
      }
  }
}

const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> => {
  if (action.kind !== 'instructions') return showPlainly(action, shown, method)
  const type = action.facts.type ?? ''
  const kind = transferKinds[type]
  if (kind === undefined) return showPlainly(action, shown, method)
  return {
    type: 'display_bank_transfer_instructions',
    display_bank_transfer_instructions: {
      amount_remaining: shown.amount_remaining,
      currency: shown.currency,
      financial_addresses: [
        { [kind.address]: addressOf(action), supported_networks: [...kind.networks], type: kind.address },
      ],
      hosted_instructions_url: shown.hosted_url,
      reference: action.facts.reference ?? null,
      type,
    },
  }
}

export const bankTransferMethods: readonly Method[] = methodsOf(
  {
    family: 'bank_transfer',
    next_action: 'instructions',
    show,
    charged: () => ({}),
    // Whoever sends less than all may send the rest.
    accept: () => ({ details: { open_amount: true }, secret: null }),
  },
  [
    {
      code: 'customer_balance',
      label: 'Bank transfer',
      countries: null,
      currencies: anyAmount(...new Set(Object.values(transferKinds).map(({ currency }) => currency))),
      expires_after_ms: null,
      refunds: 'transfer',
      options: {
        bank_transfer: Type.Optional(
          object({
            eu_bank_transfer: Type.Optional(object({ country: OneOf(['BE', 'DE', 'ES', 'FR', 'IE', 'NL'] as const) })),
            requested_address_types: Type.Optional(Type.Array(Text(20), { maxItems: 10 })),
            type: OneOf(kinds),
          }),
        ),
        funding_type: Type.Optional(Unsettable(OneOf(['bank_transfer'] as const))),
      },
    },
  ],
)

/** Debits that the merchant pulls from a bank account: accepted at once, settled or returned days later. */
import { electronicFormatIBAN, extractIBAN, isValidIBAN } from 'ibantools'
import { Type } from 'typebox'
import type { AcceptedMethod, Method, MethodFacts, MethodInput } from '../../contracts/method.ts'
import { anyAmount, methodsOf, refuseMethodData } from '../../contracts/method-family.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { NotYet, OneOf, Text } from '../../kernel/schema.ts'
import { nationalDebits } from './national.ts'
import { referencePrefix, targetDate, usAccountOptions } from './options.ts'

/** IBAN prefixes of the SEPA scheme countries (EPC409-09, of 2025: with Albania, Moldova, Montenegro, North Macedonia, Serbia). */
const sepaCountries =
  'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA'.split(
    ' ',
  )

function acceptIban({ data, param }: MethodInput, method: MethodFacts): AcceptedMethod | Refusal {
  const at = param('sepa_debit', 'iban')
  const text = typeof data.iban === 'string' ? data.iban : null
  if (text === null) return refuseMethodData.detailMissing({ param: at, method: method.label })
  const iban = electronicFormatIBAN(text) ?? ''
  if (!isValidIBAN(iban))
    return refuseMethodData.detailInvalid({ param: at, why: 'it is no IBAN: a wrong country, length or check digit.' })
  const country = iban.slice(0, 2)
  if (!sepaCountries.includes(country))
    return refuseMethodData.countryNotOffered({ param: at, method: method.label, country, allowed: sepaCountries })
  const { bankIdentifier, branchIdentifier } = extractIBAN(iban)
  return {
    details: { bank_code: bankIdentifier ?? null, branch_code: branchIdentifier ?? '', country, last4: iban.slice(-4) },
    secret: iban,
  }
}

/** ABA routing numbers: nine digits, of which the sum weighted 3, 7, 1 divides by ten. */
export const validRouting = (digits: string): boolean =>
  /^\d{9}$/.test(digits) &&
  [...digits].reduce((sum, digit, at) => sum + Number(digit) * ([3, 7, 1][at % 3] ?? 0), 0) % 10 === 0

function acceptUsAccount({ data, param }: MethodInput, method: MethodFacts): AcceptedMethod | Refusal {
  const within = (field: string) => param('us_bank_account', field)
  const { account_number, routing_number, account_holder_type, account_type } = data as Record<
    string,
    string | undefined
  >
  if (routing_number === undefined)
    return refuseMethodData.detailMissing({ param: within('routing_number'), method: method.label })
  if (account_number === undefined)
    return refuseMethodData.detailMissing({ param: within('account_number'), method: method.label })
  if (!validRouting(routing_number))
    return refuseMethodData.detailInvalid({
      param: within('routing_number'),
      why: 'it has nine digits, the last of which checks the others.',
    })
  if (!/^\d{4,17}$/.test(account_number))
    return refuseMethodData.detailInvalid({ param: within('account_number'), why: 'it has 4 to 17 digits.' })
  return {
    details: {
      account_holder_type: account_holder_type ?? 'individual',
      account_type: account_type ?? 'checking',
      bank_name: routing_number === '110000000' ? 'TEST BANK' : null,
      last4: account_number.slice(-4),
      routing_number,
    },
    secret: account_number,
  }
}

const debits = { settles_late: true, savable: true, expires_after_ms: null, requires: ['name'] } as const

export const bankDebitMethods: readonly Method[] = [
  ...methodsOf(
    {
      family: 'bank_debit',
      next_action: 'wait',
      fields: Type.Object(
        { iban: Type.Optional(Text(42, 'Kept sealed; only its country, bank and last four are shown.')) },
        { additionalProperties: false },
      ),
      accept: acceptIban,
      charged: ({ bank_code, branch_code, country, fingerprint, last4, target_date }, _, __, mandate) => ({
        bank_code,
        branch_code,
        country,
        ...(target_date === undefined ? {} : { expected_debit_date: target_date }),
        fingerprint,
        last4,
        mandate,
      }),
      describe: ({ bank_code, branch_code, country, fingerprint, last4 }) => ({
        bank_code,
        branch_code,
        country,
        fingerprint,
        generated_from: { charge: null, setup_attempt: null },
        last4,
      }),
    },
    [
      {
        ...debits,
        code: 'sepa_debit',
        label: 'SEPA Direct Debit',
        countries: null,
        currencies: anyAmount('eur'),
        requires: ['name', 'email'],
        options: { ...referencePrefix, ...targetDate },
      },
    ],
  ),
  ...methodsOf(
    {
      family: 'bank_debit',
      next_action: 'wait',
      fields: Type.Object(
        {
          account_number: Type.Optional(Text(17)),
          routing_number: Type.Optional(Text(9)),
          account_holder_type: Type.Optional(OneOf(['individual', 'company'] as const)),
          account_type: Type.Optional(OneOf(['checking', 'savings'] as const)),
          financial_connections_account: NotYet(
            'accounts cannot be linked here; send account_number and routing_number',
          ),
        },
        { additionalProperties: false },
      ),
      accept: acceptUsAccount,
      charged: (details, reference, _, mandate) => ({
        account_holder_type: details.account_holder_type,
        account_type: details.account_type,
        bank_name: details.bank_name,
        ...(details.target_date === undefined ? {} : { expected_debit_date: details.target_date }),
        fingerprint: details.fingerprint,
        last4: details.last4,
        ...(mandate === null ? {} : { mandate }),
        payment_reference: reference,
        routing_number: details.routing_number,
      }),
      describe: ({ account_holder_type, account_type, bank_name, fingerprint, last4, routing_number }) => ({
        account_holder_type,
        account_type,
        bank_name,
        financial_connections_account: null,
        fingerprint,
        last4,
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number,
        status_details: null,
      }),
    },
    [
      {
        ...debits,
        code: 'us_bank_account',
        label: 'US bank account',
        countries: ['US'],
        currencies: anyAmount('usd'),
        options: usAccountOptions,
        hidden_options: ['networks'],
      },
    ],
  ),
  ...nationalDebits,
]

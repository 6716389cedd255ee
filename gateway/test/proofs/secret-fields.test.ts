/** No field of any call that sounds like a secret goes unclassified. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nativeRoutes } from '../../src/app/registry.ts'
import { bodies, fieldPathsOf, secretsOf } from '../support/secret-fields.ts'

/** Fields that sound like secrets, and are none: each with the reason. */
const noSecrets: Readonly<Record<string, string>> = {
  account: 'an id',
  account_holder: 'a name',
  account_holder_type: 'a word',
  account_holder_name: 'a name',
  account_subcategories: 'words',
  account_type: 'a word',
  accountIdentifier: "a wallet's phone number",
  accountName: 'a name',
  account_name: 'a name',
  autoConfirm: 'a yes or no',
  bank_account: 'an object, whose number is a secret',
  bank_code: 'a word',
  branch_code: 'of a bank',
  bsb_number: 'of a bank',
  bypassStatusPage: 'a yes or no',
  channelCode: 'a word',
  commodity_code: 'of goods',
  countryCode: 'a dialling code',
  confirmation_number: 'handed out with a slip',
  connector_account: 'an id',
  country_code: 'of a country',
  crypto: 'a method of payment',
  customer_account: 'an id',
  cvc_update: 'an object that is refused by name',
  dummy_auth_push: 'a method of payment',
  dummy_passthrough_card: 'a method of payment',
  financial_connections_account: 'an id',
  from_postal_code: 'of an address',
  institution_number: 'of a bank',
  metadata: "a merchant's own words; card numbers in it are refused or masked",
  method_code: 'a word',
  multibanco: 'a method of payment',
  nz_bank_account: 'a method of payment',
  order_number: "a merchant's own number",
  phoneNumber: 'a phone',
  phone_number: 'a phone',
  postalCode: 'of an address',
  postal_code: 'of an address',
  product_code: 'of goods',
  provider_code: 'a word',
  registration_number: 'of a company',
  require_cvc_recollection: 'a yes or no',
  routing_number: 'of a bank',
  setup_credential_usage: 'a word',
  shippingFee: 'an amount',
  shippingInfo: 'an address',
  shipping: 'an address',
  sort_code: 'of a bank',
  stored_credential_usage: 'a word',
  to_postal_code: 'of an address',
  tracking_number: 'of a parcel',
  transfer_data: 'an object',
  transit_number: 'of a bank',
  us_bank_account: 'a method of payment, whose account number is a secret',
  virtualAccount: 'an object',
  virtualAccountName: 'a name',
  virtualAccountNumber: 'handed out to be paid to',
  virtual_account: 'a method of payment',
}
test('a field of any call that sounds like a secret is hashed and hidden, or says why it is none', () => {
  const sounds =
    /secret|token|pass(word|code|phrase)|cv[cv]|\bpin\b|otp|number|iban|(^|_)key|crypto|code$|Code$|crypt|account|credential|signature/i
  const unsaid = new Set<string>()
  for (const { api, body } of bodies(nativeRoutes))
    for (const path of fieldPathsOf(body)) {
      const name = path.at(-1) ?? ''
      if (sounds.test(name) && !secretsOf(api).has(name) && noSecrets[name] === undefined)
        unsaid.add(`${api}: ${path.join('.')}`)
    }
  assert.deepEqual([...unsaid], [])
})

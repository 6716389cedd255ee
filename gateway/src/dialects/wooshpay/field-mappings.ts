/** Mappings of fields that several calls and answers share. */
import { type FieldMapping, type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'

const addressNames = ['city', 'country', 'line1', 'line2', 'state', 'postal_code'] as const

const bracketed = (path: string): string => {
  const [first = '', ...rest] = path.split('.')
  return first + rest.map((part) => `[${part}]`).join('')
}

/** The fields of an address that stands at `path`, and with us at `to`. */
export const addressMappings = (path: string, to: string): FieldTable =>
  Object.fromEntries(addressNames.map((name) => [`${path}.${name}`, mapped(`${to}.${name}`)]))

/** The same in a request, whose fields refusals name. */
export const sameInRequest = (path: string, names: readonly string[]): FieldTable =>
  Object.fromEntries(names.map((name) => [`${path}.${name}`, mapped(bracketed(`${path}.${name}`))]))

export const addressInputMappings = (path: string): FieldTable => sameInRequest(path, addressNames)

export const shippingInputMappings: FieldTable = {
  ...addressInputMappings('shipping.address'),
  ...sameInRequest('shipping', ['name', 'phone', 'carrier', 'tracking_number']),
}

export const billingInputMappings = (path: string): FieldTable => ({
  ...addressInputMappings(`${path}.address`),
  ...sameInRequest(path, ['email', 'name', 'phone', 'tax_id']),
})

export const billingMappings: FieldTable = {
  ...addressMappings('billing_details.address', 'billing_details.address'),
  'billing_details.email': mapped('billing_details.email'),
  'billing_details.name': mapped('billing_details.name'),
  'billing_details.phone': mapped('billing_details.phone'),
}

const secure = (field: string): FieldMapping =>
  mapped(`latest_charge.payment_method_details.card.three_d_secure.${field}`)

/** `3ds_status`. */
export const cardMappings: FieldTable = {
  '3ds_status.cavv': ignored('Always null: the cryptogram stays between the issuer and the acquirer.'),
  '3ds_status.eci': secure('electronic_commerce_indicator'),
  '3ds_status.status': secure('result'),
  '3ds_status.three_d_result': secure('result'),
  '3ds_status.three_d_enrollment': secure('result_reason'),
  '3ds_status.three_d_secure_version': secure('version'),
  '3ds_status.xid': secure('transaction_id'),
  '3ds_status.three_d_secure_server_transaction_id': secure('transaction_id'),
}

/** The query of every list. */
export const wooshpayPageMappings: FieldTable = {
  '?limit': mapped('limit'),
  '?starting_after': mapped('starting_after'),
  '?ending_before': mapped('ending_before'),
  '?created': mapped('created'),
}

/** The merchant's key that a browser sends along with its own. */
export const secretInputMappings: FieldTable = { client_secret: mapped('client_secret') }

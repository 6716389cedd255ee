/** Where each field of a session comes from. */
import { echoed, type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import { chargeFields, fieldsBelow } from './charge-mappings.ts'
import { customerMappings } from './customer.ts'

export const sessionFields: FieldTable = {
  id: mapped('id'),
  clientReferenceId: echoed('foreign.clientReferenceId'),
  'amount.value': mapped('amount'),
  'amount.currency': mapped('currency'),
  autoConfirm: echoed('foreign.autoConfirm'),
  mode: echoed('foreign.mode'),
  bypassStatusPage: echoed('foreign.bypassStatusPage'),
  'redirectUrl.successReturnUrl': echoed('foreign.redirectUrl'),
  'redirectUrl.failureReturnUrl': echoed('foreign.redirectUrl'),
  'redirectUrl.expirationReturnUrl': echoed('foreign.redirectUrl'),
  paymentType: mapped('usage'),
  'paymentMethod.type': mapped('payment_method.type'),
  'paymentMethod.card.token': mapped('payment_method.id'),
  'paymentMethod.card.encryptedCard': ignored('It is opened, and the card is sealed: always an empty text.'),
  'paymentMethod.card.cvc': ignored('Kept nowhere: always an empty text.'),
  ...fieldsBelow('paymentMethod', onlyMeans()),
  'paymentMethod.qr.storeId': mapped('environment'),
  statementDescriptor: mapped('statement_descriptor'),
  saveForFutureUse: mapped('setup_future_usage'),
  showSavedPayment: echoed('foreign.showSavedPayment'),
  expirationMode: echoed('foreign.expirationMode'),
  status: mapped('status'),
  investigationStatus: ignored('A programme of the vendor: always null.'),
  createdAt: mapped('created'),
  updatedAt: mapped('latest_charge.created'),
  expiryAt: mapped('expires_at'),
  paymentUrl: mapped('next_action.redirect_to_url.url'),
  encryptionKey: mapped('environment'),
  ...fieldsBelow('chargeDetails[]', chargeFields),
  cancelledAt: mapped('canceled_at'),
  cancellationReason: mapped('cancellation_reason'),
  customerId: mapped('customer'),
  ...fieldsBelow('customer', customerMappings),
  'metadata.*': mapped('metadata'),
}

function onlyMeans(): FieldTable {
  return Object.fromEntries(
    Object.entries(chargeFields).filter(([path]) => path.startsWith('virtualAccount.') || path.startsWith('qr.')),
  )
}

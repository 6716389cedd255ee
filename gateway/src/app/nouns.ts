import { entriesTable, eventsTable } from '../engine/records.ts'
import { nounEntry, type Registry, registryOf } from '../engine/registry.ts'
import type { AnyRoute } from '../engine/route.ts'
import type { AnyView } from '../engine/view.ts'
import { accountRoutes } from '../resources/account/routes.ts'
import { apiKeyRoutes } from '../resources/api-key/routes.ts'
import { auditLogRoutes } from '../resources/audit-log/routes.ts'
import { settledBalance } from '../resources/balance/aggregate.ts'
import { balanceRoutes } from '../resources/balance/routes.ts'
import { balanceTransactionView, settledBalanceView } from '../resources/balance/views.ts'
import { charge, chargeView } from '../resources/charge/index.ts'
import { chargesTable } from '../resources/charge/table.ts'
import { confirmationToken, confirmationTokenView } from '../resources/confirmation-token/index.ts'
import { confirmationTokenRoutes } from '../resources/confirmation-token/routes.ts'
import { confirmationTokensTable } from '../resources/confirmation-token/table.ts'
import { customer, customerView } from '../resources/customer/index.ts'
import { customerRoutes } from '../resources/customer/routes.ts'
import { customersTable } from '../resources/customer/table.ts'
import { customerSession, customerSessionView } from '../resources/customer-session/index.ts'
import { customerSessionRoutes } from '../resources/customer-session/routes.ts'
import { customerSessionsTable } from '../resources/customer-session/table.ts'
import { eventView } from '../resources/event/index.ts'
import { eventRoutes } from '../resources/event/routes.ts'
import { mandate, mandateView } from '../resources/mandate/index.ts'
import { mandateRoutes } from '../resources/mandate/routes.ts'
import { mandatesTable } from '../resources/mandate/table.ts'
import { order, orderBook, orderBookView, orderView } from '../resources/order/index.ts'
import { orderRoutes } from '../resources/order/routes.ts'
import { orderBooksTable, ordersTable } from '../resources/order/table.ts'
import { chargeRoutes } from '../resources/payment-intent/charge-routes.ts'
import { paymentIntent, paymentIntentView } from '../resources/payment-intent/index.ts'
import { legacyChargeRoutes } from '../resources/payment-intent/legacy-charge-routes.ts'
import { microdepositRoutes } from '../resources/payment-intent/microdeposit-routes.ts'
import { paymentIntentRoutes } from '../resources/payment-intent/routes.ts'
import { paymentIntentsTable } from '../resources/payment-intent/table.ts'
import { catalogueRoutes } from '../resources/payment-method/catalogue-routes.ts'
import { cardView, paymentMethod, paymentMethodView, tokenView } from '../resources/payment-method/index.ts'
import { paymentMethodRoutes } from '../resources/payment-method/routes.ts'
import { paymentMethodsTable } from '../resources/payment-method/table.ts'
import { tokenRoutes } from '../resources/payment-method/token-routes.ts'
import { chargeRefundRoutes } from '../resources/refund/charge-refund-routes.ts'
import { refund, refundView } from '../resources/refund/index.ts'
import { refundRoutes } from '../resources/refund/routes.ts'
import { refundsTable } from '../resources/refund/table.ts'
import { setupAttempt, setupAttemptView, setupIntent, setupIntentView } from '../resources/setup-intent/index.ts'
import { setupMicrodepositRoutes } from '../resources/setup-intent/microdeposit-routes.ts'
import { setupIntentRoutes } from '../resources/setup-intent/routes.ts'
import { setupAttemptsTable, setupIntentsTable } from '../resources/setup-intent/table.ts'
import { webhookDeliveryRoutes } from '../resources/webhook-delivery/routes.ts'
import { webhookEndpoint, webhookEndpointView } from '../resources/webhook-endpoint/index.ts'
import { webhookEndpointRoutes } from '../resources/webhook-endpoint/routes.ts'
import { webhookEndpointsTable } from '../resources/webhook-endpoint/table.ts'
import { methodCatalogue } from './methods.ts'
import { searchableCharges, searchableCustomers, searchableIntents } from './searchable.ts'

/** Every noun of the engine; a new one is a line here. */
export const registry: Registry = registryOf([
  nounEntry({
    prefix: 'pi',
    table: paymentIntentsTable,
    view: paymentIntentView,
    aggregate: paymentIntent,
    searchable: searchableIntents,
  }),
  nounEntry({
    prefix: 'ch',
    table: chargesTable,
    view: chargeView,
    aggregate: charge,
    searchable: searchableCharges,
  }),
  nounEntry({ prefix: 're', table: refundsTable, view: refundView, aggregate: refund }),
  nounEntry({ prefix: 'pm', table: paymentMethodsTable, view: paymentMethodView, aggregate: paymentMethod }),
  nounEntry({
    prefix: 'cus',
    table: customersTable,
    view: customerView,
    aggregate: customer,
    searchable: searchableCustomers,
    searchedWhere: { deleted: false },
  }),
  nounEntry({
    prefix: 'cuss',
    table: customerSessionsTable,
    view: customerSessionView,
    aggregate: customerSession,
  }),
  nounEntry({
    prefix: 'ctoken',
    table: confirmationTokensTable,
    view: confirmationTokenView,
    aggregate: confirmationToken,
  }),
  nounEntry({ prefix: 'seti', table: setupIntentsTable, view: setupIntentView, aggregate: setupIntent }),
  nounEntry({ prefix: 'setatt', table: setupAttemptsTable, view: setupAttemptView, aggregate: setupAttempt }),
  nounEntry({ prefix: 'mandate', table: mandatesTable, view: mandateView, aggregate: mandate }),
  nounEntry({ prefix: 'ord', table: ordersTable, view: orderView, aggregate: order }),
  nounEntry({ prefix: 'orders', table: orderBooksTable, view: orderBookView, aggregate: orderBook }),
  nounEntry({ prefix: 'we', table: webhookEndpointsTable, view: webhookEndpointView, aggregate: webhookEndpoint }),
  nounEntry({ prefix: 'txn', table: entriesTable, view: balanceTransactionView }),
  // A settlement's entry is its row, and its one fact shows the balance.
  nounEntry({
    prefix: 'ent',
    table: entriesTable as never,
    view: settledBalanceView,
    aggregate: settledBalance,
    rowless: true,
  }),
  // An event is read as its facts and shown with its object, so its view takes more than its row.
  nounEntry({ prefix: 'evt', table: eventsTable as never, view: eventView }),
])

/** Older faces of nouns, which have no rows of their own. */
export const faces: readonly AnyView[] = [cardView, tokenView]

/** Every call of the native API. */
export const nativeRoutes: readonly AnyRoute[] = [
  ...paymentIntentRoutes(methodCatalogue),
  ...chargeRoutes,
  ...legacyChargeRoutes,
  ...microdepositRoutes,
  ...setupMicrodepositRoutes,
  ...refundRoutes,
  ...chargeRefundRoutes,
  ...paymentMethodRoutes(methodCatalogue),
  ...tokenRoutes,
  ...catalogueRoutes(methodCatalogue),
  ...customerRoutes(methodCatalogue),
  ...setupIntentRoutes(methodCatalogue),
  ...mandateRoutes,
  ...customerSessionRoutes,
  ...confirmationTokenRoutes(methodCatalogue),
  ...orderRoutes,
  ...balanceRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...webhookDeliveryRoutes,
  ...accountRoutes,
  ...apiKeyRoutes,
  ...auditLogRoutes,
]

/** Every event type that some fact has, sorted: what an endpoint can ask for. */
export const eventTypes = (nouns: Registry): string[] => {
  const types = [...nouns.values()].flatMap(({ aggregate }) => [
    ...Object.values(aggregate?.wireTypes ?? {}),
    ...Object.values(aggregate?.alsoTold ?? {}),
  ])
  return [...new Set(types)].filter((type) => type !== null).sort()
}

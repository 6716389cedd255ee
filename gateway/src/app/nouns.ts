import { entriesTable, eventsTable } from '../engine/records.ts'
import { nounEntry, type Registry, registryOf } from '../engine/registry.ts'
import type { AnyRoute } from '../engine/route.ts'
import type { AnyView } from '../engine/view.ts'
import { methodCatalogue } from '../methods/index.ts'
import { customer, customerView } from '../resources/customers/customer/index.ts'
import { customerRoutes } from '../resources/customers/customer/routes.ts'
import { customersTable } from '../resources/customers/customer/table.ts'
import { customerSession, customerSessionView } from '../resources/customers/customer-session/index.ts'
import { customerSessionRoutes } from '../resources/customers/customer-session/routes.ts'
import { customerSessionsTable } from '../resources/customers/customer-session/table.ts'
import { mandate, mandateView } from '../resources/customers/mandate/index.ts'
import { mandateRoutes } from '../resources/customers/mandate/routes.ts'
import { mandatesTable } from '../resources/customers/mandate/table.ts'
import { catalogueEntryView, catalogueRoutes } from '../resources/customers/payment-method/catalogue-routes.ts'
import { cardView, paymentMethod, paymentMethodView, tokenView } from '../resources/customers/payment-method/index.ts'
import { paymentMethodRoutes } from '../resources/customers/payment-method/routes.ts'
import { paymentMethodsTable } from '../resources/customers/payment-method/table.ts'
import { tokenRoutes } from '../resources/customers/payment-method/token-routes.ts'
import { settledBalance } from '../resources/money/balance/aggregate.ts'
import { balanceRoutes } from '../resources/money/balance/routes.ts'
import { balanceTransactionView, settledBalanceView } from '../resources/money/balance/views.ts'
import { charge, chargeView } from '../resources/payments/charge/index.ts'
import { chargesTable } from '../resources/payments/charge/table.ts'
import { confirmationToken, confirmationTokenView } from '../resources/payments/confirmation-token/index.ts'
import { confirmationTokenRoutes } from '../resources/payments/confirmation-token/routes.ts'
import { confirmationTokensTable } from '../resources/payments/confirmation-token/table.ts'
import { order, orderBook, orderBookView, orderView } from '../resources/payments/order/index.ts'
import { orderRoutes } from '../resources/payments/order/routes.ts'
import { orderBooksTable, ordersTable } from '../resources/payments/order/table.ts'
import { chargeRoutes } from '../resources/payments/payment-intent/charge-routes.ts'
import { paymentIntent, paymentIntentView } from '../resources/payments/payment-intent/index.ts'
import { legacyChargeRoutes } from '../resources/payments/payment-intent/legacy-charge-routes.ts'
import { microdepositRoutes } from '../resources/payments/payment-intent/microdeposit-routes.ts'
import { paymentIntentRoutes } from '../resources/payments/payment-intent/routes.ts'
import { paymentIntentsTable } from '../resources/payments/payment-intent/table.ts'
import { chargeRefundRoutes } from '../resources/payments/refund/charge-refund-routes.ts'
import { refund, refundView } from '../resources/payments/refund/index.ts'
import { refundRoutes } from '../resources/payments/refund/routes.ts'
import { refundsTable } from '../resources/payments/refund/table.ts'
import {
  setupAttempt,
  setupAttemptView,
  setupIntent,
  setupIntentView,
} from '../resources/payments/setup-intent/index.ts'
import { setupMicrodepositRoutes } from '../resources/payments/setup-intent/microdeposit-routes.ts'
import { setupIntentRoutes } from '../resources/payments/setup-intent/routes.ts'
import { setupAttemptsTable, setupIntentsTable } from '../resources/payments/setup-intent/table.ts'
import { accountRoutes } from '../resources/platform/account/routes.ts'
import { accountView } from '../resources/platform/account/views.ts'
import { apiKeyRoutes } from '../resources/platform/api-key/routes.ts'
import { apiKeyView } from '../resources/platform/api-key/views.ts'
import { auditLogRoutes } from '../resources/platform/audit-log/routes.ts'
import { auditLogEntryView } from '../resources/platform/audit-log/views.ts'
import { eventView } from '../resources/platform/event/index.ts'
import { eventRoutes } from '../resources/platform/event/routes.ts'
import { webhookDeliveryRoutes } from '../resources/platform/webhook-delivery/routes.ts'
import {
  webhookDeliveryView,
  webhookResendView,
  webhookSigningSecretView,
} from '../resources/platform/webhook-delivery/views.ts'
import { webhookEndpoint, webhookEndpointView } from '../resources/platform/webhook-endpoint/index.ts'
import { webhookEndpointRoutes } from '../resources/platform/webhook-endpoint/routes.ts'
import { webhookEndpointsTable } from '../resources/platform/webhook-endpoint/table.ts'
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
export const legacyViews: readonly AnyView[] = [cardView, tokenView]

/** Every view that a call of the native API shows, once. */
export const apiViews: readonly AnyView[] = [
  ...new Map([...registry.values()].map(({ view }) => [view.noun, view])).values(),
  ...legacyViews,
  accountView,
  apiKeyView,
  auditLogEntryView,
  catalogueEntryView,
  webhookDeliveryView,
  webhookResendView,
  webhookSigningSecretView,
]

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
    ...Object.values(aggregate?.eventTypes ?? {}),
    ...Object.values(aggregate?.alsoTold ?? {}),
  ])
  return [...new Set(types)].filter((type) => type !== null).sort()
}

/** What each event type tells, and whose object it has: for the document. */
export const eventDescriptions = (nouns: Registry) =>
  [...nouns.values()]
    .flatMap(({ noun, aggregate }) => {
      const types = new Set([
        ...Object.values(aggregate?.eventTypes ?? {}),
        ...Object.values(aggregate?.alsoTold ?? {}),
      ])
      return [...types]
        .filter((type) => type !== null)
        .map((type) => ({ type, noun, tells: aggregate?.descriptions[type] ?? '' }))
    })
    .sort((a, b) => (a.type < b.type ? -1 : 1))

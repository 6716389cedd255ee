import { defineCalls } from '../../../engine/define-noun.ts'
import { webhookDeliveryRoutes } from './routes.ts'
import { webhookDeliveryView, webhookResendView, webhookSigningSecretView } from './views.ts'

export const webhookDeliveryCalls = defineCalls({
  routes: webhookDeliveryRoutes,
  views: [webhookDeliveryView, webhookResendView, webhookSigningSecretView],
})

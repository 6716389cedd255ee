import { defineCalls } from '../../../engine/define-noun.ts'
import { auditLogRoutes } from './routes.ts'
import { auditLogEntryView } from './views.ts'

export const auditLogCalls = defineCalls({ routes: auditLogRoutes, views: [auditLogEntryView] })

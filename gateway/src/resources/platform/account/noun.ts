import { defineCalls } from '../../../engine/define-noun.ts'
import { accountRoutes } from './routes.ts'
import { accountView } from './views.ts'

export const accountCalls = defineCalls({ routes: accountRoutes, views: [accountView] })

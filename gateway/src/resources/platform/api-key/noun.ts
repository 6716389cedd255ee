import { defineCalls } from '../../../engine/define-noun.ts'
import { apiKeyRoutes } from './routes.ts'
import { apiKeyView } from './views.ts'

export const apiKeyCalls = defineCalls({ routes: apiKeyRoutes, views: [apiKeyView] })

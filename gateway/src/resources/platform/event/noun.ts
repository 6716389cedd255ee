import { defineDerivedNoun } from '../../../engine/define-noun.ts'
import { eventsTable } from '../../../engine/engine-tables.ts'
import { publicEvent } from './public-event.ts'
import { eventRoutes } from './routes.ts'
import { eventView } from './views.ts'

/** An event is read as its facts and shown with its object, so its view takes more than its row. */
export const publicEventNoun = defineDerivedNoun(publicEvent, {
  table: eventsTable,
  view: eventView,
  routes: eventRoutes,
})

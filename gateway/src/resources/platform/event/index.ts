export { apiVersion, refuseApiVersion, versionShown } from './api-versions.ts'
export { publicEvent } from './public-event.ts'
export { eventView, type ShownEvent } from './views.ts'

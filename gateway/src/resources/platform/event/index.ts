export { apiVersion, refuseApiVersion, versionShown } from './api-versions.ts'
export { eventView, type ShownEvent } from './views.ts'

export { apiVersion, eventView, type ShownEvent } from './views.ts'

export { type EmbeddedRefusal, type EmbeddedServer, startEmbedded } from './server.ts'

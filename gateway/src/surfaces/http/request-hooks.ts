/** What holds for every request, whatever it asks for: its id, and what is refused before anything looks at its path. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import { refuseOtherAccount } from './connected-account-headers.ts'
import { shareWithBrowsers } from './cors.ts'

export type EveryRequest = {
  readonly draining: () => boolean
  /** Refuses in the words of whichever API the path belongs to. */
  readonly refuse: (reply: FastifyReply, url: string, refusal: Refusal, requestId: string) => void
}

/**
 * What every answer says unless it knows better: it is what it says it is, nobody keeps it (client secrets, keys, tokens,
 * what is typed into forms), and were a browser to show it, nothing in it would run, load, lead on or stand in a frame.
 */
const guarded = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

export function onEveryRequest(app: FastifyInstance, { draining, refuse }: EveryRequest): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(guarded).header('request-id', request.id)
    if (draining()) reply.header('connection', 'close')
    shareWithBrowsers(request, reply)
    const refusal = refuseOtherAccount(request.headers)
    if (refusal === null) done()
    else refuse(reply, request.url, refusal, request.id)
  })
}

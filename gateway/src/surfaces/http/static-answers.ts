/**
 * Answers that never change while the process runs: made and compressed once, and shared by all who ask. Only the compressed text is
 * kept. Who cannot read it shares one plain copy with all who are sent it meanwhile, which goes with the last of them.
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** Browsers ask again after this, and are told that nothing has changed. */
const freshSeconds = 600

export type StaticAnswer = {
  readonly type: string
  /** Its Content-Security-Policy, where it is a page. */
  readonly policy?: string
  readonly text: () => string | Promise<string>
}

type Made = { readonly plain: () => Promise<Buffer>; readonly compressed: Buffer; readonly tag: string }

async function madeOf({ text }: StaticAnswer): Promise<Made> {
  const plain = Buffer.from(await text())
  // Weak: the same for both encodings.
  const tag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const compressed = await compress(plain, { level: 9 })
  return { plain: sharedCopy(plain, () => expand(compressed)), compressed, tag }
}

/** One copy for all who hold it at a time; made anew when nobody holds it any more. */
function sharedCopy(first: Buffer, make: () => Promise<Buffer>): () => Promise<Buffer> {
  let held = new WeakRef(first)
  let making: Promise<Buffer> | null = null
  return async () => {
    const copy = held.deref()
    if (copy !== undefined) return copy
    making ??= make()
    const made = await making
    held = new WeakRef(made)
    making = null
    return made
  }
}

export function serveStatic(app: FastifyInstance, path: string, answer: StaticAnswer): void {
  let made: Promise<Made> | null = null
  app.get(path, async (request, reply) => {
    made ??= madeOf(answer)
    const { plain, compressed, tag } = await made
    reply.headers({
      'content-type': answer.type,
      'cache-control': `public, max-age=${freshSeconds}`,
      etag: tag,
      vary: 'accept-encoding',
      ...(answer.policy === undefined ? {} : { 'content-security-policy': answer.policy, 'x-frame-options': 'DENY' }),
    })
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\b)/.test(request.headers['accept-encoding']?.toString() ?? ''))
      return reply.send(await plain())
    return reply.header('content-encoding', 'gzip').send(compressed)
  })
}

/** What `listen` and `trigger` need of a running server: its address, a key, and answers that are understood. */
import type { Command } from 'commander'
import { demoKeys } from '../../engine/access.ts'
import { reasonOf } from '../../kernel/reason.ts'
import { webAddress, words } from './parse.ts'
import { CommandFailed } from './shell.ts'

export type ServerOptions = { readonly server: string; readonly key: string }

/** Adds the options that say which server and with which key. */
export const withServer = (command: Command): Command =>
  command
    .option('--server <url>', 'the running gateway', webAddress, 'http://127.0.0.1:4242')
    .option('--key <key>', 'a secret key of its environment', words(255), demoKeys.secret)

/** One call; an error answer is thrown with its message, unless `accept` has its status. */
export async function callServer(
  { server, key }: ServerOptions,
  method: 'GET' | 'POST',
  path: string,
  form?: URLSearchParams,
  accept: readonly number[] = [],
): Promise<Record<string, unknown>> {
  let response: Response
  try {
    response = await fetch(new URL(path, server), {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(form === undefined ? {} : { body: form }),
    })
  } catch (error) {
    const why = error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : reasonOf(error)
    throw new CommandFailed(
      `no gateway answers at ${server} (${why}); start one with npm start, or name it with --server`,
    )
  }
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (response.ok || accept.includes(response.status)) return body
  const error = body.error as { message?: string } | undefined
  throw new CommandFailed(`${method} ${path}: ${response.status} ${error?.message ?? ''}`)
}

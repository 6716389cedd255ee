/** `florin …`: what an operator does from a shell. */
import { runFlorin } from './program.ts'

// Whoever reads no further (`florin log … | head`) wants no more.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

/** Only for what runs until it is told to end: everything else is ended by a signal as any program is. */
function untilSignal(): AbortSignal {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort(signal))
  return ending.signal
}

process.exitCode = await runFlorin(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY === true,
  untilEnded: untilSignal,
})

/** `npm start`: serve until Ctrl-C or SIGTERM. */
import { demoKeys } from '../engine/access.ts'
import { demoCurl } from '../pages/home.ts'
import { dialectLines } from '../surfaces/dialects/demo.ts'
import { readConfig } from './config.ts'
import { start } from './start.ts'

const began = performance.now()
const read = readConfig(process.env)
if ('problems' in read) {
  console.error(`Florin cannot start:\n${read.problems.map((problem) => `  · ${problem}`).join('\n')}`)
  process.exit(1)
}
// From the first moment: a signal that comes while it starts is heeded once there is something to stop, its database above all.
const told = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve)
})
const running = await start(
  { ...read.config, logLevel: process.env.FLORIN_LOG_LEVEL === undefined ? 'warn' : read.config.logLevel },
  (why) => {
    console.error(`Florin ends: its database ended, and cannot be started again: ${why}`)
    process.exit(1)
  },
)
if ('refused' in running) {
  console.error(`Florin cannot start: ${running.refused}.`)
  process.exit(1)
}

const seconds = ((performance.now() - began) / 1000).toFixed(2)
const { tls } = running
const tlsLines =
  tls === null
    ? []
    : [
        `  over TLS         ${tls.url}`,
        ...(tls.trust === null
          ? []
          : [`  trust            ${tls.trust} (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, --cacert)`]),
      ]
const figures = running.metricsUrl === null ? [] : [`  figures          ${running.metricsUrl}`]
const lines = [`Florin is ready at ${running.url} (${seconds} s)`, '']
if (read.config.demoAllowed) {
  lines.push(
    `  secret key       ${demoKeys.secret}`,
    `  publishable key  ${demoKeys.publishable}`,
    `  reference        ${running.url}/docs`,
    ...tlsLines,
    ...figures,
    '',
    'Make a payment:',
    '',
    `  ${demoCurl(running.url)}`,
    '',
    'Other APIs over the same engine, each also at its own host (ojire.localhost):',
    '',
    ...dialectLines(running.url),
    '',
    'Ctrl-C stops it; your data stays.',
  )
} else lines.push('Make keys with: npx florin keys create', `Reference: ${running.url}/docs`, ...tlsLines, ...figures)
console.log(lines.join('\n'))

const signal = await told
console.log(`\n${signal}: finishing what is under way …`)
await running.stop()
console.log('Stopped.')
process.exit(0)

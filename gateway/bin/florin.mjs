/** `florin …`, once there is a Node for it. */
import './node-version.mjs'

await import('../src/app/cli/main.ts')

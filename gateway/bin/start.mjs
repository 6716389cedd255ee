/** `npm start`. */
import './node-version.mjs'

await import('../src/app/main.ts')

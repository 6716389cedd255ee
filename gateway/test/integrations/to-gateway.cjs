/**
 * For libraries whose host is fixed: loaded before the driver, it sends every https request of the process to the gateway
 * instead, the host that was meant in `x-original-host`. CommonJS, because it has to change Node's own module.
 */
const http = require('node:http')
const https = require('node:https')

const gateway = new URL(process.env.FLORIN_URL)

const through = (send) => (first, second, third) => {
  const isUrl = typeof first === 'string' || first instanceof URL
  const url = isUrl ? new URL(first) : null
  const given = isUrl ? (typeof second === 'object' ? second : {}) : first
  const done = [second, third].find((one) => typeof one === 'function')
  const meant = url?.hostname ?? given.hostname ?? given.host
  const request = send(
    {
      ...(url === null ? {} : { path: url.pathname + url.search }),
      ...given,
      protocol: 'http:',
      hostname: gateway.hostname,
      host: gateway.hostname,
      port: gateway.port,
      agent: undefined,
      headers: { ...given.headers, 'x-original-host': meant },
    },
    done,
  )
  // Clients wait for the handshake before they send.
  request.on('socket', (socket) => {
    if (socket.connecting) socket.once('connect', () => socket.emit('secureConnect'))
  })
  return request
}
https.request = through(http.request)
https.get = (...given) => {
  const request = https.request(...given)
  request.end()
  return request
}

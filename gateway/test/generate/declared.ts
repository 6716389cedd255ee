/** The native API as it is declared, without a gateway behind it: for what is generated from declarations. */
import { apiViews, eventDescriptions, nativeRoutes, registry } from '../../src/app/registry.ts'
import type { AnyRoute } from '../../src/engine/route.ts'
import { clockRoutes } from '../../src/sandbox/clock.ts'
import { clockView } from '../../src/sandbox/clock-answer.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { withExpansions } from '../../src/surfaces/http/mounted.ts'
import { openApiOf } from '../../src/surfaces/openapi/document.ts'

/** No handler is called, so nothing that one needs is there. */
const absent = new Proxy({}, {}) as never
const sandbox = createSandbox({
  pool: absent,
  access: absent,
  newId: absent,
  nowIn: () => 0,
  authorOf: () => absent,
})
const routes: readonly AnyRoute[] = [
  ...nativeRoutes,
  ...clockRoutes({
    pool: absent,
    setClock: () => Promise.resolve(false),
    sweep: () => Promise.resolve(0),
    wallMs: () => 0,
    monotonicMs: () => 0,
    onFault: () => undefined,
  }),
  ...sandbox.routes,
]

export const declaredDocument = () =>
  openApiOf({
    routes: routes.map(withExpansions),
    views: [...apiViews, clockView, ...sandbox.views],
    events: eventDescriptions(registry),
  })

/** `/docs/errors`: every error code with its status, what it means and how to mend it. */

import { html } from '../../kernel/html.ts'
import { refusalCatalogue } from '../../kernel/refusal.ts'
import { statusOf, wireOf } from '../../surfaces/http/errors.ts'
import { documentOf } from '../layout.ts'

export function errorsPage(): string {
  const entries = refusalCatalogue().map(
    ({ code, kind, explanation }) =>
      html`<section class="card" id="${code}"><h2><a href="#${code}"><code>${code}</code></a></h2><p class="soft">HTTP ${statusOf({ kind, code })} · ${wireOf[kind].type}</p><p>${explanation || 'See the message.'}</p></section>`,
  )
  return documentOf({
    title: 'Florin: errors',
    body: html`<h1>Errors</h1><p class="soft">Every code that the API answers with. <a href="/docs">Back to the reference</a></p>${entries}`,
  })
}

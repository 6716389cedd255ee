/** What a payer's browser is shown of a foreign API where something is wrong with its link. */
import type { PayerPage } from '../../engine/dialect.ts'
import type { Refusal } from '../../kernel/refusal.ts'

/** What a payer is told where a page cannot be opened: they know no parameter and no key. */
export const pageOfRefusal = ({ kind }: Refusal): PayerPage['page'] =>
  kind === 'unavailable' || kind === 'internal' || kind === 'rate_limited'
    ? {
        title: 'Payment',
        body: '<h1>One moment</h1><p>This did not work, and nothing was paid. Please try again in a moment.</p>',
      }
    : {
        title: 'Payment',
        body: '<h1>Nothing to pay here</h1><p class="soft">This payment does not exist, or its address is not complete. Please go back to the shop.</p>',
      }

/** What foreign APIs show to payers: how a visit ended, a page of their own, and what cannot be opened. */
import type { PayerPageSender } from '../surfaces/http/payer-page-sender.ts'
import { sendPage } from './layout.ts'
import { endPage, refusedPage } from './notices.ts'
import { speechOf } from './request.ts'

export const foreignPages: PayerPageSender = {
  show: (request, reply, page) => {
    const speech = speechOf(request)
    if ('end' in page) return sendPage(reply, 200, endPage(speech, page.end), speech)
    const { title, body, script } = page
    return sendPage(reply, 200, { title, body, permissions: { script } })
  },
  refuse: (request, reply, refusal, status) => {
    const speech = speechOf(request)
    return sendPage(reply, status, refusedPage(speech, refusal), speech)
  },
}

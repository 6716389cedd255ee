/** Where a payer's browser asks instead of code: who is sent a page, and who sends it (pages/foreign-pages.ts). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PayerPage } from '../../engine/dialect.ts'
import type { Refusal } from '../../kernel/refusal.ts'

/** Whether it is a browser that asks: code asks for JSON, or for anything. */
export const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') ?? false

/** Sends what payers are shown by routes that are pages. */
export type PayerPageSender = {
  show(request: FastifyRequest, reply: FastifyReply, page: PayerPage['page']): void
  /** A link that leads nowhere, or a gateway that cannot answer now. */
  refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal, status: number): void
}

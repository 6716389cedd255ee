import type { Approval } from '../../../contracts/connector.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Charge } from './model.ts'

/** The approval of a charge that stands; a charge without one was declined and cannot be captured, voided or refunded. */
export function approvalOf(charge: Charge): Approval {
  assert(charge.approval !== null, 'a standing charge has its approval')
  return charge.approval
}

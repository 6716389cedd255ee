/** What a caller is told at the limits of this server. */
import { defineRefusal } from '../../kernel/refusal.ts'

export const refuseLimit = {
  answerTooLarge: defineRefusal(
    'too_large',
    'answer_too_large',
    'What was asked for is larger than one answer may be. Ask for a smaller page (`limit`), or expand less.',
    () => 'The answer would be larger than one answer may be. Ask for a smaller page with limit, or expand less.',
  ),
}

/** What a caller is told while the vault is away: nothing was done, and the request can be sent again. */
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import { VaultUnavailable } from './vault.ts'

export const refuseVaultAway = defineRefusal(
  'unavailable',
  'vault_unavailable',
  'The vault did not answer, so nothing could be sealed and nothing was done. Send the request again in a moment.',
  () => 'The vault does not answer. Nothing was done; try again in a moment.',
)

/** The vault's answer, or the refusal that stands for its absence. Any other error is thrown on. */
export const answering = async <T>(asked: T | Promise<T>): Promise<T | Refusal> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof VaultUnavailable) return refuseVaultAway()
    throw error
  }
}

/** Every property prints its seed; FLORIN_TEST_SEED repeats a run. */
import fc from 'fast-check'

export const seed = Number(process.env.FLORIN_TEST_SEED ?? Date.now() % 1_000_000_007)

/** Runs a property with the printed seed; a failure names it again, with the smallest counterexample. */
export async function holdsForAll<T>(
  claim: string,
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  numRuns: number,
): Promise<void> {
  console.log(`seed ${seed}: ${claim}, ${numRuns} runs`)
  await fc.assert(property as fc.IAsyncProperty<T>, { seed, numRuns, endOnFailure: true })
}

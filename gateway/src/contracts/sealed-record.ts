/** Sealed card data, written in the same commit as the method it belongs to. */
export type SealedRecord = {
  readonly id: string
  readonly version: number
  readonly sealed: Buffer
  /** The data key of the environment, and the record's own key under it. */
  readonly data_key: number | null
  readonly wrapped: Buffer | null
}

/**
 * A noun as any code may know it: its name, the prefix of its ids, and the type of its row. It is pure, so commands and other
 * slices hold it too; what else belongs to it (table, view, calls) is declared once at the edge of its slice, and held against it.
 */
export type Noun<Row> = {
  /** The object's name on the wire: `payment_intent`. */
  readonly name: string
  /** The prefix of its ids, without the underscore: `pi`. */
  readonly prefix: string
  /** Only carries the row's type; never set. */
  readonly row?: Row
}

/** A noun whose row matters to nobody here. */
export type AnyNoun = Noun<unknown>

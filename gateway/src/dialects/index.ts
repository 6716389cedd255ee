/** Every foreign API that is spoken; a new one is a line here. */

import { type Dialects, dialectsOf } from '../engine/dialect.ts'
import { harsya } from './harsya/index.ts'
import { ojire } from './ojire/index.ts'
import { orqex } from './orqex/index.ts'
import { shop } from './shop/index.ts'
import { wooshpay } from './wooshpay/index.ts'

export const dialects: Dialects = dialectsOf([ojire, orqex, shop, wooshpay, harsya])

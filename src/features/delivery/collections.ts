import type { Cover } from './covers'
import type { Group } from './groupTags'
import type { Delivery } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    deliveries: Delivery
    groups: Group
    covers: Cover
  }
}

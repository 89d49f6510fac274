import type { Absence } from './absences'
import type { OutsideSend } from './budget'
import type { Cover } from './covers'
import type { Group } from './groupTags'
import type { Delivery } from './rules'
import type { SendingRulesDoc } from './sendingRules'

declare module '../../kernel/store' {
  interface Collections {
    deliveries: Delivery
    groups: Group
    covers: Cover
    sending_rules: SendingRulesDoc
    outside_sends: OutsideSend
    absences: Absence
  }
}

import type { Absence } from './absences'
import type { OutsideSend } from './budget'
import type { Cover } from './covers'
import type { Group } from './groupTags'
import type { MediaEntry } from './media'
import type { Delivery } from './rules'
import type { SingleTold } from './singleRules'
import type { StoreDay } from './storeDays'
import type { GroupWelcomeDoc, WelcomeDoc } from './welcomeRules'

declare module '../../kernel/store' {
  interface Collections {
    deliveries: Delivery
    single_told: SingleTold
    groups: Group
    covers: Cover
    outside_sends: OutsideSend
    absences: Absence
    media_cache: MediaEntry
    welcomes: WelcomeDoc
    group_welcomes: GroupWelcomeDoc
    store_days: StoreDay
  }
}

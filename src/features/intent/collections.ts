import type { Consents } from './consents'
import type { MessageKind } from './kinds'
import type { Intent } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    intents: Intent
    consents: Consents
    message_kinds: MessageKind
  }
}

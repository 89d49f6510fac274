import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { lookAtGroup } from './groups'

/** Due items of one group that an event spoke of. */
export const GROUP_LOOK = 'groups.look'

/** `groups.look`: reads one group again as it stands now, whatever the event said and in whatever order events came. */
export const groupLookJob: Job<Context> = {
  kind: GROUP_LOOK,
  async process(item, context) {
    await lookAtGroup(context, String(item.payload.chatId))
    return 'done'
  },
}

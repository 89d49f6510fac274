import './collections'
import type { Context } from '../../context'
import { addDays, daysBetween } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { scopeOf } from '../staff/access'
import { readSendingRules } from './brandRules'
import { readOutside } from './budget'
import type { deliveryContract } from './contract'
import { seesGroup } from './groupScope'
import { quotaPeriod } from './quota'
import { readAll } from './readAll'
import { refusalText } from './text'

const LONGEST_RANGE = 62
const FIELDS = ['beat', 'sop', 'column', 'module', 'date', 'from', 'until', 'route', 'state', 'reason'] as const

/** What a calendar knows of one group beside the version it shows. */
export const groupDaysHandlers: Pick<Handlers<typeof deliveryContract, Context>, 'delivery.getGroupDays'> = {
  async 'delivery.getGroupDays'({ chatId, from, to }, { store, caller }) {
    const length = daysBetween(from, to) + 1
    if (length < 1 || length > LONGEST_RANGE) refuse('RANGE_TOO_LONG', refusalText.rangeTooLong)
    const scope = await scopeOf(store, caller)
    const group = scope === null ? null : await store.get('groups', chatId)
    if (scope !== null && (group === null || !seesGroup(scope, group.owner))) {
      refuse('NOT_YOUR_GROUP', refusalText.notYourGroup)
    }
    const [rows, rules] = await together([
      readAll(store, 'deliveries', { target: chatId, date: is.and(is.gte(from), is.lte(to)) }, FIELDS),
      readSendingRules(store),
    ])
    const outside: string[] = []
    // Month by month, whatever the quota's own period: 62 days touch at most three.
    for (let day = from; day <= to; day = addDays(quotaPeriod('days_of_month', day).to, 1)) {
      const uses = await readOutside(store, { ...rules, quotaRule: 'days_of_month' }, day)
      outside.push(...uses.filter(({ target, date }) => target === chatId && date <= to).map(({ date }) => date))
    }
    return {
      rule: rules.quotaRule,
      quiet: rules.quiet,
      rows: rows.map(({ beat, sop, column, module, date, from: begins, until, route, state, reason }) => ({
        beat,
        sop,
        column,
        module,
        date,
        from: begins,
        until,
        // No task to customers has a group for its target.
        route: route === 'group_task' ? 'group_task' : 'staff_task',
        state,
        reason,
      })),
      outside,
    }
  },
}

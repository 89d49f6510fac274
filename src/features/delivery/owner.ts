import './collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { Refusal, refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { together } from '../../kernel/together'
import { countOpenedAndActed } from '../sop/server'
import { requireStaff } from '../staff/access'
import { readColleagues } from '../staff/server'
import { comeBack, leave, readMyAway } from './away'
import { queueItem } from './board'
import type { QueueItem, QueueMedia } from './contract'
import { actOn, type Row, requireRight } from './ownerActs'
import type { ActResult, OwnerAct, ownerContract } from './ownerContract'
import { mediaOfRow, shownMedia } from './queueMedia'
import { mayResend } from './queueRules'
import { readAll } from './readAll'
import { attemptAfter, resend, sendAgain } from './resend'
import { deliveryText, refusalText } from './text'

/** What a group owner does on the phone. */
export const ownerHandlers: Handlers<typeof ownerContract, Context> = {
  async 'delivery.getQueue'(_input, context) {
    const { store, now, caller } = context
    const { name } = requireStaff(caller)
    const owner = requireWecomUser(context)
    const date = dayOf(now)
    const [rows, { away, colleagues }] = await together([
      readAll(store, 'deliveries', { owner, date }),
      readMyAway(context, owner),
    ])
    const names = new Map(colleagues.map((each) => [each.user, each.name]))
    const media = await shownMedia(context, rows)
    const items = await together(rows.map((row) => itemOf(context, row, names, media)))
    items.sort((a, b) => a.from - b.from || (a.groupName < b.groupName ? -1 : 1))
    const newest = new Map(rows.map((row) => [row._id, row.attempt]))
    return {
      date,
      owner: name,
      items: items.map((item) => ({ ...item, mayResend: item.mayResend && !newest.has(nextId(item.id)) })),
      away,
      colleagues: colleagues.filter(({ user }) => user !== owner),
    }
  },

  async 'delivery.confirm'({ id }, context) {
    return one(context, id, { do: 'confirm' })
  },
  async 'delivery.postpone'({ id, minutes }, context) {
    return one(context, id, { do: 'postpone', minutes })
  },
  async 'delivery.skip'({ id, reason }, context) {
    return one(context, id, { do: 'skip', reason })
  },
  async 'delivery.unskip'({ id }, context) {
    return one(context, id, { do: 'unskip' })
  },

  async 'delivery.actOnMany'({ request, ids, act }, context) {
    const names = await readNames(context)
    const answers = [...new Set(ids)].map(async (id): Promise<ActResult> => {
      try {
        const row = await actOn(context, id, act, request)
        return { id, item: await itemOf(context, row, names, await shownMedia(context, [row])) }
      } catch (error) {
        // One group's no is that group's answer; everything else is the whole call's.
        if (error instanceof Refusal) return { id, item: null, code: error.code, message: error.message }
        throw error
      }
    })
    return { results: await together(answers) }
  },

  async 'delivery.sendAfterAll'({ id }, context) {
    const { store, now, caller } = context
    const row = await store.get('deliveries', id)
    if (!row) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    requireRight(caller, row)
    const after = await attemptAfter(store, row)
    // The same tap again, after a lost answer, finds the attempt that it made.
    if (after !== null) return { id: after._id }
    // Decided by an earlier try that died before the next attempt.
    const isDecided = row.state === 'skipped' && row.reason === deliveryText.resent
    if (!isDecided && !mayResend(row, now)) return refuse('NOT_RESENDABLE', refusalText.notResendable)
    if (row.state === 'missed') return { id: await sendAgain(context, row) }
    if (!(await resend(context, row))) return refuse('NOT_UNCONFIRMED', refusalText.notUnconfirmed)
    return { id: nextId(id) }
  },

  async 'delivery.setMyAway'({ until, deputy }, context) {
    const user = requireWecomUser(context)
    if (until === null) return { moved: 0, stayed: 0, ...(await comeBack(context, user)) }
    const { name: by } = requireStaff(context.caller)
    return { back: 0, kept: 0, ...(await leave(context, { user, until, deputy, by })) }
  },
}

function requireWecomUser({ caller }: Context): string {
  const { wecomUserId } = requireStaff(caller)
  return wecomUserId ?? refuse('NO_WECOM_USER', refusalText.noOwnerId)
}

async function one(context: Context, id: string, act: OwnerAct): Promise<{ item: QueueItem }> {
  const row = await actOn(context, id, act)
  const names = row.deputyFor === undefined ? new Map<string, string>() : await readNames(context)
  return { item: await itemOf(context, row, names, await shownMedia(context, [row])) }
}

async function readNames({ store }: Context): Promise<Map<string, string>> {
  return new Map((await readColleagues(store)).map(({ user, name }) => [user, name]))
}

/** Two counts by index for a message that is in its group, none for the others. */
async function itemOf(
  { store, now }: Context,
  row: Row,
  names: ReadonlyMap<string, string>,
  media: ReadonlyMap<string, QueueMedia>,
): Promise<QueueItem> {
  const wasSent = row.state === 'sent' || row.state === 'late'
  const taking = wasSent ? await countOpenedAndActed(store, row.beat, row.target) : { opened: 0, acted: 0 }
  const standsInFor = row.deputyFor === undefined ? null : (names.get(row.deputyFor) ?? row.deputyFor)
  return queueItem(row, { ...taking, standsInFor, mayResend: mayResend(row, now), media: mediaOfRow(row, media) })
}

function nextId(id: string): string {
  return id.replace(/\d+$/, (attempt) => String(Number(attempt) + 1))
}

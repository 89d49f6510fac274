import { appendChat, bubblesOf, friendChatId } from './chat'
import { quotaUse } from './quota'
import { Refusal } from './refusal'
import type { World } from './types'

export type TaskRow = {
  msgid: string
  sender: string
  create_type: number
  body: string
  created_at: number
  cancelled_at: number | null
  confirmed_at: number | null
  auto_at: number | null
}
/** `chat_id` holds the customer's id in a task to single customers. */
export type TargetRow = { chat_id: string; status: number; send_time: number | null }

export type ConfirmResult = { already: boolean; targets: { chatId: string; status: number }[] }

/**
 * The owner presses 发送 at the instant `at`. Only here a target gets its result: 1 sent, 2 when the customer
 * is no friend any more, or 3 when the group or customer has used the quota (WD/92135: not an API error). A second press changes nothing and answers what the first one did.
 */
export function confirmTask(world: World, msgid: string, userid: string, at: number): ConfirmResult {
  const task = world.store.one<TaskRow>('select * from tasks where msgid = ?', msgid)
  if (task === undefined || task.sender !== userid) throw new Refusal(41047, '这个群发任务不在这位员工的手机上')
  if (task.confirmed_at !== null) return { already: true, targets: resultsOf(world, msgid) }
  if (task.cancelled_at !== null) throw new Refusal(41093, '这个群发任务已经被企业停止，不能再发送')
  const bubbles = bubblesOf(world, JSON.parse(task.body))
  const isSingle = isSingleTask(task)
  for (const target of targetsOf(world, msgid)) {
    const quota = quotaUse(world, target.chat_id, at)
    const isGone = isSingle && !isFriend(world, userid, target.chat_id)
    const status = isGone ? 2 : quota.used < quota.limit ? 1 : 3
    world.store.run(
      'update targets set status = ?, send_time = ? where msgid = ? and chat_id = ?',
      status,
      at,
      msgid,
      target.chat_id,
    )
    if (status !== 1) continue
    const from = { kind: 'staff' as const, id: userid }
    const chatId = isSingle ? friendChatId(userid, target.chat_id) : target.chat_id
    for (const bubble of bubbles) appendChat(world, { chatId, at, from, bubble, source: msgid })
  }
  world.store.run('update tasks set confirmed_at = ? where msgid = ?', at, msgid)
  return { already: false, targets: resultsOf(world, msgid) }
}

export function isSingleTask({ body }: Pick<TaskRow, 'body'>): boolean {
  return (JSON.parse(body) as { single?: boolean }).single === true
}

function isFriend(world: World, userid: string, customer: string): boolean {
  const found = world.store.one('select at from friends where userid = ? and external_userid = ?', userid, customer)
  return found !== undefined
}

export function targetsOf(world: World, msgid: string): TargetRow[] {
  return world.store.all<TargetRow>(
    'select chat_id, status, send_time from targets where msgid = ? order by chat_id',
    msgid,
  )
}

function resultsOf(world: World, msgid: string): ConfirmResult['targets'] {
  return targetsOf(world, msgid).map((row) => ({ chatId: row.chat_id, status: row.status }))
}

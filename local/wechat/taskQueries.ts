import { type Body, isObject, optionalNumber, optionalText, pageOf, text } from './args'
import { isSingleTask, type TaskRow, targetsOf } from './confirm'
import { Refusal } from './refusal'
import type { World } from './types'

const DAY = 24 * 3_600_000
const MONTH_SECONDS = 31 * 24 * 3600
const REMINDS_PER_DAY = 3

/** `get_groupmsg_list_v2` (WD/93338): the tasks created in a span of at most one month, newest first. */
export function getGroupmsgList(world: World, body: Body): Record<string, unknown> {
  if (body.chat_type !== 'group' && body.chat_type !== 'single') throw new Refusal(86214, 'invalid chat_type')
  const single = body.chat_type === 'single'
  const from = optionalNumber(body, 'start_time')
  const to = optionalNumber(body, 'end_time')
  if (from === undefined || to === undefined) throw new Refusal(40058, 'missing field start_time or end_time')
  if (to < from || to - from > MONTH_SECONDS) throw new Refusal(40058, 'time range exceeds one month')
  const filter = optionalNumber(body, 'filter_type') ?? 2
  const creator = optionalText(body, 'creator')
  const rows = world.store
    .all<TaskRow>(
      'select * from tasks where created_at >= ? and created_at < ? order by created_at desc, msgid',
      from * 1000,
      (to + 1) * 1000,
    )
    .filter((row) => isSingleTask(row) === single)
    .filter((row) => filter === 2 || row.create_type === filter)
    .filter((row) => creator === undefined || row.sender === creator)
  const page = pageOf(rows, body, { max: 100, usual: 50 })
  return {
    errcode: 0,
    errmsg: 'ok',
    next_cursor: page.cursor,
    group_msg_list: page.rows.map((row) => {
      const content: unknown = JSON.parse(row.body)
      const parts = isObject(content) ? content : {}
      return {
        msgid: row.msgid,
        creator: row.sender,
        create_time: Math.floor(row.created_at / 1000),
        create_type: row.create_type,
        ...(parts.text === undefined ? {} : { text: parts.text }),
        attachments: parts.attachments,
      }
    }),
  }
}

/** `get_groupmsg_task` (WD/93338): one row per sender, status 0 unsent or 2 sent. */
export function getGroupmsgTask(world: World, body: Body): Record<string, unknown> {
  const task = dispatchedTask(world, body)
  const sent = task.confirmed_at
  const row = { userid: task.sender, status: sent === null ? 0 : 2, ...(sent === null ? {} : sendTime(sent)) }
  const page = pageOf([row], body, { max: 1000, usual: 500 })
  return { errcode: 0, errmsg: 'ok', next_cursor: page.cursor, task_list: page.rows }
}

/** `get_groupmsg_send_result` (WD/93338): one row per group or customer; 0 unsent, 1 sent, 2 no friend, 3 quota used up. */
export function getGroupmsgSendResult(world: World, body: Body): Record<string, unknown> {
  const task = dispatchedTask(world, body)
  const userid = text(body, 'userid')
  const single = isSingleTask(task)
  const rows = userid === task.sender ? targetsOf(world, task.msgid) : []
  const page = pageOf(rows, body, { max: 1000, usual: 500 })
  return {
    errcode: 0,
    errmsg: 'ok',
    next_cursor: page.cursor,
    send_list: page.rows.map((row) => ({
      ...(single ? { external_userid: row.chat_id } : { chat_id: row.chat_id }),
      userid,
      status: row.status,
      ...(row.send_time === null || row.status !== 1 ? {} : sendTime(row.send_time)),
    })),
  }
}

/** `remind_groupmsg_send` (WD/97610): at most three in 24 hours for one task, else 41094. */
export function remindGroupmsgSend(world: World, body: Body): Record<string, unknown> {
  const task = taskOf(world, body)
  if (task.cancelled_at !== null) throw new Refusal(41093, 'group message has been cancelled')
  const now = world.clock.now()
  const recent = world.store.one<{ n: number }>(
    'select count(*) n from reminders where msgid = ? and at > ?',
    task.msgid,
    now - DAY,
  )
  if ((recent?.n ?? 0) >= REMINDS_PER_DAY) throw new Refusal(41094, 'remind times exceed limit')
  world.store.run('insert into reminders (msgid, at) values (?, ?)', task.msgid, now)
  return { errcode: 0, errmsg: 'ok' }
}

/** `cancel_groupmsg_send` (WD/97611): stops what was not sent; 41093 when nothing is left to stop. */
export function cancelGroupmsgSend(world: World, body: Body): Record<string, unknown> {
  const task = taskOf(world, body)
  if (task.cancelled_at !== null || task.confirmed_at !== null) {
    throw new Refusal(41093, 'group message has been cancelled')
  }
  world.store.run('update tasks set cancelled_at = ? where msgid = ?', world.clock.now(), task.msgid)
  return { errcode: 0, errmsg: 'ok' }
}

function taskOf(world: World, body: Body): TaskRow {
  const msgid = optionalText(body, 'msgid')
  if (msgid === undefined) throw new Refusal(41046, 'missing msgid')
  const task = world.store.one<TaskRow>('select * from tasks where msgid = ?', msgid)
  if (task === undefined) throw new Refusal(41047, 'invalid msgid')
  return task
}

/** Right after create the platform is still handing the task out and answers 41063. */
function dispatchedTask(world: World, body: Body): TaskRow {
  const task = taskOf(world, body)
  if (world.clock.now() < task.created_at + world.rules().dispatchSeconds * 1000) {
    throw new Refusal(41063, 'group message is being dispatched, retry later')
  }
  return task
}

function sendTime(at: number): { send_time: number } {
  return { send_time: Math.floor(at / 1000) }
}

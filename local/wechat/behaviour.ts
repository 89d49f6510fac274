import { confirmTask } from './confirm'
import type { Behaviour, World } from './types'

type BehaviourRow = { userid: string; mode: 'manual' | 'auto'; delay_minutes: number }

export function behaviourOf(world: World, userid: string): Behaviour {
  const row = world.store.one<BehaviourRow>('select * from behaviours where userid = ?', userid)
  return row?.mode === 'auto' ? { mode: 'auto', delayMinutes: row.delay_minutes } : { mode: 'manual' }
}

/** The instant at which this owner will press 发送 on a task that arrives now, or null when only a person does. */
export function autoConfirmAt(world: World, userid: string, now: number): number | null {
  const behaviour = behaviourOf(world, userid)
  return behaviour.mode === 'auto' ? now + behaviour.delayMinutes * 60_000 : null
}

/** Changes how an owner behaves, also for the tasks that wait on the phone already. */
export function setBehaviour(world: World, userid: string, behaviour: Behaviour): void {
  const delay = behaviour.mode === 'auto' ? behaviour.delayMinutes : 0
  world.store.run(
    `insert into behaviours values (?, ?, ?)
     on conflict (userid) do update set mode = excluded.mode, delay_minutes = excluded.delay_minutes`,
    userid,
    behaviour.mode,
    delay,
  )
  const autoAt = autoConfirmAt(world, userid, world.clock.now())
  const waiting = world.store.all<{ msgid: string }>(
    'select msgid from tasks where sender = ? and confirmed_at is null and cancelled_at is null',
    userid,
  )
  for (const task of waiting) {
    world.store.run('update tasks set auto_at = ? where msgid = ?', autoAt, task.msgid)
    if (autoAt !== null) scheduleAutoConfirm(world, task.msgid, autoAt)
  }
}

/**
 * Puts the press of the button on the clock. The row holds the truth: an event that comes too early (the behaviour was
 * changed meanwhile) or twice does nothing.
 */
export function scheduleAutoConfirm(world: World, msgid: string, at: number): void {
  world.afterCommit(() => {
    world.clock.schedule(at, `wechat:confirm:${msgid}`, () => pressIfDue(world, msgid, at))
  })
}

/** After a start: the owners' phones kept their plans in the file, the clock has to learn them again. */
export function rescheduleAll(world: World): void {
  const waiting = world.store.all<{ msgid: string; auto_at: number }>(
    'select msgid, auto_at from tasks where auto_at is not null and confirmed_at is null and cancelled_at is null',
  )
  for (const task of waiting) {
    world.clock.schedule(task.auto_at, `wechat:confirm:${task.msgid}`, () =>
      pressIfDue(world, task.msgid, task.auto_at),
    )
  }
}

function pressIfDue(world: World, msgid: string, at: number): void {
  if (!world.isOpen()) return
  world.transact(() => {
    const row = world.store.one<{ sender: string; auto_at: number | null; done: number }>(
      'select sender, auto_at, confirmed_at is not null or cancelled_at is not null done from tasks where msgid = ?',
      msgid,
    )
    if (row === undefined || row.done || row.auto_at !== at) return
    confirmTask(world, msgid, row.sender, at)
  })
}

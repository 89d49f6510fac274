import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { timeOf } from '../../../kernel/day'
import type { BoardSingles } from '../contract'
import './singles.css'

type Task = BoardSingles['tasks'][number]

const STATES: Record<Task['state'], string> = {
  planned: '排着',
  claimed: '正在交给企业微信',
  task_created: '正在下发',
  awaiting_staff: '等导购点发送',
  sent: '已发',
  late: '迟发',
  missed: '错过',
  skipped: '没发',
  unconfirmed: '待确认',
}

/** It waits for a tap of the guide. */
function isOpen({ state }: Task): boolean {
  return state === 'awaiting_staff' || state === 'task_created'
}

/** What guides send to their own friends on this day: a line per guide, and who is in nobody's. */
export function SinglesCard({
  singles,
  canEdit,
  reload,
}: {
  singles: readonly BoardSingles[]
  canEdit: boolean
  reload: () => Promise<void>
}) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)
  if (singles.length === 0) return null
  const work = async (id: string, action: () => Promise<string>) => {
    setBusy(id)
    try {
      void message.success(await action())
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      void message.error(error instanceof CallError ? error.message : '没有成功，请再试一次。')
    } finally {
      setBusy(null)
      await reload()
    }
  }
  const remind = ({ id, guideName }: Task) =>
    work(id, async () => `已提醒${guideName} ${(await call('delivery.remind', { id })).reminders} 次。`)
  const withdraw = ({ id, guideName }: Task) =>
    work(id, async () => {
      await call('delivery.withdraw', { id })
      return `${guideName} 的这条客户群发撤回了。`
    })
  return (
    <section className="card singles" aria-label="客户群发">
      <header>
        <h2>客户群发</h2>
        <span className="hint">导购点一下，各自发给自己的好友</span>
      </header>
      {singles.map((beat) => (
        <div key={beat.beat} className="singles-beat">
          <p>
            <b>{beat.column || '没有人能收到'}</b>
            {beat.from !== null && beat.until !== null && (
              <span className="num">
                {timeOf(beat.from)}–{timeOf(beat.until)}
              </span>
            )}
            <span>
              {beat.customers} 位在任务里，送达 {beat.reached} 位
            </span>
            {beat.fallback > 0 && <span>{beat.fallback} 位改发订阅消息</span>}
            {beat.left > 0 && <span className="amber">{beat.left} 位没有发</span>}
          </p>
          {beat.left > 0 && beat.reasons.length > 0 && <p className="hint">{beat.reasons.join('；')}</p>}
          <ul>
            {beat.tasks.map((task) => (
              <li key={task.id}>
                <b>{task.guideName}</b>
                <span className="num">{task.customers} 位</span>
                <span data-state={task.state}>
                  {STATES[task.state]}
                  {task.sentAt !== null && ` ${timeOf(task.sentAt)}，送达 ${task.reached} 位`}
                  {task.reminders > 0 && `，提醒过 ${task.reminders} 次`}
                </span>
                <span className="hint">{task.reason}</span>
                {task.away && isOpen(task) && (
                  <span className="amber">不在岗，没有人能替他点：请他上线点一下，或撤回不发</span>
                )}
                {isOpen(task) && (
                  <span className="end">
                    <Button
                      size="small"
                      disabled={!canEdit}
                      loading={busy === task.id}
                      onClick={() => void remind(task)}
                    >
                      提醒
                    </Button>
                    <Button size="small" disabled={!canEdit || busy === task.id} onClick={() => void withdraw(task)}>
                      撤回
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

import { App } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { count, moment } from '../../../admin/format'
import type { BatchView } from '../contract'

type Turn = 'running' | 'paused' | 'stopped'

/** Starts, pauses and stops a batch. Only stopping cannot be taken back, so only stopping asks. */
export function useTurn(reload: () => Promise<void>) {
  const { modal, message } = App.useApp()
  const [turning, setTurning] = useState<Turn | null>(null)

  async function apply(batch: BatchView, to: Turn): Promise<void> {
    setTurning(to)
    try {
      await call('coupon.setState', { id: batch._id, state: to })
      void message.success(doneWords(batch, to))
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有改成，请再试一次。')
    } finally {
      await reload()
      setTurning(null)
    }
  }

  function turn(batch: BatchView, to: Turn): void {
    if (to !== 'stopped') return void apply(batch, to)
    modal.confirm({
      title: `停发 ${batch.terms.title}？`,
      icon: null,
      okText: '停发',
      cancelText: '再想想',
      content: (
        <ul className="coupon-ask">
          <li>停了不能再开，要再发就新建一批。只想歇一会儿，用「暂停」。</li>
          {batch.taken > 0 && (
            <li>
              已发出的 {count(batch.taken)} 张不变，还没用的 {count(batch.taken - batch.used)} 张照常能用到期。
            </li>
          )}
          {batch.total > batch.taken && <li>剩下的 {count(batch.total - batch.taken)} 张不再发。</li>}
        </ul>
      ),
      onOk: () => apply(batch, to),
    })
  }

  return { turning, turn }
}

function doneWords({ terms, claimFrom }: BatchView, to: Turn): string {
  if (to === 'paused') return `${terms.title} 暂停了，会员暂时领不了，发出的照常能用。`
  if (to === 'stopped') return `${terms.title} 停发了，发出的照常能用。`
  const now = serverNow()
  return claimFrom > now ? `${terms.title} 排好了，${moment(claimFrom, now)} 开领。` : `${terms.title} 开始发放。`
}

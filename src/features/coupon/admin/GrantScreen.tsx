import { App } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { count } from '../../../admin/format'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { GrantView } from '../contract'
import { WORKING } from '../grant'
import { GrantCard } from './GrantCard'
import { GrantForm } from './GrantForm'
import { type GrantTurn, grantCells, grantHeads, grantTurns } from './grants'
import { MissedCard } from './MissedCard'
import './coupon.css'
import './couponForm.css'
import './grant.css'

const IDLE_MS = 60_000
const BUSY_MS = 5000

/** Giving a batch to many members at once: whom, how far it is, and taking it back. */
export function GrantScreen() {
  const [busy, setBusy] = useState(false)
  const list = useQuery('coupon.listGrants', {}, busy ? BUSY_MS : IDLE_MS)
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow()
  const { turning, turn } = useGrantTurn(list.reload)
  const grants = list.data?.grants ?? []
  const working = grants.some(({ state }) => WORKING.includes(state))
  if (working !== busy) setBusy(working)
  const blocked = !canEdit ? '要管理员或运营的账号' : online ? null : '离线，连上后再发'
  const given = grants.reduce((sum, { done, undone }) => sum + done - undone, 0)

  return (
    <Screen
      title="发券"
      crumb={grants.length > 0 ? `${grants.length} 次 · 发出 ${count(given)} 张` : ''}
      end={<BeatBar />}
      actions={
        grants.length > 0 && (
          <ExportCsv
            name={`发券-${dayOf(now)}`}
            heads={grantHeads}
            rows={() => Promise.resolve(grants.map(grantCells))}
            metrics={['given']}
          />
        )
      }
    >
      <div className="coupons">
        <div className="grants">
          {list.loading && <Skeleton rows={6} height={72} />}
          {list.error && (
            <Failure standing="已经开始的发放照常进行。" error={list.error} onRetry={() => void list.reload()} />
          )}
          {list.data && grants.length === 0 && (
            <section className="card">
              <Empty title="还没有发过券">右边选一批券和一群会员，先数一数有多少人，再决定发不发。</Empty>
            </section>
          )}
          {grants.map((grant) => (
            <GrantCard
              key={grant.id}
              grant={grant}
              now={now}
              blocked={blocked}
              turning={turning?.id === grant.id ? turning.to : null}
              onTurn={(to) => turn(grant, to)}
            />
          ))}
          <MissedCard blocked={blocked} />
        </div>
        <GrantForm blocked={blocked} onMade={() => void list.reload()} />
      </div>
    </Screen>
  )
}

/** Starts, pauses, goes on and takes back; only taking back asks first. */
function useGrantTurn(reload: () => Promise<void>) {
  const { modal, message } = App.useApp()
  const [turning, setTurning] = useState<{ id: string; to: GrantTurn } | null>(null)

  async function apply({ id }: GrantView, to: GrantTurn): Promise<void> {
    setTurning({ id, to })
    try {
      await call('coupon.turnGrant', { id, to })
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有改成，请再试一次。')
    } finally {
      await reload()
      setTurning(null)
    }
  }

  function turn(grant: GrantView, to: GrantTurn): void {
    if (to !== 'undoing') return void apply(grant, to)
    modal.confirm({
      title: `撤回 ${grant.title}？`,
      icon: null,
      okText: grantTurns.undoing,
      cancelText: '再想想',
      content: (
        <ul className="coupon-ask">
          <li>发出的 {count(grant.done)} 张里，还没用的会从会员手里收回，名额退回这批券。</li>
          <li>已经用掉的不动。转送给朋友、还没用的也一起收回。</li>
          <li>撤回以后不能再发这一次，要发就新建一次。</li>
        </ul>
      ),
      onOk: () => apply(grant, to),
    })
  }

  return { turning, turn }
}

import { App, Button, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { useNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { count, moment } from '../../../admin/format'
import { useQuery } from '../../../admin/useQuery'

/** What rules promised to members and could not give: by batch, with the reason and one button. */
export function MissedCard({ blocked }: { blocked: string | null }) {
  const { data, reload } = useQuery('coupon.listMissed', {})
  const batches = useQuery('coupon.listBatches', {}).data?.batches ?? []
  const now = useNow()
  const { message } = App.useApp()
  const [trying, setTrying] = useState<string | null>(null)
  const missed = data?.missed ?? []
  if (missed.length === 0) return null
  const ids = [...new Set(missed.map(({ batch }) => batch))]

  async function again(batch: string): Promise<void> {
    setTrying(batch)
    try {
      const answer = await call('coupon.giveMissed', { batch })
      void message.success(`${count(answer.again)} 张排上了，几分钟内送到。`)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有排上，请再试一次。')
    } finally {
      await reload()
      setTrying(null)
    }
  }

  return (
    <section className="card" aria-label="没送出的">
      <header>
        <h2>没送出的</h2>
        <span className="hint grant-made">升级、生日、连续打卡该送的券，当时没送成</span>
      </header>
      <ul className="grant-missed">
        {ids.map((batch) => {
          const rows = missed.filter((each) => each.batch === batch)
          return (
            <li key={batch}>
              <div>
                <b>{batches.find(({ _id }) => _id === batch)?.terms.title ?? batch}</b>
                <small>
                  {count(rows.length)} 位 · 最近 {moment(rows[0]?.at ?? 0, now)} · {rows[0]?.why}
                </small>
              </div>
              <Tooltip title={blocked}>
                <Button loading={trying === batch} disabled={blocked !== null} onClick={() => void again(batch)}>
                  补发
                </Button>
              </Tooltip>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

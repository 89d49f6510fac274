import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { PersonTimeline } from '../../person/admin/PersonTimeline'
import type { PeopleOnly, PersonRow } from '../contract'
import type { FunnelStepId } from '../rules'
import type { Asked } from './view'
import { faceWords, factWords, stepWords, words } from './words'

/** The people behind a number, and what happened to one of them. Nobody is named: a code, faces, steps. */
export function PeopleDrawer({
  asked,
  step,
  only,
  onClose,
}: {
  asked: Asked
  step: FunnelStepId | null
  only: PeopleOnly | null
  onClose: () => void
}) {
  const [chosen, setChosen] = useState<PersonRow | null>(null)
  const { from, to, attribution, by, value } = asked
  const input = {
    ...{ from, to, attribution },
    ...(value !== null && { dimension: by, value }),
    ...(step && { step }),
    ...(only && { only }),
  }
  const first = useQuery('funnel.people', input)
  const pages = usePages(first.data && { lines: first.data.rows, next: first.data.next }, async (after: Next) => {
    const { rows, next } = await call('funnel.people', { ...input, after })
    return { lines: rows, next }
  })
  const title = `${step === null ? words.entry : stepWords[step]}的人${only === null ? '' : ` · ${words.only[only]}`}`
  return (
    <Drawer
      open
      size={560}
      mask={false}
      onClose={onClose}
      title={chosen ? `${chosen.code} 的经过` : title}
      extra={chosen && <Button onClick={() => setChosen(null)}>回到名单</Button>}
      classNames={{ body: 'funnel-people' }}
    >
      {chosen && <PersonTimeline id={chosen.person} />}
      {first.loading && <Skeleton rows={10} height={44} />}
      {first.error && <Failure standing="人数没有变。" error={first.error} onRetry={() => void first.reload()} />}
      {!chosen && first.data && pages.lines.length === 0 && pages.next === null && (
        <p className="hint">没有这样的人。刚变动的人要几分钟后才数进来。</p>
      )}
      {!chosen && (
        <ol>
          {pages.lines.map((row) => (
            <li key={row.person}>
              <button type="button" onClick={() => setChosen(row)}>
                <b>{row.code}</b>
                <span className="hint">{moment(row.since, serverNow())} 第一次来</span>
                {row.left && (
                  <span className="tag" data-kind="amber">
                    7 天内离开
                  </span>
                )}
                <span className="end hint">{row.kinds.map((kind) => faceWords[kind]).join(' · ')}</span>
                <small>{row.steps.map((one) => factWords[one] ?? one).join(' → ')}</small>
              </button>
            </li>
          ))}
        </ol>
      )}
      {!chosen && pages.error && pages.next !== null && (
        <Failure
          standing="上面的都在。"
          error={pages.error}
          onRetry={() => pages.next && void pages.more(pages.next)}
        />
      )}
      {!chosen && pages.next !== null && !pages.error && (
        <Button loading={pages.busy} onClick={() => pages.next && void pages.more(pages.next)}>
          再往后看
        </Button>
      )}
    </Drawer>
  )
}

interface Next {
  day: string
  id: string
}

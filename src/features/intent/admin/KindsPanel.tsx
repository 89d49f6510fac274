import { Button } from 'antd'
import { useState } from 'react'
import { count, moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import type { IntentReport } from '../contract'
import type { MessageKind } from '../kinds'
import { KindDrawer } from './KindDrawer'
import { stateWords } from './kindForm'

/** The subscribe messages that members can be sent one by one: template, words, and what became of them. */
export function KindsPanel() {
  const asked = useQuery('intent.getKinds', {})
  const report = useQuery('intent.getReport', {})
  const [open, setOpen] = useState<string | null>(null)
  const { canEdit } = useRights()
  const kinds = asked.data?.kinds ?? []
  const kind = kinds.find(({ _id }) => _id === open)
  return (
    <div className="kinds">
      <section className="card sending-card" aria-label="会员提醒">
        <header>
          <h2>会员提醒</h2>
          <span className="hint">小程序订阅消息：会员点过同意才发，一次同意发一条</span>
        </header>
        {asked.loading && <Skeleton rows={5} height={64} />}
        {asked.error && !asked.data && (
          <Failure standing="提醒照常发。" error={asked.error} onRetry={() => void asked.reload()} />
        )}
        <ul className="kind-list">
          {kinds.map((one) => (
            <li key={one._id}>
              <div>
                <b>{one.name}</b> <Tag kind={one} />
                <p>{one.when}</p>
                <p className="kind-fields">
                  {one.fields.map(({ field, text }) => (
                    <span key={field}>
                      {text} <small>{field}</small>
                    </span>
                  ))}
                </p>
              </div>
              <Button size="small" onClick={() => setOpen(one._id)}>
                {canEdit ? (one.templateId === null ? '填模板编号' : '修改') : '查看'}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {report.data && <Report report={report.data} kinds={kinds} />}
      {kind && (
        <KindDrawer
          key={`${kind._id}:${kind.revision}`}
          kind={kind}
          canEdit={canEdit}
          onClose={() => setOpen(null)}
          onSaved={(saved) => {
            asked.put({ kinds: kinds.map((one) => (one._id === saved._id ? saved : one)) })
            setOpen(null)
          }}
        />
      )}
    </div>
  )
}

function Tag({ kind }: { kind: MessageKind }) {
  if (!kind.active) return <span className="tag">停用</span>
  if (kind.templateId === null) {
    return (
      <span className="tag" data-kind="amber">
        还没选模板，不会发
      </span>
    )
  }
  return (
    <span className="tag" data-kind="jade">
      在发
    </span>
  )
}

function Report({ report, kinds }: { report: IntentReport; kinds: readonly MessageKind[] }) {
  const { totals, unsaid } = report
  const nameOf = (id: string) => kinds.find(({ _id }) => _id === id)?.name ?? id
  return (
    <section className="card sending-card" aria-label="最近发的">
      <header>
        <h2>最近发的</h2>
        <span className="hint">{report.from === report.to ? report.from : `${report.from} 到 ${report.to}`}</span>
      </header>
      <dl className="kind-totals">
        {(['said', 'waiting', 'dropped', 'unknown'] as const).map((state) => (
          <div key={state}>
            <dt>{stateWords[state]}</dt>
            <dd>{count(totals[state])}</dd>
          </div>
        ))}
      </dl>
      <h3>没有发的和为什么</h3>
      {unsaid.length === 0 && (
        <p className="away-none">
          <Icon name="check" size={14} /> 没有。
        </p>
      )}
      <ul className="unsaid">
        {unsaid.slice(0, 50).map(({ id, kind, member, state, reason, at }) => (
          <li key={id}>
            <span>{moment(at)}</span>
            <b>{nameOf(kind)}</b>
            <span>{member}…</span>
            <small>
              {stateWords[state]}
              {reason ? `：${reason}` : ''}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

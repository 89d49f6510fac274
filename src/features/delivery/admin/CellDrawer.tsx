import { Button, Drawer } from 'antd'
import { count } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { timeOf } from '../../../kernel/day'
import type { Picked } from './BoardGrid'
import { glyphOf, minutesLate, stateName } from './board'
import { historyOf } from './history'

/** One beat of one group: what is said, how it travels, what happened. The grid beside it stays usable. */
export function CellDrawer({
  picked,
  now,
  busy,
  canEdit,
  onClose,
  onResolve,
  onRemind,
}: {
  picked: Picked | null
  now: number
  busy: boolean
  canEdit: boolean
  onClose: () => void
  onResolve: (outcome: 'sent' | 'resend') => void
  onRemind: () => void
}) {
  return (
    <Drawer
      open={picked !== null}
      onClose={onClose}
      size={480}
      mask={false}
      title={picked ? `${picked.group.name} · ${picked.beat.column} ${timeOf(picked.beat.from)}` : ''}
      footer={
        picked && <Decisions picked={picked} busy={busy} canEdit={canEdit} onResolve={onResolve} onRemind={onRemind} />
      }
    >
      {picked && <Message picked={picked} now={now} />}
    </Drawer>
  )
}

function Message({ picked, now }: { picked: Picked; now: number }) {
  const { group, beat, cell } = picked
  const late = minutesLate(beat, cell, now)
  return (
    <div className="message" data-tone={toneOf(beat.column, beat.module)}>
      <p className="message-state">
        <Glyph name={glyphOf(cell.state, late)} size={15} /> <b>{stateName(cell.state)}</b>
        {late > 0 && cell.state !== 'missed' && <span className="amber">晚 {late} 分</span>}
        <span className="tag">
          <RouteBadge route={cell.route} /> {routeNames[cell.route].name}
        </span>
      </p>
      <h3>群里会看到</h3>
      <div className="message-bubble">{beat.text || '这一拍没有文字。'}</div>
      <dl className="facts">
        <dt>群</dt>
        <dd>
          {group.name}，{count(group.members)} 人，群主 {group.ownerName}
        </dd>
        <dt>窗口</dt>
        <dd>
          {timeOf(beat.from)}–{timeOf(beat.until)}
        </dd>
        <dt>栏目页</dt>
        <dd>
          打开 {count(beat.opened)} 人次，回答 {count(beat.answered)} 人次（所有群合计）
        </dd>
      </dl>
      <h3>经过</h3>
      <ol className="history">
        {historyOf(beat, cell).map((moment) => (
          <li key={moment.words} data-ahead={moment.ahead}>
            <span>{moment.at ?? ''}</span>
            <div>
              {moment.words}
              {moment.detail && <small>{moment.detail}</small>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Decisions({
  picked,
  busy,
  canEdit,
  onResolve,
  onRemind,
}: {
  picked: Picked
  busy: boolean
  canEdit: boolean
  onResolve: (outcome: 'sent' | 'resend') => void
  onRemind: () => void
}) {
  const state = picked.cell.state
  if (state === 'unconfirmed') {
    return (
      <div className="actions">
        <Button type="primary" loading={busy} disabled={!canEdit} onClick={() => onResolve('sent')}>
          群里已经有了，记作已发出
        </Button>
        <Button disabled={busy || !canEdit} onClick={() => onResolve('resend')}>
          重新发送
        </Button>
      </div>
    )
  }
  if (state === 'awaiting_staff' || state === 'task_created') {
    return (
      <div className="actions">
        <Button loading={busy} disabled={!canEdit} onClick={onRemind}>
          催办 {picked.group.ownerName}
        </Button>
        <span className="hint">24 小时内最多提醒 3 次</span>
      </div>
    )
  }
  return (
    <span className="hint">{state === 'planned' ? '到点自动交给群主，现在不用做什么。' : '这一拍不需要处理。'}</span>
  )
}

import { Drawer } from 'antd'
import { count } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { Icon } from '../../../admin/parts/Icon'
import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { timeOf } from '../../../kernel/day'
import type { Picked } from './BoardGrid'
import { glyphOf, minutesLate, stateName } from './board'
import { CellDecisions } from './CellDecisions'
import { historyOf } from './history'
import type { Decisions } from './useDecisions'

/** One beat of one group: what is said, how it travels, what happened. The grid beside it stays usable. */
export function CellDrawer({
  picked,
  now,
  canEdit,
  decisions,
  onClose,
}: {
  picked: Picked | null
  now: number
  canEdit: boolean
  decisions: Decisions
  onClose: () => void
}) {
  return (
    <Drawer
      open={picked !== null}
      onClose={onClose}
      size={480}
      mask={false}
      title={picked ? `${picked.group.name} · ${picked.beat.column} ${timeOf(picked.beat.from)}` : ''}
      footer={picked && <CellDecisions picked={picked} now={now} canEdit={canEdit} decisions={decisions} />}
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
      {cell.reason && (
        <p
          className="note"
          data-kind={cell.state === 'missed' ? 'brick' : cell.state === 'unconfirmed' ? 'blue' : 'plain'}
        >
          <Icon name="warn" size={14} />
          <span>{cell.reason}</span>
        </p>
      )}
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

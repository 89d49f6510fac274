import { Drawer } from 'antd'
import { count } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { Icon } from '../../../admin/parts/Icon'
import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { useQuery } from '../../../admin/useQuery'
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

/** Opened → did something, group by group as far as it can be known; the lines add up to the last. */
function OpeningLines({ id, known }: { id: string; known: { opened: number; answered: number } }) {
  const { data, error } = useQuery('delivery.getOpenings', known.opened === 0 ? null : { id })
  if (known.opened === 0) return '还没有人打开'
  if (error) return `打开 ${count(known.opened)} 人次（分不出各群：${error.message}）`
  if (!data) return `打开 ${count(known.opened)} 人次`
  const lines = [
    ['本群', data.own],
    ['其他群', data.others],
    ['未知群', data.unknown],
    ['合计', data.total],
  ] as const
  return (
    <>
      <ul className="openings">
        {lines.map(([name, { opened, acted }]) => (
          <li key={name}>
            <span>{name}</span> 打开 {count(opened)} · 参与 {count(acted)}
          </li>
        ))}
      </ul>
      {data.unknown.opened > 0 && (
        <small>一个任务发给几个群时，卡片带不了群；打开的手机没进过这些群，就算在未知群。</small>
      )}
    </>
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
          <OpeningLines id={cell.id} known={beat} />
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

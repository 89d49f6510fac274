import { Drawer } from 'antd'
import { longDay } from '../../../admin/format'
import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { timeOf } from '../../../kernel/day'
import { partLine } from '../diff'
import { partWords } from '../words'
import { type BeatRow, clashNames, outcomeNames, outcomeOf, reasonOf } from './dryrun'

/** One beat as each of its groups would hear it: the words with every variable filled, the way, the verdict. */
export function DryrunDrawer({ row, onClose }: { row: BeatRow; onClose: () => void }) {
  const [first] = row.messages
  const texts = [...new Set(row.messages.map(({ text }) => text))]
  const others = (first?.parts ?? []).filter((part) => part.type !== 'text')
  return (
    <Drawer
      open
      size={560}
      mask={false}
      onClose={onClose}
      title={`${longDay(row.date)} ${timeOf(row.from)} · ${row.column}`}
    >
      <div className="dryrun-detail" data-tone={toneOf(row.column, row.module)}>
        <h3>群里会看到{texts.length > 1 ? `（${texts.length} 种，变量不同）` : ''}</h3>
        {texts.slice(0, 4).map((text) => (
          <div key={text} className="bubble">
            {text || '这一拍没有文字。'}
          </div>
        ))}
        {others.length > 0 && (
          <ul className="dryrun-parts">
            {others.map((part) => (
              <li key={`${part.type}${partLine(part)}`}>
                <span className="tag">{partWords[part.type]}</span> {partLine(part)}
              </li>
            ))}
          </ul>
        )}
        <h3>
          {row.messages.length} 个群 · 窗口 {timeOf(row.from)}–{timeOf(row.until)}
        </h3>
        <ul className="dryrun-groups">
          {row.messages.map((message) => {
            const [name, kind] = outcomeNames[outcomeOf(message)]
            const moved = message.verdict.do === 'send' && message.verdict.at !== message.from
            const reason = reasonOf(message)
            return (
              <li key={message.id}>
                <span className="ellipsis">
                  <b>{message.groupName}</b> <small>{message.ownerName}</small>
                </span>
                <span>
                  <RouteBadge route={message.route} /> {routeNames[message.route].name}
                </span>
                <span className="dryrun-tags">
                  <span className="tag" data-kind={kind}>
                    {name}
                  </span>
                  {message.clashes
                    .filter((clash) => clash !== 'over_budget')
                    .map((clash) => (
                      <span key={clash} className="tag" data-kind={clashNames[clash][1]}>
                        {clashNames[clash][0]}
                      </span>
                    ))}
                </span>
                {(reason !== null || moved || message.version !== first?.version) && (
                  <small>
                    {[
                      reason,
                      moved ? `${timeOf(message.verdict.at)} 才发` : null,
                      message.version !== first?.version ? `这个群还在走 v${message.version}` : null,
                    ]
                      .filter(Boolean)
                      .join('；')}
                  </small>
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </Drawer>
  )
}

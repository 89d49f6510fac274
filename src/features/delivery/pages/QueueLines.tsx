import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../client/parts/Button'
import { Icon, type IconName } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { clockText } from '../../../client/when'
import { Chain } from './Chain'
import type { ShownItem } from './outbox'
import { type Card, type Mark, markOf } from './queueOrder'
import { text } from './text'
import type { Queue } from './useQueue'

export function NextLine({ card, onPreview }: { card: Card; onPreview: () => void }) {
  const { lead, items } = card
  const way = lead.route === 'group_task' ? text.group : text.hand
  return (
    <View className="task-line">
      <View className="task-line__time">{clockText(lead.from)}</View>
      <View className="grow">
        <View className="task-line__name">{lead.column}</View>
        <View className="task-line__note">{`${way}，${text.groups(lead.groupName, items.length)}`}</View>
        {lead.standsInFor && <View className="task-line__note">{text.standsIn(lead.standsInFor)}</View>}
      </View>
      <Button look="ghost" size="sm" onPress={onPreview} label={`预览 ${lead.column}`}>
        {text.preview}
      </Button>
    </View>
  )
}

const MARKS: Record<Mark, { look: string; icon: IconName }> = {
  confirmed: { look: 'jade', icon: 'check' },
  self: { look: 'amber', icon: 'person' },
  late: { look: 'amber', icon: 'clock' },
  unconfirmed: { look: 'amber', icon: 'warn' },
  missed: { look: '', icon: 'info' },
  skipped: { look: '', icon: 'skip' },
  pending: { look: '', icon: 'offline' },
}

/** A finished message; a tap unfolds how far it came in each of its groups. */
export function DoneLine({ card, queue }: { card: Card; queue: Queue }) {
  const { lead, items } = card
  const [open, setOpen] = useState(false)
  const marks = [...new Set(items.map(markOf))]
  const [only] = marks
  return (
    <View className="done">
      <View
        className="task-line"
        hoverClass="is-pressed"
        onClick={() => setOpen(!open)}
        {...spoken('button', { label: `${lead.column}，${open ? text.fold : text.unfold}` })}
      >
        <View className="task-line__time">{clockText(lead.from)}</View>
        <View className="grow">
          <View className="task-line__name">{lead.column}</View>
          <View className="task-line__note">{items.length === 1 ? note(lead) : summary(items)}</View>
          <View className="task-line__note">{text.groups(lead.groupName, items.length)}</View>
        </View>
        {marks.length === 1 && only !== undefined ? (
          <MarkTag mark={only} />
        ) : (
          <View className="tag">{text.several}</View>
        )}
      </View>
      {open && items.map((item) => <OneGroup key={item.id} item={item} alone={items.length === 1} queue={queue} />)}
      {!open && items.some(({ mayResend }) => mayResend) && (
        <View className="task__same done__hint">{text.mayResend}</View>
      )}
    </View>
  )
}

function OneGroup({ item, alone, queue }: { item: ShownItem; alone: boolean; queue: Queue }) {
  return (
    <View className="done__group">
      {!alone && (
        <View className="done__head">
          <View className="grow">
            <View className="task-line__name">{item.groupName}</View>
            <View className="task-line__note">{note(item)}</View>
          </View>
          <MarkTag mark={markOf(item)} />
        </View>
      )}
      <Chain item={item} />
      {item.mayResend && (
        <Button
          look="tonal"
          size="sm"
          busy={queue.busy === item.id}
          onPress={() => void queue.sendAfterAll(item)}
          label={`补发到 ${item.groupName}`}
        >
          {text.resend}
        </Button>
      )}
    </View>
  )
}

function MarkTag({ mark }: { mark: Mark }) {
  const { look, icon } = MARKS[mark]
  return (
    <View className={`tag${look ? ` tag--${look}` : ''}`}>
      <Icon name={icon} size="xs" />
      {text.states[mark]}
    </View>
  )
}

/** How many groups ended in which way, and why when it is the same for all. */
function summary(items: readonly ShownItem[]): string {
  const counts = new Map<Mark, number>()
  for (const item of items) counts.set(markOf(item), (counts.get(markOf(item)) ?? 0) + 1)
  const ended = [...counts].map(([mark, count]) => text.inState(text.states[mark], count)).join('，')
  const reasons = new Set(items.map(({ reason }) => reason))
  const [why] = reasons
  return reasons.size === 1 && why ? `${ended}，${text.reason(why)}` : ended
}

function note({ state, sentAt, evidence, opened, reason, pending }: ShownItem): string {
  if (pending) return text.pendingNote
  if (sentAt !== null && (state === 'sent' || state === 'late')) {
    const time = clockText(sentAt)
    if (evidence === 'self') return opened === 0 ? text.selfNobody(time) : text.self(time, opened)
    return `${text.sentAt(time)}，${text.opened(opened)}`
  }
  return reason === null ? '' : text.reason(reason)
}

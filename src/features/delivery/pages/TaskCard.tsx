import { View } from '@tarojs/components'
import { useState } from 'react'
import { Beat } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Icon } from '../../../client/parts/Icon'
import { Notice } from '../../../client/parts/Notice'
import { spoken } from '../../../client/spoken'
import { clockText } from '../../../client/when'
import { Asked } from './Asked'
import { ByHand } from './ByHand'
import { Parts } from './Parts'
import { type Card, minutesOver, placeOf } from './queueOrder'
import { SendButton } from './SendButton'
import { text } from './text'
import type { Queue } from './useQueue'

interface TaskProps {
  card: Card
  /** The server's clock, ms. */
  now: number
  queue: Queue
}

/** A message that is to go out now or should have: what it says, to which groups, and one tap to send it. */
export function TaskCard({ card, now, queue }: TaskProps) {
  const { lead, items } = card
  const overdue = placeOf(lead, now) === 'overdue'
  return (
    <View className={`task${overdue ? '' : ' task--now'}`}>
      <View className="task__head">
        {overdue ? (
          <View className="task__warn">
            <Icon name="warn" size="m" />
          </View>
        ) : (
          <Beat kind="now" size="s" />
        )}
        <View className="task__time">{clockText(lead.from)}</View>
        <View className="task__name">{lead.column}</View>
        <View className={`tag ${overdue ? 'tag--amber' : 'tag--coral'}`}>
          {overdue && <Icon name="clock" size="xs" />}
          {overdue ? text.overdueTag(minutesOver(lead, now)) : text.tally.now}
        </View>
      </View>
      <View className="task__group">
        {`${items.length === 1 ? lead.groupName : text.groupCount(items.length)}，${(overdue ? text.wasDue : text.until)(clockText(lead.until))}`}
      </View>
      {items.length > 1 && <View className="task__all">{items.map(({ groupName }) => groupName).join('、')}</View>}
      {lead.standsInFor && <View className="task__group">{text.standsIn(lead.standsInFor)}</View>}
      {lead.route === 'staff_task' && lead.reason && <View className="task__group">{lead.reason}</View>}
      <Parts item={lead} />
      {overdue && <View className="task__late">{text.late[lead.late ?? 'ask']}</View>}
      {lead.route === 'group_task' ? (
        <View className="task__wecom">
          <Notice icon="people">
            <View className="notice__lead">{text.inWecom}</View>
            {text.inWecomHint}
          </Notice>
        </View>
      ) : (
        <Actions card={card} overdue={overdue} queue={queue} />
      )}
    </View>
  )
}

function Actions({ card, overdue, queue }: { card: Card; overdue: boolean; queue: Queue }) {
  const [skipping, setSkipping] = useState(false)
  const { lead, items } = card
  const busy = queue.busy === card.key
  const waiting = items.some(({ pending }) => pending)
  if (items.every(({ id }) => queue.handedOver.has(id))) return <Asked card={card} queue={queue} busy={busy} />
  // Past its window and not to be sent late: only what has happened can be said.
  const tooLate = overdue && lead.late === 'skip'
  return (
    <>
      {!tooLate && !overdue && (
        <View className="task__send">
          <SendButton card={card} overdue={false} busy={busy} onSend={() => void queue.send(card)} />
        </View>
      )}
      <View className={`task__row${overdue ? ' task__row--first' : ''}`}>
        {tooLate && (
          <Button
            look="ghost"
            grow
            busy={busy}
            onPress={() =>
              void queue.confirm(
                card,
                items.map(({ id }) => id),
              )
            }
          >
            {text.wasSent}
          </Button>
        )}
        {!tooLate && overdue && <SendButton card={card} overdue busy={busy} onSend={() => void queue.send(card)} />}
        {!overdue && (
          <Button look="ghost" grow icon="clock" busy={busy} onPress={() => void queue.postpone(card)}>
            {text.postpone}
          </Button>
        )}
        <Button look="ghost" grow icon="skip" busy={busy} onPress={() => setSkipping(!skipping)}>
          {text.skip}
        </Button>
      </View>
      {waiting && <View className="task__same">{text.pendingNote}</View>}
      {skipping && (
        <View className="task__reasons">
          <View className="task__lead">{text.reasonLead}</View>
          <View className="chips">
            {text.reasons.map((reason) => (
              <View
                key={reason}
                className="chip"
                hoverClass="is-pressed"
                onClick={() => {
                  setSkipping(false)
                  void queue.skip(card, reason)
                }}
                {...spoken('button', { label: `跳过，${reason}` })}
              >
                {reason}
              </View>
            ))}
          </View>
        </View>
      )}
      {!tooLate && <ByHand item={lead} />}
    </>
  )
}

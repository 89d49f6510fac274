import { Button as NativeButton, View } from '@tarojs/components'
import { useState } from 'react'
import { brand } from '../../../client/brand'
import { Beat } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Cover } from '../../../client/parts/Cover'
import { Icon } from '../../../client/parts/Icon'
import { Logo } from '../../../client/parts/NavBar'
import { Notice } from '../../../client/parts/Notice'
import { spoken } from '../../../client/spoken'
import { clockText } from '../../../client/when'
import type { QueueItem } from '../contract'
import { minutesOver, placeOf } from './queueOrder'
import { text } from './text'
import type { Queue } from './useQueue'

interface TaskProps {
  item: QueueItem
  /** The server's clock, ms. */
  now: number
  queue: Queue
  /** The card above holds the same words for another group: no need to read them twice. */
  repeats: boolean
}

/** A message that is to go out now or should have: what it says, and one tap to send it. */
export function TaskCard({ item, now, queue, repeats }: TaskProps) {
  const overdue = placeOf(item, now) === 'overdue'
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
        <View className="task__time">{clockText(item.from)}</View>
        <View className="task__name">{item.column}</View>
        <View className={`tag ${overdue ? 'tag--amber' : 'tag--coral'}`}>
          {overdue && <Icon name="clock" size="xs" />}
          {overdue ? text.overdueTag(minutesOver(item, now)) : text.tally.now}
        </View>
      </View>
      <View className="task__group">{`${item.groupName}，${(overdue ? text.wasDue : text.until)(clockText(item.until))}`}</View>
      {repeats ? <View className="task__same">{text.same}</View> : <Message item={item} />}
      {item.route === 'group_task' ? (
        <View className="task__wecom">
          <Notice icon="people">
            <View className="notice__lead">{text.inWecom}</View>
            {text.inWecomHint}
          </Notice>
        </View>
      ) : (
        <Actions item={item} overdue={overdue} queue={queue} />
      )}
    </View>
  )
}

/** The words and the card as the group will see them. */
export function Message({ item }: { item: QueueItem }) {
  return (
    <>
      {item.text !== '' && <View className="bubble">{item.text}</View>}
      {item.card && (
        <View className="mpcard" {...spoken('img', { label: `小程序卡片：${item.card.title}` })}>
          <View className="mpcard__app">
            <Logo size="s" />
            <View>{brand.shortName}</View>
          </View>
          <View className="mpcard__title">{item.card.title}</View>
          <Cover words={`${item.column}${item.card.cover}`} look="share" />
          <View className="mpcard__foot">
            <Icon name="mini" size="xs" />
            <View>{text.mini}</View>
          </View>
        </View>
      )}
    </>
  )
}

function Actions({ item, overdue, queue }: { item: QueueItem; overdue: boolean; queue: Queue }) {
  const [skipping, setSkipping] = useState(false)
  const busy = queue.busy === item.id
  if (queue.handedOver.has(item.id)) return <Asked item={item} queue={queue} busy={busy} />
  return (
    <>
      {!overdue && (
        <View className="task__send">
          <SendButton item={item} overdue={false} busy={busy} onSend={() => void queue.send(item)} />
        </View>
      )}
      <View className={`task__row${overdue ? ' task__row--first' : ''}`}>
        {overdue ? (
          <SendButton item={item} overdue busy={busy} onSend={() => void queue.send(item)} />
        ) : (
          <Button look="ghost" grow icon="clock" busy={busy} onPress={() => void queue.postpone(item)}>
            {text.postpone}
          </Button>
        )}
        <Button look="ghost" grow icon="skip" busy={busy} onPress={() => setSkipping(!skipping)}>
          {text.skip}
        </Button>
      </View>
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
                  void queue.skip(item, reason)
                }}
                {...spoken('button', { label: `跳过，${reason}` })}
              >
                {reason}
              </View>
            ))}
          </View>
        </View>
      )}
    </>
  )
}

interface SendProps {
  item: QueueItem
  overdue: boolean
  busy: boolean
  onSend: () => void
}

/** In WeChat only the platform's own button may open the chooser of groups; the page answers with the card (useShareAppMessage). */
function SendButton({ item, overdue, busy, onSend }: SendProps) {
  const words = busy ? text.sending : overdue ? text.sendLate : text.send
  const look = overdue ? 'tonal' : 'primary'
  if (process.env.TARO_ENV === 'weapp' && item.card) {
    return (
      <NativeButton
        id={`share-${item.id}`}
        className={`btn btn--${look} ${overdue ? 'grow' : 'btn--lg btn--block'} native`}
        openType="share"
        hoverClass="btn--pressed"
        onClick={onSend}
      >
        {words}
      </NativeButton>
    )
  }
  return (
    <Button
      look={look}
      size={overdue ? undefined : 'lg'}
      block={!overdue}
      grow={overdue}
      icon="send"
      busy={busy}
      onPress={onSend}
    >
      {words}
    </Button>
  )
}

/** WeChat tells nobody whether a card was really sent: the owner says so, and it counts as their own word. */
function Asked({ item, queue, busy }: { item: QueueItem; queue: Queue; busy: boolean }) {
  return (
    <View className="task__asked">
      <View className="task__question">{text.asked}</View>
      {item.text !== '' && process.env.TARO_ENV === 'weapp' && <View className="task__lead">{text.copied}</View>}
      <View className="task__row">
        <Button look="ghost" grow busy={busy} onPress={() => queue.notSent(item)}>
          {text.askedNo}
        </Button>
        <Button look="primary" grow busy={busy} onPress={() => void queue.confirm(item)}>
          {text.askedYes}
        </Button>
      </View>
    </View>
  )
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../client/parts/Button'
import { spoken } from '../../../client/spoken'
import { addedByHand } from './Parts'
import type { Card } from './queueOrder'
import { text } from './text'
import type { Queue } from './useQueue'

/** WeChat tells nobody whether a card was really sent: the owner says so, for each group, and it counts as their own word. */
export function Asked({ card, queue, busy }: { card: Card; queue: Queue; busy: boolean }) {
  const { items, lead } = card
  const [not, setNot] = useState<ReadonlySet<string>>(new Set())
  const sent = items.filter(({ id }) => !not.has(id)).map(({ id }) => id)
  const flip = (id: string) => {
    const next = new Set(not)
    if (!next.delete(id)) next.add(id)
    setNot(next)
  }
  return (
    <View className="task__asked">
      <View className="task__question">{items.length === 1 ? text.asked : text.askedMany}</View>
      {lead.text !== '' && process.env.TARO_ENV === 'weapp' && (
        <View className="task__lead">{queue.refused.has(lead.id) ? text.copiedOnly : text.copied}</View>
      )}
      {addedByHand(lead.parts).length > 0 && <View className="task__lead">{text.addByHand}</View>}
      {items.length > 1 && (
        <View className="chips">
          {items.map(({ id, groupName }) => (
            <View
              key={id}
              className={`chip${not.has(id) ? '' : ' is-on'}`}
              hoverClass="is-pressed"
              onClick={() => flip(id)}
              {...spoken('checkbox', { label: groupName, checked: !not.has(id) })}
            >
              {groupName}
            </View>
          ))}
        </View>
      )}
      <View className="task__row">
        <Button look="ghost" grow busy={busy} onPress={() => queue.notSent(card)}>
          {text.askedNo}
        </Button>
        <Button
          look={sent.length === 0 ? 'off' : 'primary'}
          grow
          busy={busy}
          onPress={() => void queue.confirm(card, sent)}
        >
          {sent.length === items.length ? text.askedYes : text.askedSome(sent.length)}
        </Button>
      </View>
    </View>
  )
}

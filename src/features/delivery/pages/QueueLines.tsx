import { View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { Icon, type IconName } from '../../../client/parts/Icon'
import { clockText } from '../../../client/when'
import type { QueueItem } from '../contract'
import { type Mark, markOf } from './queueOrder'
import { text } from './text'

export function NextLine({ item, onPreview }: { item: QueueItem; onPreview: () => void }) {
  return (
    <View className="task-line">
      <View className="task-line__time">{clockText(item.from)}</View>
      <View className="grow">
        <View className="task-line__name">{item.column}</View>
        <View className="task-line__note">{`${item.route === 'group_task' ? text.group : text.hand}，${item.groupName}`}</View>
      </View>
      <Button look="ghost" size="sm" onPress={onPreview} label={`预览 ${item.column}`}>
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
}

export function DoneLine({ item }: { item: QueueItem }) {
  const mark = markOf(item)
  const { look, icon } = MARKS[mark]
  return (
    <View className="task-line">
      <View className="task-line__time">{clockText(item.from)}</View>
      <View className="grow">
        <View className="task-line__name">{item.column}</View>
        <View className="task-line__note">{note(item)}</View>
        <View className="task-line__note">{item.groupName}</View>
      </View>
      <View className={`tag${look ? ` tag--${look}` : ''}`}>
        <Icon name={icon} size="xs" />
        {text.states[mark]}
      </View>
    </View>
  )
}

function note({ state, sentAt, evidence, opened, reason }: QueueItem): string {
  if (sentAt !== null && (state === 'sent' || state === 'late')) {
    const time = clockText(sentAt)
    if (evidence === 'self') return opened === 0 ? text.selfNobody(time) : text.self(time, opened)
    return `${text.sentAt(time)}，${text.opened(opened)}`
  }
  return reason === null ? '' : text.reason(reason)
}

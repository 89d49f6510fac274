import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../client/answer'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { entryText as text } from './entryText'

/** The row on a judge's own page, with how much waits; without a network it leads on all the same. */
export function ApprovalEntry() {
  const { answer } = useAnswer('approval.list', {})
  const waiting = answer === null ? 0 : answer.data.versions.length + answer.data.posts
  return (
    <View
      className="list__row"
      hoverClass="is-pressed"
      onClick={() => void Taro.navigateTo({ url: '/features/approval/pages/approvals/index' })}
      {...spoken('button', { label: `${text.title}${waiting > 0 ? `，${text.count(waiting)}` : ''}` })}
    >
      <View className="list__icon">
        <Icon name="check" size="m" />
      </View>
      <View className="grow">
        <View className="list__title">{text.title}</View>
        <View className="list__hint">{text.hint}</View>
      </View>
      {waiting > 0 && <View className="tag tag--coral">{text.count(waiting)}</View>}
      <View className="list__end">
        <Icon name="next" size="s" />
      </View>
    </View>
  )
}

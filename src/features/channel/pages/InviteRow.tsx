import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { invited, inviteLater } from '../../../client/invite'
import { useObservable } from '../../../client/observable'
import { Button } from '../../../client/parts/Button'
import { Section } from '../../../client/parts/Page'
import { INVITE_PAGE } from './GroupEntry'
import { text } from './text'
import './InviteRow.scss'

/**
 * The way to an advisor and a group, for whom it would be new. An invitation and nothing more: nothing hangs on it, and who does not want
 * it now is left alone for a month.
 */
export function InviteRow() {
  const { advisor, group } = useObservable(invited)
  if (!advisor && !group) return null
  return (
    <Section tight>
      <View className="card">
        <View className="earn__title">{text.row[advisor && group ? 'both' : advisor ? 'advisor' : 'group']}</View>
        <View className="earn__text">{text.rowHint}</View>
        <View className="invite-row">
          <Button look="text" size="sm" onPress={inviteLater}>
            {text.notNow}
          </Button>
          <Button look="tonal" size="sm" onPress={() => void Taro.navigateTo({ url: INVITE_PAGE })}>
            {text.look}
          </Button>
        </View>
      </View>
    </Section>
  )
}

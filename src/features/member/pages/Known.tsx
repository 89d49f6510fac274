import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../client/answer'
import { Button } from '../../../client/parts/Button'
import { Entry } from '../../../client/parts/Entry'
import { Section } from '../../../client/parts/Page'
import { figure } from '../../../client/when'
import { text } from './text'

export const PRIVACY_PAGE = '/features/member/pages/privacy/index'

const open = (act = '') => void Taro.navigateTo({ url: `${PRIVACY_PAGE}${act}` })

/** What we know of a member in four lines with their numbers, and the two ways out: take it along, or have it deleted. */
export function Known() {
  const known = useAnswer('member.countMine', {}).answer?.data
  const total = (...names: string[]) =>
    known?.counts.filter(({ name }) => names.includes(name)).reduce((sum, { count }) => sum + count, 0)
  const rows = [
    { ...text.known.checkin, count: total('checkin') },
    { ...text.known.coupons, count: total('coupons') },
    { ...text.known.voice, count: total('columns', 'surveys', 'posts') },
  ] as const
  return (
    <Section title={text.privacy} aside={text.kinds}>
      <View className="list">
        {rows.map(({ icon, title, hint, unit, count }) => (
          <Entry
            key={title}
            icon={icon}
            title={title}
            hint={hint}
            // Until the numbers are there the row keeps its place.
            end={count === undefined ? '' : `${figure(count)} ${unit}`}
            onPress={() => open()}
          />
        ))}
        <Entry
          icon="gift"
          title={text.birthday}
          hint={text.birthdayHint}
          end={known === undefined ? '' : known.birthday === null ? text.birthdayNone : dayText(known.birthday)}
          onPress={() => open()}
        />
      </View>
      <View className="caption me__note">{text.notKept}</View>
      <View className="me__acts">
        <Button look="ghost" grow onPress={() => open('?act=take')}>
          {text.take}
        </Button>
        <Button look="ghost" grow onPress={() => open('?act=leave')}>
          {text.remove}
        </Button>
      </View>
    </Section>
  )
}

/** `05-20` → `5 月 20 日` */
function dayText(birthday: string): string {
  return `${Number(birthday.slice(0, 2))} 月 ${Number(birthday.slice(3))} 日`
}

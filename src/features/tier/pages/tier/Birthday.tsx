import { Input, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call } from '../../../../client/call'
import { asFailure } from '../../../../client/failure'
import { Button } from '../../../../client/parts/Button'
import { Icon } from '../../../../client/parts/Icon'
import { Section } from '../../../../client/parts/Page'
import { Sheet } from '../../../../client/parts/Sheet'
import { say } from '../../../../client/toast'
import type { TierView } from '../../contract'
import { birthdayIn } from '../place'
import { text } from '../text'

/** The birthday, as the member tells it: month and day, changed once a year. */
export function Birthday({ view, onTold }: { view: TierView['birthday']; onTold: () => void }) {
  const [telling, setTelling] = useState(false)
  const { value, changeableFrom, gift } = view
  return (
    <Section title={text.birthdayTitle}>
      <View className="list">
        <View className="list__row">
          <View className="list__icon">
            <Icon name="gift" size="m" />
          </View>
          <View className="grow">
            <View className="list__title">{value === null ? text.birthdayNone : text.birthday(value)}</View>
            <View className="list__hint">
              {changeableFrom === null ? text.birthdayHint(gift) : text.birthdayKept(changeableFrom)}
            </View>
          </View>
          {changeableFrom === null && (
            <Button look="tonal" size="sm" onPress={() => setTelling(true)}>
              {value === null ? text.tell : text.change}
            </Button>
          )}
        </View>
      </View>
      {telling && (
        <TellSheet
          onClose={() => setTelling(false)}
          onTold={() => {
            setTelling(false)
            onTold()
          }}
        />
      )}
    </Section>
  )
}

function TellSheet({ onClose, onTold }: { onClose: () => void; onTold: () => void }) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const sent = useRef(false)
  const birthday = birthdayIn(typed)

  async function tell() {
    if (birthday === null) return setTrouble(text.tellWrong)
    if (sent.current) return
    sent.current = true
    setBusy(true)
    setTrouble(null)
    try {
      await call('tier.setBirthday', { birthday })
      say(text.saved, 'check')
      onTold()
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      sent.current = false
      setBusy(false)
    }
  }

  return (
    <Sheet title={text.tellTitle} onClose={onClose}>
      <View className="sheet__lead">{text.tellLead}</View>
      <Input
        className="field"
        type="number"
        maxlength={4}
        placeholder={text.tellPlaceholder}
        placeholderClass="field__placeholder"
        value={typed}
        onInput={({ detail }) => {
          setTyped(detail.value.replace(/\D/g, ''))
          setTrouble(null)
        }}
        aria-label={text.tellTitle}
      />
      {birthday !== null && <View className="sheet__lead">{text.tellCheck(text.birthday(birthday))}</View>}
      {birthday === '02-29' && <View className="sheet__lead">{text.leap}</View>}
      {trouble && <View className="consent__trouble">{trouble}</View>}
      <View className="sheet__act">
        <Button look="primary" size="lg" grow busy={busy} onPress={() => void tell()}>
          {busy ? text.saving : text.save}
        </Button>
      </View>
    </Sheet>
  )
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { Button } from '../../../client/parts/Button'
import { Icon } from '../../../client/parts/Icon'
import { Section } from '../../../client/parts/Page'
import { Sheet } from '../../../client/parts/Sheet'
import { silent, spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import type { PreferenceView } from '../contract'
import { text } from './text'

/** Of these only one can be true at a time. */
const ONE: ReadonlySet<string> = new Set(['quiet', 'often'])

/** What answers have taught: to see, to correct, to delete. */
export function Preferences() {
  const asked = useAnswer('survey.myPreferences', {})
  const [changing, setChanging] = useState<PreferenceView | null>(null)
  const [busy, setBusy] = useState(false)
  const all = asked.answer?.data.preferences ?? []
  const shown = all.filter(({ values, choices }) => values.length > 0 || choices.length > 0)
  if (shown.length === 0) return null

  async function save(key: string, values: string[]): Promise<void> {
    setBusy(true)
    try {
      const saved = await withConsent(() => call('survey.setPreference', { key, values }))
      if (saved === null) return
      asked.replace(saved)
      setChanging(null)
      say(values.length === 0 ? text.removed : text.corrected, 'check')
    } catch (error) {
      say(asFailure(error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={text.preferencesTitle}>
      <View className="list">
        {shown.map((preference) => (
          <View
            key={preference.key}
            className="list__row"
            hoverClass="is-pressed"
            onClick={() => setChanging(preference)}
            {...spoken('button', { label: `${preference.name}，${preference.values.join('、') || text.noValue}` })}
          >
            <View className="grow">
              <View className="list__hint">{preference.name}</View>
              <View className="list__title">{preference.values.join('、') || text.noValue}</View>
            </View>
            <View className="list__end">
              <Icon name="next" size="s" />
            </View>
          </View>
        ))}
      </View>
      <View className="caption me__note">{text.preferencesHint}</View>
      {changing && (
        <Change
          preference={changing}
          busy={busy}
          onClose={() => setChanging(null)}
          onSave={(values) => void save(changing.key, values)}
        />
      )}
    </Section>
  )
}

interface ChangeProps {
  preference: PreferenceView
  busy: boolean
  onClose: () => void
  onSave: (values: string[]) => void
}

function Change({ preference: { key, name, values, choices }, busy, onClose, onSave }: ChangeProps) {
  const [picked, setPicked] = useState<readonly string[]>(values)
  const one = ONE.has(key)
  function tap(value: string): void {
    haptic('light')
    if (picked.includes(value)) setPicked(picked.filter((each) => each !== value))
    else setPicked(one ? [value] : [...picked, value])
  }
  return (
    <Sheet title={text.change(name)} onClose={onClose}>
      <View className="options">
        {[...new Set([...choices, ...values])].map((value) => {
          const on = picked.includes(value)
          return (
            <View
              key={value}
              className={`option option--row${on ? ' is-on' : ''}`}
              hoverClass="is-pressed"
              onClick={() => tap(value)}
              {...spoken(one ? 'radio' : 'checkbox', { label: value, checked: on })}
            >
              <View className="option__words">
                <View className="option__text">{value}</View>
              </View>
              <View className={`option__mark option__mark--${one ? 'radio' : 'checkbox'}`} {...silent}>
                {on && <Icon name="check" size="s" />}
              </View>
            </View>
          )
        })}
      </View>
      <View className="sheet__act">
        {values.length > 0 && (
          <Button look="ghost" size="lg" busy={busy} onPress={() => onSave([])}>
            {text.remove}
          </Button>
        )}
        <Button
          look={picked.length === 0 ? 'off' : 'primary'}
          size="lg"
          busy={busy}
          onPress={() => onSave([...picked].filter((each) => choices.includes(each)))}
        >
          {text.save}
        </Button>
      </View>
    </Sheet>
  )
}

import { Input, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { say } from '../../../client/toast'
import { text } from './text'

/** A member of staff ties this phone's WeChat identity to their name, once, with a code from a colleague. */
export function BindSheet({ onClose, onBound }: { onClose: () => void; onBound: () => void }) {
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const sent = useRef(false)
  const [trouble, setTrouble] = useState<string | null>(null)

  async function bind() {
    if (!/^\d{8}$/.test(code)) return setTrouble(text.bindShort)
    // A code works once: a second tap within one frame would be refused and look like a failure.
    if (sent.current) return
    sent.current = true
    setBusy(true)
    setTrouble(null)
    try {
      const { data } = await call('staff.bind', { code })
      say(text.bound(data.staff.name), 'check')
      onBound()
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      sent.current = false
      setBusy(false)
    }
  }

  return (
    <Sheet title={text.bindTitle} onClose={onClose}>
      <View className="sheet__lead">{text.bindLead}</View>
      <Input
        className="field"
        type="number"
        maxlength={8}
        placeholder={text.bindPlaceholder}
        placeholderClass="field__placeholder"
        value={code}
        onInput={({ detail }) => setCode(detail.value.replace(/\D/g, ''))}
        aria-label={text.bindPlaceholder}
      />
      {trouble && <View className="consent__trouble">{trouble}</View>}
      <View className="sheet__act">
        <Button look="primary" size="lg" grow busy={busy} onPress={() => void bind()}>
          {busy ? text.binding : text.bind}
        </Button>
      </View>
    </Sheet>
  )
}

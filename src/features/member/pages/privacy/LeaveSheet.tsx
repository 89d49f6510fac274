import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../../client/call'
import { asFailure } from '../../../../client/failure'
import { Button } from '../../../../client/parts/Button'
import { Sheet } from '../../../../client/parts/Sheet'
import { say } from '../../../../client/toast'
import { text } from './text'

/** The one word that ends a membership. */
const WORD = '注销'

/** Says what goes and what stays, and wants the word typed: nothing of it comes back. */
export function LeaveSheet({ onClose, onLeft }: { onClose: () => void; onLeft: () => void }) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)

  async function leave(): Promise<void> {
    if (typed.trim() !== WORD) return setTrouble(text.leaveField)
    setBusy(true)
    setTrouble(null)
    try {
      await call('member.leave', { sure: WORD })
      say(text.left, 'check')
      onLeft()
    } catch (error) {
      setTrouble(asFailure(error).message)
      setBusy(false)
    }
  }

  return (
    <Sheet title={text.leave} onClose={onClose}>
      {text.leaveLead.map((line) => (
        <View key={line} className="sheet__lead privacy__lead">
          {line}
        </View>
      ))}
      <Input
        className="field"
        maxlength={4}
        placeholder={text.leaveField}
        placeholderClass="field__placeholder"
        value={typed}
        onInput={({ detail }) => setTyped(detail.value)}
        aria-label={text.leaveField}
      />
      {trouble && <View className="consent__trouble">{trouble}</View>}
      <View className="sheet__act">
        <Button look="ghost" size="lg" grow busy={busy} onPress={() => void leave()}>
          {busy ? text.leavingNow : text.leaveSure}
        </Button>
        <Button look="tonal" size="lg" grow onPress={onClose}>
          {text.leaveBack}
        </Button>
      </View>
    </Sheet>
  )
}

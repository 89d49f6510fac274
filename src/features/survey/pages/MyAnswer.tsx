import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { SkeletonBlock } from '../../../client/parts/Skeleton'
import { LoadFailure } from '../../../client/parts/State'
import { say } from '../../../client/toast'
import { text } from './text'

/** One answer as it was given, and the way to take one's own words back. */
export function MyAnswer({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const asked = useAnswer('survey.myAnswers', { id })
  const [sure, setSure] = useState(false)
  const [busy, setBusy] = useState(false)
  const view = asked.answer?.data

  async function forget(): Promise<void> {
    setBusy(true)
    try {
      await call('survey.forgetAnswer', { id })
      await asked.again()
      setSure(false)
      say(text.forgotten, 'check')
    } catch (error) {
      say(asFailure(error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet title={title} onClose={onClose}>
      {!view && !asked.failure && <SkeletonBlock look="card" />}
      {!view && asked.failure && (
        <LoadFailure title={text.answerFailed} failure={asked.failure} onAgain={() => void asked.again()} />
      )}
      {view && view.lines.length === 0 && <View className="sheet__lead">{text.noAnswer}</View>}
      {view?.lines.map(({ question, answer }) => (
        <View key={question} className="said">
          <View className="said__question">{question}</View>
          <View className="said__answer">{answer}</View>
        </View>
      ))}
      {view && sure && <View className="sheet__lead said__sure">{text.forgetHint}</View>}
      {view && (
        <View className="sheet__act">
          {sure ? (
            <>
              <Button look="ghost" size="lg" onPress={() => setSure(false)}>
                {text.forgetNo}
              </Button>
              <Button look="tonal" size="lg" busy={busy} onPress={() => void forget()}>
                {text.forgetYes}
              </Button>
            </>
          ) : (
            view.lines.length > 0 && (
              <Button look="ghost" size="lg" onPress={() => setSure(true)}>
                {text.forget}
              </Button>
            )
          )}
        </View>
      )}
    </Sheet>
  )
}

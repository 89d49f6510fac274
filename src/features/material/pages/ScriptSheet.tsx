import { Input, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { SkeletonBlock } from '../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../client/parts/State'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { answersOf, scriptTree, UNSORTED } from '../scripts'
import { text } from './text'

/** Questions that fit on a phone before somebody narrows them down. */
const SHOWN = 30

/** The library of words on the phone of who answers: search a question, copy an answer in the tone that fits. */
export function ScriptSheet({ onClose }: { onClose: () => void }) {
  const asked = useAnswer('material.listScripts', {})
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const all = asked.answer?.data.scripts.map((each) => ({ ...each, script: each.script ?? UNSORTED })) ?? null
  const found = scriptTree(all ?? [], words).flatMap(({ category, questions }) =>
    questions.map((question) => ({ category, question })),
  )
  return (
    <Sheet title={text.title} onClose={onClose}>
      <Input
        className="field scripts__search"
        placeholder={text.search}
        placeholderClass="field__placeholder"
        value={words}
        maxlength={60}
        onInput={({ detail }) => setWords(detail.value)}
        aria-label={text.search}
      />
      {asked.failure && all === null && (
        <LoadFailure title={text.failed} failure={asked.failure} onAgain={() => void asked.again()} />
      )}
      {all === null && !asked.failure && (
        <View className="skeleton" {...spoken('status', { label: text.loading })}>
          <SkeletonBlock look="card" />
        </View>
      )}
      {all !== null && found.length === 0 && (
        <Empty title={all.length === 0 ? text.none : text.empty} hint={text.emptyHint} />
      )}
      <View className="scripts__list">
        {found.slice(0, SHOWN).map(({ category, question }) => (
          <View key={question.id} className="scripts__one">
            <View
              className="scripts__ask"
              onClick={() => setOpen(open === question.id ? null : question.id)}
              {...spoken('button', { label: question.name })}
            >
              <View className="grow">{question.name}</View>
              <View className="caption">{category === '' ? text.unsorted : category}</View>
            </View>
            {open === question.id &&
              answersOf(question).map(({ tone, text: answer }) => (
                <View key={tone} className="scripts__answer">
                  <View className="bubble">{answer}</View>
                  <Button look="tonal" size="sm" onPress={() => void copy(answer)}>
                    {text.copy(tone)}
                  </Button>
                </View>
              ))}
          </View>
        ))}
      </View>
    </Sheet>
  )
}

async function copy(answer: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data: answer })
    say(text.copied, 'check')
  } catch (error) {
    console.warn('setClipboardData', error)
    say(text.notCopied)
  }
}

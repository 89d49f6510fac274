import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import type { ToneWording } from '../../sop/rules'
import { answersOf } from '../scripts'
import { ScriptAnswers, ScriptTree, scriptsOf } from './ScriptTree'
import './material.css'

/** Finds an answer in the tree of questions; what is taken is a copy. */
export function ScriptPicker({
  tone,
  onPick,
  onPickAll,
  onClose,
}: {
  /** The tone that is being written; '' for none. */
  tone: string
  onPick: (text: string) => void
  /** Takes every tone of a question at once; absent where there is room for one. */
  onPickAll?: ((answers: ToneWording[]) => void) | undefined
  onClose: () => void
}) {
  const list = useQuery('material.listScripts', {})
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const scripts = scriptsOf(list.data?.scripts ?? [])
  return (
    <Modal open width={860} title="从话术库选" footer={null} onCancel={onClose}>
      <div className="script-picker">
        {list.loading && <Skeleton rows={6} height={36} />}
        {list.error && <Failure standing="内容还在，没有丢。" error={list.error} onRetry={() => void list.reload()} />}
        {list.data && scripts.length === 0 && (
          <p className="material-none">话术库里还没有问题。到「素材库」的「话术」里写一条。</p>
        )}
        {scripts.length > 0 && (
          <ScriptTree scripts={scripts} words={words} chosen={chosen} onWords={setWords} onChoose={setChosen}>
            {(question) => (
              <>
                <ScriptAnswers
                  question={question}
                  preferred={tone}
                  action={(text) => (
                    <Button size="small" onClick={() => onPick(text)}>
                      放进文案
                    </Button>
                  )}
                />
                {onPickAll && question.script.answers.length > 0 && (
                  <Button size="small" onClick={() => onPickAll(answersOf(question))}>
                    {question.script.answers.length + 1} 种语气一起放进来
                  </Button>
                )}
              </>
            )}
          </ScriptTree>
        )}
      </div>
    </Modal>
  )
}

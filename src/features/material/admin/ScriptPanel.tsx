import { App, Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import type { useQuery } from '../../../admin/useQuery'
import { ScriptAnswers, ScriptTree, scriptsOf } from './ScriptTree'

/** The library of words: questions, their answers, where they are said. */
export function ScriptPanel({
  list,
  words,
  chosen,
  blocked,
  onWords,
  onChoose,
  onOpen,
  onWrite,
}: {
  list: ReturnType<typeof useQuery<'material.listScripts'>>
  words: string
  chosen: string | null
  /** Why nothing can be written now, or null. */
  blocked: string | null
  onWords: (words: string) => void
  onChoose: (id: string) => void
  /** Its whole page: where it is used, changing, archiving. */
  onOpen: (id: string) => void
  onWrite: () => void
}) {
  const { message } = App.useApp()
  // Typed at once, in the address a moment later.
  const [typed, setTyped] = useState(words)
  if (list.loading) return <Skeleton rows={8} height={40} />
  if (list.error) {
    return <Failure standing="已经排好的内容照常发。" error={list.error} onRetry={() => void list.reload()} />
  }
  if (list.data === null) return null
  const scripts = scriptsOf(list.data.scripts)
  if (scripts.length === 0) {
    return (
      <Empty
        title="还没有话术"
        action={
          <Button type="primary" disabled={blocked !== null} onClick={onWrite}>
            写第一个问题
          </Button>
        }
      >
        把顾客常问的写成一问一答，分好类；同一个答案可以有亲切、简洁几种说法。编排时搜一下就能放进文案。
      </Empty>
    )
  }
  return (
    <>
      <ScriptTree
        scripts={scripts}
        words={typed}
        chosen={chosen}
        onWords={(next) => {
          setTyped(next)
          onWords(next)
        }}
        onChoose={onChoose}
      >
        {(question) => (
          <>
            <p className="script-facts">
              {question.tags.map((tag) => (
                <span className="tag" key={tag}>
                  #{tag}
                </span>
              ))}
              <span className="hint">{question.uses > 0 ? `${question.uses} 处内容在用` : '还没有内容用它'}</span>
              <Button size="small" icon={<Icon name="pen" size={12} />} onClick={() => onOpen(question.id)}>
                {blocked === null ? '改，看用在哪里' : '看用在哪里'}
              </Button>
            </p>
            <ScriptAnswers
              question={question}
              action={(text) => (
                <Button
                  size="small"
                  type="text"
                  onClick={() =>
                    void navigator.clipboard.writeText(text).then(
                      () => message.success('抄好了，可以粘贴。'),
                      () => message.error('浏览器不让抄，请选中文字自己复制。'),
                    )
                  }
                >
                  复制
                </Button>
              )}
            />
          </>
        )}
      </ScriptTree>
      {list.data.more > 0 && <p className="hint">还有 {list.data.more} 个更早的问题没有列出，不用的可以归档。</p>}
    </>
  )
}

import { Button, Modal } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { newRequest } from '../../../admin/request'
import { navigate } from '../../../admin/router'
import type { DesignProblem } from '../contract'
import type { Definition } from '../definition'
import { questionsOf } from '../model'
import { TEMPLATES } from '../templates'
import { blankSurvey } from './blank'
import { placeWords } from './ProblemList'
import { shelve } from './shelf'
import { sentenceOfError } from './useSurveyDraft'

const MOST_CHARACTERS = 400_000

/** How a survey begins. Nothing is stored on the server before the operator saves. */
export function NewSurvey({ onClose }: { onClose: () => void }) {
  const [read, setRead] = useState<{ name: string; definition: Definition; problems: DesignProblem[] } | null>(null)
  const [wrong, setWrong] = useState<{ file: string; sentence: string } | null>(null)
  const [reading, setReading] = useState(false)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  function begin(prefix: string, definition: Definition, name = definition.title) {
    const survey = `${prefix}_${newRequest().slice(0, 6)}`
    const form = { name, draft: definition }
    shelve(survey, { form, base: form, revision: 0 })
    navigate(hrefOf('/survey', { s: survey, new: '1' }))
  }

  async function readFile(file: File) {
    setReading(true)
    setWrong(null)
    setRead(null)
    try {
      const json = await file.text()
      if (json.length > MOST_CHARACTERS) return setWrong({ file: file.name, sentence: '文件太大了，最多 40 万字。' })
      setRead({ name: file.name, ...(await call('survey.importJson', { json })) })
    } catch (error) {
      setWrong({ file: file.name, sentence: sentenceOfError(error) })
    } finally {
      setReading(false)
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !reading) void readFile(file)
  }

  return (
    <Modal open width={720} title="新建问卷" footer={null} onCancel={onClose}>
      <ul className="survey-templates">
        {TEMPLATES.map(({ key, name, purpose, definition }) => (
          <li key={key}>
            <button type="button" onClick={() => begin(key, definition, name)}>
              <b>{name}</b>
              <span>{purpose}</span>
              <small>
                {questionsOf(definition).length} 题 · {definition.anonymous ? '匿名' : '实名'}
              </small>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => begin('survey', blankSurvey())}>
            <b>空白</b>
            <span>自己从第一题写起</span>
          </button>
        </li>
      </ul>
      <section
        className="survey-drop"
        data-over={over}
        aria-label="导入 JSON"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="import" size={20} />
        <span>把导出的 JSON 拖到这里，先检查，什么都不会存。</span>
        <Button size="small" loading={reading} onClick={() => input.current?.click()}>
          选文件
        </Button>
        <input
          ref={input}
          type="file"
          className="sr"
          tabIndex={-1}
          aria-label="问卷的 JSON 文件"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void readFile(file)
          }}
        />
      </section>
      <div role="alert">
        {wrong && (
          <p className="note" data-kind="brick">
            <Icon name="warn" size={14} />
            <span>
              <b>{wrong.file}</b> 没有导入，什么都没有存。{wrong.sentence}
            </span>
          </p>
        )}
      </div>
      {read && (
        <section className="survey-read" aria-label="检查结果">
          <p>
            <b>{read.definition.title}</b> · {read.definition.pages.length} 页 {questionsOf(read.definition).length} 题
          </p>
          {read.problems.length === 0 ? (
            <p className="jade">没有问题，可以直接发布。</p>
          ) : (
            <ul>
              {read.problems.map((problem) => (
                <li key={`${problem.page} ${problem.question} ${problem.message}`}>
                  <b>{placeWords(problem, read.definition)}</b> {problem.message}
                </li>
              ))}
            </ul>
          )}
          <Button type="primary" onClick={() => begin('survey', read.definition)}>
            {read.problems.length === 0 ? '放进编辑器' : '放进编辑器，再改'}
          </Button>
        </section>
      )}
    </Modal>
  )
}

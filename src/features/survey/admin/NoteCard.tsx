import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { useNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import type { SurveyDetail } from '../contract'
import { sentenceOfError } from './useSurveyDraft'

/** What the answers changed, told to members. */
export function NoteCard({ survey, onSaved }: { survey: SurveyDetail; onSaved: (survey: SurveyDetail) => void }) {
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow(60_000)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const request = useRef(newRequest())

  async function save() {
    setBusy(true)
    setProblem(null)
    try {
      onSaved(await call('survey.youSaidWeDid', { survey: survey.id, text: text.trim(), request: request.current }))
      request.current = newRequest()
      setText('')
    } catch (error) {
      setProblem(sentenceOfError(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="card survey-notes" aria-label="你说了，我们做了">
      <header>
        <h2>你说了，我们做了</h2>
        <span className="hint">会员在问卷列表看到</span>
      </header>
      <div className="survey-card-body">
        {canEdit && (
          <div className="survey-note-form">
            <Input.TextArea
              aria-label="告诉会员改了什么"
              maxLength={200}
              showCount
              autoSize={{ minRows: 2, maxRows: 6 }}
              placeholder="例：你们说中午消息太多，12 月起午间栏目隔天发一次"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {problem && <p className="brick">{problem}</p>}
            <Button
              size="small"
              type="primary"
              loading={busy}
              disabled={text.trim() === '' || !online}
              onClick={() => void save()}
            >
              告诉会员
            </Button>
          </div>
        )}
        {survey.notes.length === 0 && <p className="hint">还没有写过。改了什么，就告诉答过的人，下一次更愿意答。</p>}
        <ul>
          {survey.notes.map((note) => (
            <li key={note.id}>
              <p>{note.text}</p>
              <small className="hint">
                {note.by} {moment(note.at, now)}
              </small>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

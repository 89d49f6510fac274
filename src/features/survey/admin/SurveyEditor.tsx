import { App, Button, Tooltip } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useOnline } from '../../../admin/desk'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import type { SurveyDetail } from '../contract'
import type { Definition } from '../definition'
import { designProblems } from '../design'
import { pieceNames, shownPiece } from './draftForm'
import { EditorFields } from './EditorFields'
import { ProblemList } from './ProblemList'
import { SurveyActions } from './SurveyActions'
import { SurveyPhone } from './SurveyPhone'
import { SurveyStructure } from './SurveyStructure'
import { addressOf, type Spot, spotOf } from './spots'
import { editorText, stateNames } from './text'
import { formOf, useSurveyDraft } from './useSurveyDraft'

/** Structure at the left, the fields of what is chosen there in the middle, the phone at the right. */
export function SurveyEditor({
  survey,
  detail,
  onStored,
}: {
  survey: string
  /** Null while it is not on the server. */
  detail: SurveyDetail | null
  onStored: (detail: SurveyDetail) => void
}) {
  const { message } = App.useApp()
  const { canEdit } = useRights()
  const online = useOnline()
  const { query } = usePlace()
  const [known, setKnown] = useState(detail)
  const draft = useSurveyDraft(survey, detail, (stored) => {
    setKnown(stored)
    onStored(stored)
  })
  const { form, compared } = draft
  const definition = form.draft
  const spot = spotOf(query.at, definition)
  const problems = useMemo(() => designProblems(definition), [definition])
  const go = (to: Spot) => navigate(hrefOf('/survey', { s: survey, new: known ? null : '1', at: addressOf(to) }), true)
  const change = (next: Definition, deleted: string | null = null) => draft.setDraft(next, deleted)

  async function save(): Promise<SurveyDetail | null> {
    const stored = await draft.save()
    if (!stored) return null
    void message.success('草稿存好了。会员看到的还是发布过的那一版。')
    if (!known) navigate(hrefOf('/survey', { s: survey, at: query.at }), true)
    return stored
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      if (canEdit && draft.dirty && !draft.busy && !draft.theirs) void save()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  const state = known ? stateNames[known.state] : stateNames.draft
  const standing = !canEdit ? '只看' : !known ? '还没有存过' : draft.dirty ? '有没存的修改' : '都存好了'
  return (
    <Screen
      title={form.name || '问卷'}
      flush
      crumb={
        <>
          <a href={hrefOf('/surveys')}>问卷</a> / {known?.live ? `v${known.live}` : '没有发布过'}{' '}
          <span className="tag" data-kind={state.kind}>
            {state.name}
          </span>
        </>
      }
      actions={
        <>
          <span className="hint" aria-live="polite">
            {standing}
          </span>
          {canEdit && (
            <Tooltip title={online ? null : '离线，连上后再存；写的内容在这台电脑里'}>
              <Button
                loading={draft.busy}
                disabled={!online || !draft.dirty || draft.theirs !== null}
                onClick={() => void save()}
              >
                存草稿 ⌘S
              </Button>
            </Tooltip>
          )}
          <SurveyActions
            survey={survey}
            known={known}
            draft={draft}
            problems={problems}
            blocked={!canEdit ? '要管理员或运营的账号' : online ? null : '离线，连上后再试'}
            onSave={save}
            onChanged={(stored) => {
              setKnown(stored)
              draft.follow(stored)
              onStored(stored)
            }}
          />
        </>
      }
    >
      <div className="survey-editor">
        <SurveyStructure
          definition={definition}
          spot={spot}
          problems={problems}
          editable={canEdit}
          change={change}
          go={go}
        />
        <section className="survey-fields" aria-label="内容">
          {draft.kept && (
            <p className="note" data-kind="amber" role="alert">
              <Icon name="warn" size={14} />
              <span>{editorText.kept}</span>
              <Button size="small" onClick={draft.takeKept}>
                接着改
              </Button>
              <Button size="small" onClick={draft.dropKept}>
                不要了
              </Button>
            </p>
          )}
          {compared && draft.theirs && (
            <ConflictNote
              what="这份问卷"
              base={compared[0] ?? {}}
              mine={compared[1] ?? {}}
              theirs={compared[2] ?? {}}
              names={pieceNames([form, formOf(draft.theirs)])}
              shown={shownPiece}
              onSettle={draft.settle}
            />
          )}
          {draft.problem && (
            <p className="note" data-kind="brick" role="alert">
              <Icon name="warn" size={14} /> <span>没有存上，你写的还在这里。{draft.problem}</span>
            </p>
          )}
          <div aria-live="polite">
            {draft.undo && (
              <p className="note survey-undo">
                <span>{draft.undo.words}</span>
                <button type="button" className="linkish" onClick={draft.undoDelete}>
                  撤销
                </button>
              </p>
            )}
          </div>
          <fieldset className="survey-form" disabled={!canEdit} aria-label="字段">
            <EditorFields
              spot={spot}
              form={form}
              fixed={known !== null && known.live !== null}
              put={draft.put}
              change={change}
              go={go}
            />
          </fieldset>
        </section>
        <aside className="survey-preview" aria-label="预览和检查">
          <SurveyPhone definition={definition} spot={spot} onShow={go} />
          <ProblemList problems={problems} definition={definition} go={go} />
        </aside>
      </div>
    </Screen>
  )
}

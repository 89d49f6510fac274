import { App, Button, Dropdown, Tooltip } from 'antd'
import { useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { newRequest } from '../../../admin/request'
import { navigate } from '../../../admin/router'
import type { DesignProblem, SurveyDetail } from '../contract'
import { saveFile } from './saveFile'
import { editorText } from './text'
import { type SurveyDraft, sentenceOfError } from './useSurveyDraft'
import { VersionDrawer } from './VersionDrawer'

type Turn = 'pause' | 'close' | 'reopen'
const turnWords: Record<Turn, { name: string; done: string }> = {
  pause: { name: '暂停', done: '暂停了，正在答的人先留着草稿。' },
  close: { name: '结束', done: '结束了，已经交的都留着。' },
  reopen: { name: '重新打开', done: '又开始收了。' },
}

/** Publishing, pausing, closing, asking now, versions and the file. */
export function SurveyActions({
  survey,
  known,
  draft,
  problems,
  blocked,
  onSave,
  onChanged,
}: {
  survey: string
  known: SurveyDetail | null
  draft: SurveyDraft
  problems: readonly DesignProblem[]
  /** Why nothing can be changed now. */
  blocked: string | null
  onSave: () => Promise<SurveyDetail | null>
  onChanged: (detail: SurveyDetail) => void
}) {
  const { modal, message } = App.useApp()
  const [versions, setVersions] = useState(false)
  const [busy, setBusy] = useState(false)
  // One name for one intent until it is answered: a repeat after a lost answer does nothing twice.
  const requests = useRef(new Map<string, string>())
  const requestOf = (intent: string) => {
    const request = requests.current.get(intent) ?? newRequest()
    requests.current.set(intent, request)
    return request
  }

  async function act(intent: string, run: (request: string) => Promise<SurveyDetail | null>, done: string) {
    setBusy(true)
    try {
      const stored = await run(requestOf(intent))
      requests.current.delete(intent)
      if (stored) onChanged(stored)
      void message.success(done)
    } catch (error) {
      if (error instanceof CallError && error.code === 'CHANGED_MEANWHILE') await draft.compare()
      else void message.error(sentenceOfError(error))
    } finally {
      setBusy(false)
    }
  }

  async function publish() {
    const stored = draft.dirty ? await onSave() : known
    if (!stored) return
    const { revision } = stored
    const next = (stored.versions.at(-1)?.version ?? 0) + 1
    modal.confirm({
      title: `发布 v${next}？`,
      icon: null,
      okText: '发布',
      cancelText: '再看看',
      content: (
        <ul className="survey-ask">
          <li>发布后马上可以回答，到了时机就会邀请。发布过的版本不会再变，要改就再发一版。</li>
          {next > 1 && <li>正在答旧版的人，7 天内交上来仍然收下，按旧版的题目看。</li>}
          <li>{stored.anonymous ? '匿名：发布后不能改成实名。' : '实名：发布后不能改成匿名。'}</li>
        </ul>
      ),
      onOk: () =>
        act(
          `publish ${revision}`,
          (request) => call('survey.publish', { survey, revision, request }),
          `v${next} 发布了。`,
        ),
    })
  }

  function turn(to: Turn) {
    const run = () => act(to, (request) => call('survey.turn', { survey, to, request }), turnWords[to].done)
    if (to !== 'close') return void run()
    modal.confirm({
      title: `结束「${known?.name ?? ''}」？`,
      icon: null,
      okText: known?.anonymous ? '结束，销毁密钥' : '结束',
      okButtonProps: { danger: true },
      cancelText: '再想想',
      content: (
        <ul className="survey-ask">
          {(known?.anonymous ? editorText.closeAnonymous : editorText.closeNamed).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ),
      onOk: run,
    })
  }

  async function exportJson() {
    try {
      const { fileName, json } = await call('survey.exportJson', { survey })
      saveFile(fileName, json, 'application/json')
    } catch (error) {
      void message.error(sentenceOfError(error))
    }
  }

  const state = known?.state ?? 'draft'
  const canReopen = state === 'paused' || (state === 'closed' && !known?.anonymous)
  const isReady = draft.dirty || known?.hasDraft === true
  const why = blocked ?? (problems.length > 0 ? `还有 ${problems.length} 处要改` : isReady ? null : '没有要发布的修改')
  const items = [
    ...(known ? [{ key: 'versions', label: '版本' }] : []),
    ...(known ? [{ key: 'json', label: '导出 JSON' }] : []),
    ...(state === 'live' && !blocked ? [{ key: 'ask', label: '现在就邀请对象' }] : []),
    ...(state === 'live' && !blocked ? [{ key: 'pause', label: turnWords.pause.name }] : []),
    ...(canReopen && !blocked ? [{ key: 'reopen', label: turnWords.reopen.name }] : []),
    ...((state === 'live' || state === 'paused') && !blocked
      ? [{ key: 'close', label: turnWords.close.name, danger: true }]
      : []),
  ]
  return (
    <>
      {known?.live && <Button onClick={() => navigate(hrefOf('/survey-results', { s: survey }))}>看结果</Button>}
      {items.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items,
            onClick: ({ key }) => {
              if (key === 'versions') setVersions(true)
              else if (key === 'json') void exportJson()
              else if (key === 'ask') {
                void act(
                  'ask',
                  async (request) => {
                    await call('survey.ask', { survey, request })
                    return null
                  },
                  '安排好了，几分钟内按上限和间隔发出邀请。',
                )
              } else turn(key as Turn)
            },
          }}
        >
          <Button aria-label="更多" icon={<Icon name="more" size={14} />} />
        </Dropdown>
      )}
      <Tooltip title={why}>
        <Button type="primary" loading={busy} disabled={why !== null || draft.busy} onClick={() => void publish()}>
          发布
        </Button>
      </Tooltip>
      {versions && known && <VersionDrawer survey={known} onClose={() => setVersions(false)} />}
    </>
  )
}

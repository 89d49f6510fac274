import { App, Button, Tooltip } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { pressed } from '../../../admin/keys'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { toneOf } from '../../../admin/parts/tone'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { NamedCovers, NamedMaterials } from '../../material/admin/named'
import { refsOf } from '../../material/rules'
import type { NodeDraft } from '../nodeRules'
import type { SopNode, SopVersion } from '../rules'
import { cycleWords } from '../words'
import { draftOf } from './beatMove'
import { EditorContent } from './EditorContent'
import { EditorPreview } from './EditorPreview'
import { EditorSettings } from './EditorSettings'
import { checksOf, type World } from './editorChecks'
import { draftFieldNames, shownDraftField } from './editorForm'
import { nextBeatOf, toneCounts } from './editorTones'
import { useNodeDraft } from './useNodeDraft'

/** Changes one field of the draft; every section of the editor works with it. */
export type SetDraft = (change: Partial<NodeDraft>) => void

export function Editor({
  version,
  node,
  begin,
  onSaved,
  ...facts
}: Omit<World, 'version'> & {
  version: SopVersion
  /** Null while it is new. */
  node: SopNode | null
  begin: NodeDraft
  onSaved: (version: SopVersion) => void
}) {
  const { message, modal } = App.useApp()
  const { canEdit } = useRights()
  const online = useOnline()
  const editable = canEdit && version.status === 'draft' && version.publishAt === null
  const { base, draft, revision, changed, restored, set, done, reset, settle } = useNodeDraft(version, begin, editable)
  const [theirs, setTheirs] = useState<SopVersion | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const dirty = node === null || changed.length > 0
  const { groups, holidays, quiet, today, now } = facts
  const world = useMemo(
    () => ({ version, groups, holidays, quiet, today, now }),
    [version, groups, holidays, quiet, today, now],
  )
  const checks = useMemo(() => checksOf(draft, node, world), [draft, node, world])
  const blocked = checks.find(({ level }) => level === 'save')
  const fresh = theirs?.nodes.find(({ key }) => key === draft.key)
  const [tone, setTone] = useState<string | null>(null)
  const next = useMemo(() => nextBeatOf(draft, node, world), [draft, node, world])
  const counts = useMemo(() => toneCounts(draft, next, world), [draft, next, world])

  async function save() {
    if (!dirty) return leave()
    if (blocked) return setProblem(blocked.words)
    setSaving(true)
    setProblem(null)
    try {
      const { version: saved } = await call('sop.putNode', {
        sop: version.sop,
        number: version.number,
        revision,
        node: draft,
      })
      done()
      void message.success(`${draft.column} 已存进 v${version.number} 草稿。`)
      onSaved(saved)
      leave()
    } catch (error) {
      if (error instanceof CallError && error.code === 'CHANGED_BY_OTHER') await compare()
      else setProblem(error instanceof CallError ? error.message : '请再试一次。')
    } finally {
      setSaving(false)
    }
  }

  async function compare() {
    try {
      const { version: newer } = await call('sop.getVersion', { sop: version.sop, number: version.number })
      setTheirs(newer)
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : '请再试一次。')
    }
  }

  function settled(next: NodeDraft) {
    if (theirs === null) return
    settle(fresh ? draftOf(fresh) : null, theirs.revision, next)
    setTheirs(null)
  }

  function leave() {
    if (history.length > 1) history.back()
    else navigate(hrefOf('/calendar', { sop: version.sop, v: String(version.number) }))
  }

  function close() {
    if (!editable || changed.length === 0) return leave()
    modal.confirm({
      title: '还没有存，就这样离开？',
      content: `改了 ${changed.map((field) => draftFieldNames[field]).join('、')}。`,
      okText: '不存，离开',
      cancelText: '接着改',
      onOk: () => {
        done()
        leave()
      },
    })
  }

  function remove() {
    modal.confirm({
      title: `从 v${version.number} 草稿里去掉「${base.column}」？`,
      content: '线上的版本不变；这份草稿发布之后，它就不再发了。',
      okText: '去掉',
      okButtonProps: { danger: true },
      cancelText: '留着',
      onOk: async () => {
        try {
          const at = { sop: version.sop, number: version.number, revision, node: base.key }
          const { version: saved } = await call('sop.removeNode', at)
          onSaved(saved)
          leave()
        } catch (error) {
          setProblem(error instanceof CallError ? error.message : '请再试一次。')
        }
      },
    })
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (pressed(event, 'save') && editable) void save()
      if (pressed(event, 'leave') && !event.defaultPrevented && !isOpenLayer()) close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  const refs = useMemo(() => refsOf(draft.parts), [draft.parts])

  return (
    <Screen
      title={draft.column === '' ? '新的一条' : draft.column}
      flush
      crumb={
        <span data-tone={toneOf(draft.column, draft.module, draft.kind === 'special')}>
          {version.name} v{version.number} / {cycleWords(draft.time)} / {draft.slots[0]?.from ?? '不定时'}{' '}
          <span className="tag">
            <i className="bar-mark" /> {draft.module || '没有模块'}
          </span>
        </span>
      }
      actions={
        <>
          <span className="hint">
            {!editable
              ? version.status === 'draft'
                ? '只看'
                : '发布过的版本不能改'
              : dirty
                ? changed.length > 0
                  ? `改了 ${changed.length} 处，还没有存`
                  : '还没有存'
                : '没有改动'}
          </span>
          <Button onClick={close}>{editable && changed.length > 0 ? '不改了' : '返回'}</Button>
          {editable && (
            <Tooltip title={online ? (blocked?.words ?? null) : '离线，连上后再存'}>
              <Button type="primary" loading={saving} disabled={!online || theirs !== null} onClick={() => void save()}>
                存进草稿 ⌘↵
              </Button>
            </Tooltip>
          )}
        </>
      }
    >
      <NamedCovers>
        <NamedMaterials refs={refs}>
          <div className="editor">
            <section className="editor-content" aria-label="内容">
              {restored && (
                <p className="note" data-kind="blue" role="status">
                  <Icon name="clock" size={14} />
                  <span>上次没有存的改动还在，已经放回来了。</span>
                  <Button size="small" onClick={reset}>
                    不要了，用存过的
                  </Button>
                </p>
              )}
              {theirs && node !== null && !fresh && (
                <p className="note" data-kind="amber">
                  <Icon name="warn" size={14} />
                  <span>这一条刚被同事从草稿里去掉了。</span>
                  <Button size="small" onClick={() => settled(draft)}>
                    当新的一条存回去
                  </Button>
                </p>
              )}
              {theirs && (node === null || fresh) && (
                <ConflictNote
                  what="这个草稿"
                  base={base}
                  mine={draft}
                  theirs={fresh ? draftOf(fresh) : base}
                  names={draftFieldNames}
                  shown={shownDraftField}
                  onSettle={settled}
                />
              )}
              {problem && (
                <p className="note" data-kind="brick" role="alert">
                  <Icon name="warn" size={14} /> <span>没有存上，草稿还是原来的。{problem}</span>
                </p>
              )}
              <EditorContent
                draft={draft}
                set={set}
                editable={editable}
                version={version}
                groups={groups}
                desk={{ own: draft.tone, shown: tone ?? '', onShow: setTone, counts }}
              />
            </section>
            <section className="editor-settings" aria-label="设置">
              <EditorSettings draft={draft} node={node} set={set} editable={editable} world={world} onRemove={remove} />
            </section>
            <EditorPreview
              draft={draft}
              checks={checks}
              groups={groups}
              today={today}
              beat={next}
              tone={tone}
              onTone={setTone}
            />
          </div>
        </NamedMaterials>
      </NamedCovers>
    </Screen>
  )
}

/** A list or a question lies over the page: Esc is for it. */
function isOpenLayer(): boolean {
  return (
    document.querySelector(
      '.ant-select-dropdown:not(.ant-select-dropdown-hidden), .ant-modal-wrap:not([style*="none"])',
    ) !== null
  )
}

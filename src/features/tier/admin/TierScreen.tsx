import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { TierEdition, TierPreview } from '../contract'
import type { TierRules } from '../rules'
import { addTier, rulesOf } from './draft'
import { PeriodFields } from './PeriodFields'
import { Preview } from './Preview'
import { TierTable } from './TierTable'
import { words } from './text'
import './tier.css'

/** The brand's tiers: thresholds, what each gives, for how long; and a look at whom a change would move. */
export function TierScreen() {
  const asked = useQuery('tier.getRules', {})
  const edition = asked.data
  return (
    <Screen
      title={words.title}
      crumb={edition?.at ? `第 ${edition.revision} 版，${edition.by} ${moment(edition.at, serverNow())} 保存` : ''}
      end={<BeatBar />}
    >
      {asked.loading && <Skeleton rows={8} height={44} />}
      {asked.error && <Failure standing="会员的等级没有变。" error={asked.error} onRetry={() => void asked.reload()} />}
      {edition && (
        <Editor key={edition.revision} edition={edition} onSaved={asked.put} onReload={() => void asked.reload()} />
      )}
    </Screen>
  )
}

function Editor({
  edition,
  onSaved,
  onReload,
}: {
  edition: TierEdition
  onSaved: (edition: TierEdition) => void
  onReload: () => void
}) {
  const { message } = App.useApp()
  const online = useOnline()
  const { canEdit } = useRights()
  const [draft, setDraft] = useState<TierRules>(edition.rules)
  // Kept until an answer came: the same press again saves nothing twice.
  const [request, setRequest] = useState(newRequest)
  const [busy, setBusy] = useState<'save' | 'preview' | null>(null)
  const [problem, setProblem] = useState<{ words: string; stale: boolean } | null>(null)
  const [preview, setPreview] = useState<TierPreview | null>(null)
  const touched = JSON.stringify(draft) !== JSON.stringify(edition.rules)

  function change(next: TierRules) {
    setDraft(next)
    setProblem(null)
    setPreview(null)
  }

  async function run(what: 'save' | 'preview') {
    const read = rulesOf(draft)
    if ('problem' in read) return setProblem({ words: read.problem, stale: false })
    setBusy(what)
    setProblem(null)
    try {
      if (what === 'preview') return setPreview(await call('tier.preview', { rules: read.rules }))
      const saved = await call('tier.setRules', { request, revision: edition.revision, rules: read.rules })
      setRequest(newRequest())
      void message.success(words.saved)
      onSaved(saved)
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      const stale = error instanceof CallError && error.code === 'RULES_CHANGED'
      setProblem({ words: error instanceof CallError ? error.message : '没有存上，请再试一次。', stale })
    } finally {
      setBusy(null)
    }
  }

  return (
    <div className="tiers">
      <p className="hint">{words.lead}</p>
      <TierTable draft={draft} members={edition.members} disabled={!canEdit || busy !== null} onChange={change} />
      <PeriodFields draft={draft} disabled={!canEdit || busy !== null} onChange={change} />
      {preview && <Preview preview={preview} />}
      {problem && (
        <p className="note" data-kind="brick" role="alert">
          <Icon name="warn" size={14} /> <span>{problem.words}</span>
          {problem.stale && (
            <Button size="small" onClick={onReload}>
              刷新
            </Button>
          )}
        </p>
      )}
      {canEdit && (
        <div className="tiers-act">
          <Button disabled={draft.tiers.length >= 5 || busy !== null} onClick={() => change(addTier(draft))}>
            加一级
          </Button>
          <span className="tiers-gap" />
          {touched && (
            <Button type="text" disabled={busy !== null} onClick={() => change(edition.rules)}>
              放弃改动
            </Button>
          )}
          <Button loading={busy === 'preview'} disabled={!online || busy !== null} onClick={() => void run('preview')}>
            看看会影响谁
          </Button>
          <Button
            type="primary"
            loading={busy === 'save'}
            disabled={!online || !touched || busy === 'preview'}
            onClick={() => void run('save')}
          >
            保存
          </Button>
        </div>
      )}
    </div>
  )
}

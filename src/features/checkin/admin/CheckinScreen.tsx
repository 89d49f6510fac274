import { App, Button, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { newRequest } from '../../../admin/request'
import { useRights, whyNot } from '../../../admin/rights'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { type CheckinBook, problemOf } from '../book'
import type { BookView, CampaignToday } from '../contract'
import { CampaignDrawer } from './CampaignDrawer'
import { Campaigns } from './Campaigns'
import { DayFields, MissFields, RewardFields } from './EverydayFields'
import { OverridesField } from './OverridesField'
import { words } from './words'
import './checkin.css'

/** The brand's check-in: what it gives, which days count, what mends a missed one, and campaigns. */
export function CheckinScreen() {
  const asked = useQuery('checkin.getRules', {})
  const today = useQuery('checkin.getCampaigns', {})
  const view = asked.data
  return (
    <Screen
      title={words.title}
      crumb={view?.at ? `第 ${view.revision} 版，${view.by} ${moment(view.at, serverNow())} 保存` : ''}
      end={<BeatBar />}
    >
      {asked.loading && <Skeleton rows={8} height={44} />}
      {asked.error && <Failure standing={words.standing} error={asked.error} onRetry={() => void asked.reload()} />}
      {view && (
        <Editor
          key={view.revision}
          view={view}
          standing={today.data?.campaigns ?? []}
          onSaved={(saved) => {
            asked.put(saved)
            void today.reload()
          }}
          onReload={() => void asked.reload()}
        />
      )}
    </Screen>
  )
}

function Editor({
  view,
  standing,
  onSaved,
  onReload,
}: {
  view: BookView
  standing: readonly CampaignToday[]
  onSaved: (view: BookView) => void
  onReload: () => void
}) {
  const { message } = App.useApp()
  const online = useOnline()
  const rights = useRights()
  const { canEdit } = rights
  const closed = whyNot(rights, 'canEdit')
  const [book, setBook] = useState<CheckinBook>(view.book)
  const [open, setOpen] = useState<string | null>(null)
  // Kept until an answer came: the same press again saves nothing twice.
  const [request, setRequest] = useState(newRequest)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ words: string; stale: boolean } | null>(null)
  const touched = JSON.stringify(book) !== JSON.stringify(view.book)
  const disabled = !canEdit || busy

  function change(next: CheckinBook) {
    setBook(next)
    setProblem(null)
    // Another body is another request.
    setRequest(newRequest())
  }

  async function save() {
    const found = problemOf(book)
    if (found) return setProblem({ words: found.message, stale: false })
    setBusy(true)
    setProblem(null)
    try {
      const saved = await call('checkin.setRules', { request, revision: view.revision, book })
      void message.success(words.saved)
      onSaved(saved)
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      const stale = error instanceof CallError && error.code === 'RULES_CHANGED'
      setProblem({ words: error instanceof CallError ? error.message : words.failed, stale })
    } finally {
      setBusy(false)
    }
  }

  const part = { book, disabled, onChange: change }
  const campaign = book.campaigns.find(({ id }) => id === open)
  const putCampaigns = (campaigns: CheckinBook['campaigns']) => change({ ...book, campaigns })
  return (
    <div className="checkin">
      <div className="checkin-top">
        <p className="hint">{words.lead}</p>
        <div className="actions">
          {touched && (
            <Button type="text" disabled={busy} onClick={() => change(view.book)}>
              放弃改动
            </Button>
          )}
          <Tooltip title={closed}>
            <Button
              type="primary"
              loading={busy}
              disabled={!canEdit || !online || !touched}
              aria-description={closed ?? undefined}
              onClick={() => void save()}
            >
              保存
            </Button>
          </Tooltip>
        </div>
      </div>
      {problem && (
        <p className="note" data-kind="brick" role="alert">
          <Icon name="warn" size={14} />
          <span>
            {problem.words}
            {problem.stale && `。${words.dropped}`}
          </span>
          {problem.stale && (
            <Button size="small" onClick={onReload}>
              {words.reload}
            </Button>
          )}
        </p>
      )}
      <div className="checkin-columns">
        <div>
          <RewardFields {...part} />
          <MissFields {...part} />
        </div>
        <div>
          <Campaigns {...part} standing={standing} onOpen={setOpen} />
          <DayFields {...part} />
          <OverridesField {...part} />
        </div>
      </div>
      {campaign && (
        <CampaignDrawer
          key={campaign.id}
          campaign={campaign}
          disabled={disabled}
          onChange={(next) => putCampaigns(book.campaigns.map((one) => (one.id === next.id ? next : one)))}
          onRemove={() => {
            putCampaigns(book.campaigns.filter(({ id }) => id !== campaign.id))
            setOpen(null)
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

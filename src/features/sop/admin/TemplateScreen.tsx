import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useOnline } from '../../../admin/desk'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { toneOf } from '../../../admin/parts/tone'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { templates } from '../templates/all'
import type { TemplateSummary } from '../templates/template'
import { pieces, sectionNames, sectionsOf, textOf, timeWords } from './content'
import { TemplateDialog } from './TemplateDialog'
import { WeekScore } from './WeekScore'
import './version.css'
import './template.css'

/** SOPs to begin with: what each is for, what it says and what one fills in first. */
export function TemplateScreen() {
  const asked = useQuery('sop.listTemplates', {})
  const { query } = usePlace()
  const list = asked.data?.templates ?? []
  const chosen = list.find(({ id }) => id === query.t) ?? list[0]
  return (
    <Screen title="SOP 模板" crumb="选一份做底，生成草稿再改成自己的" flush end={<BeatBar />}>
      {asked.loading && <Skeleton rows={10} height={44} />}
      {asked.error && !asked.data && (
        <Failure standing="已有的 SOP 照常进行。" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {chosen && (
        <div className="templates">
          <ul className="template-list" aria-label="模板">
            {list.map((template) => (
              <li key={template.id}>
                <button
                  type="button"
                  aria-current={template.id === chosen.id ? 'true' : undefined}
                  onClick={() => navigate(hrefOf('/templates', { t: template.id }), true)}
                >
                  <b>{template.name}</b>
                  <span>{template.about}</span>
                  <small>
                    {template.nodes} 个节点
                    {template.blanks.length > 0 ? ` · 要填 ${template.blanks.length} 个变量` : ' · 不用填就能发'}
                  </small>
                </button>
              </li>
            ))}
          </ul>
          <TemplateView key={chosen.id} template={chosen} />
        </div>
      )}
    </Screen>
  )
}

function TemplateView({ template }: { template: TemplateSummary }) {
  const { canEdit } = useRights()
  const online = useOnline()
  const [open, setOpen] = useState(false)
  // The words come with the page: they are the same that the server copies into the draft.
  const nodes = useMemo(() => templates.find(({ id }) => id === template.id)?.nodes ?? [], [template.id])
  const hasWeek = nodes.some(({ time }) => time.on === 'daily' || time.on === 'weekdays')
  return (
    <section className="template" aria-label={template.name}>
      <header>
        <div>
          <h2>{template.name}</h2>
          <p>{template.about}</p>
        </div>
        <Button type="primary" disabled={!canEdit || !online} onClick={() => setOpen(true)}>
          用这个模板
        </Button>
      </header>
      {!canEdit && <p className="hint template-blanks">新建 SOP 要管理员或运营的账号。</p>}
      {template.blanks.length > 0 && (
        <p className="template-blanks">
          发布前要填：
          {template.blanks.map((name) => (
            <mark key={name}>{`{${name}}`}</mark>
          ))}
        </p>
      )}
      {hasWeek && (
        <div className="template-week">
          <h3>一周的拍子</h3>
          <WeekScore nodes={nodes} changes={new Map()} />
        </div>
      )}
      {sectionsOf(nodes).map(({ section, nodes: here }) => (
        <div key={section}>
          <h3>
            {sectionNames[section]} <span>{here.length}</span>
          </h3>
          <ul className="template-nodes">
            {here.map((node) => (
              <li key={node.key} data-tone={toneOf(node.column, node.module, node.kind === 'special')}>
                <span>{[timeWords(node.time), node.slots[0]?.from].filter(Boolean).join(' ')}</span>
                <b className="ellipsis">
                  <span className="bar-mark" /> {node.column}
                </b>
                <p>
                  {pieces(textOf(node)).map((piece, index) =>
                    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, drawn anew with it
                    piece.variable ? <mark key={index}>{piece.text}</mark> : piece.text,
                  )}
                </p>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {open && <TemplateDialog template={template} onClose={() => setOpen(false)} />}
    </section>
  )
}

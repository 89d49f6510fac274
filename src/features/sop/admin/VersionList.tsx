import { Button, Select, Tooltip } from 'antd'
import { moment, shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { navigate } from '../../../admin/router'
import { dayOf } from '../../../kernel/day'
import type { SopSummary } from '../contract'
import { statusTags } from './versionWords'

type Line = SopSummary['versions'][number]

const UNPUBLISHED: readonly Line['status'][] = ['draft', 'review', 'approved']

/** The versions of a SOP, newest first; what is published stays as it is. */
export function VersionList({
  sops,
  sop,
  chosen,
  blocked,
  onDraft,
}: {
  sops: readonly SopSummary[]
  sop: SopSummary
  chosen: number
  /** Why no draft can be started now. */
  blocked: string | null
  onDraft: () => void
}) {
  const versions = [...sop.versions].sort((a, b) => b.number - a.number)
  const hasDraft = versions.some((version) => UNPUBLISHED.includes(version.status))
  return (
    <aside className="versions" aria-label="版本">
      {sops.length > 1 && (
        <Select
          aria-label="哪个 SOP"
          value={sop.sop}
          onChange={(value) => navigate(hrefOf('/sop', { sop: value }))}
          options={sops.map((one) => ({ value: one.sop, label: one.retiredAt ? `${one.name}（已结束）` : one.name }))}
        />
      )}
      <header>
        <h2>版本</h2>
        {!hasDraft && !sop.retiredAt && (
          <Tooltip title={blocked}>
            <Button
              size="small"
              type="text"
              icon={<Icon name="plus" size={12} />}
              disabled={blocked !== null}
              onClick={onDraft}
            >
              从 v{sop.latest} 起草
            </Button>
          </Tooltip>
        )}
      </header>
      <ul>
        {versions.map((version) => {
          const [name, kind] = tagOf(version, sop)
          return (
            <li key={version.number}>
              <a
                href={hrefOf('/sop', { sop: sop.sop, v: String(version.number) })}
                aria-current={version.number === chosen ? 'true' : undefined}
              >
                <b>v{version.number}</b>
                <span className="tag" data-kind={kind}>
                  {name}
                </span>
                <small>
                  {whenOf(version)} · {version.author}
                </small>
                {version.note && <small>「{version.note}」</small>}
              </a>
            </li>
          )
        })}
      </ul>
      <p className="note">
        <Icon name="lock" size={14} />
        <span>发布过的版本不能改，只能从它起草新版本。已经交给群主的消息按原来的版本走完。</span>
      </p>
      <a className="versions-new" href={hrefOf('/templates')}>
        <Icon name="cards" size={14} /> 从模板新建一份 SOP
      </a>
    </aside>
  )
}

function tagOf(version: Line, sop: SopSummary): readonly [string, string] {
  if (version.status === 'live' && sop.paused) return ['暂停中', 'amber']
  if (version.publishAt) return ['定时', 'blue']
  return statusTags[version.status]
}

function whenOf(version: Line): string {
  if (version.publishAt && !version.publishedAt) return `${moment(version.publishAt)} 自动发布`
  return version.publishedAt ? `${shortDay(dayOf(version.publishedAt))} 发布` : '还没有发布'
}

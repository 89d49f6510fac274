import { Button } from 'antd'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import type { SopSummary } from '../contract'
import type { SopVersion } from '../rules'
import type { Asked } from './VersionActions'

/** What one has to know before anything else: it is paused, it has ended, it waits for its time or for a reader. */
export function VersionNotes({
  sop,
  version,
  canEdit,
  problem,
  onAsk,
}: {
  sop: SopSummary
  version: SopVersion | null
  canEdit: boolean
  problem: string | null
  onAsk: (asked: Asked) => void
}) {
  const last = version?.steps.at(-1)
  const sentBack = version?.status === 'draft' && last?.did === 'send_back' ? last : undefined
  const failed = last?.did === 'publish_failed' ? last : undefined
  return (
    <div className="version-notes">
      {problem && (
        <p className="note" data-kind="brick" role="alert">
          <Icon name="warn" size={14} />
          <span>{problem}</span>
        </p>
      )}
      {sop.retiredAt && (
        <p className="note">
          <Icon name="lock" size={14} />
          <span>这份 SOP 在 {moment(sop.retiredAt)} 结束，不会再发。</span>
        </p>
      )}
      {sop.paused && (
        <p className="note" data-kind="amber">
          <Icon name="pause" size={14} />
          <span>
            {sop.paused.by} {moment(sop.paused.at)} 暂停：{sop.paused.reason}。没交给群主的都先不发，窗口过了记为跳过。
          </span>
          {canEdit && (
            <Button size="small" onClick={() => onAsk('resume')}>
              恢复执行
            </Button>
          )}
        </p>
      )}
      {version?.publishAt && version.status !== 'live' && version.status !== 'retired' && (
        <p className="note" data-kind="blue">
          <Icon name="clock" size={14} />
          <span>
            定好 {moment(version.publishAt)} 自动上线，到那时之前不能改。{version.note && `「${version.note}」`}
          </span>
        </p>
      )}
      {version?.status === 'review' && (
        <p className="note" data-kind="blue">
          <Icon name="clock" size={14} />
          <span>{lastWords(version, 'submit', '提交审核')} 审核期间不能改，要改请先退回。</span>
        </p>
      )}
      {version?.status === 'approved' && version.publishAt === null && !version.rolledBack && (
        <p className="note" data-kind="jade">
          <Icon name="check" size={14} />
          <span>{lastWords(version, 'approve', '审核通过')} 可以发布了。</span>
        </p>
      )}
      {sentBack && (
        <p className="note" data-kind="amber">
          <Icon name="warn" size={14} />
          <span>
            {sentBack.by} {moment(sentBack.at)} 退回：{sentBack.note}
          </span>
        </p>
      )}
      {failed && (
        <p className="note" data-kind="brick">
          <Icon name="warn" size={14} />
          <span>
            {moment(failed.at)} 到了时间但没有发布成：{failed.note}
          </span>
        </p>
      )}
    </div>
  )
}

function lastWords(version: SopVersion, did: SopVersion['steps'][number]['did'], name: string): string {
  const last = version.steps.filter((one) => one.did === did).at(-1)
  if (!last) return `已${name}。`
  return `${last.by} ${moment(last.at)} ${name}${last.note === '' ? '。' : `：${last.note}。`}`
}

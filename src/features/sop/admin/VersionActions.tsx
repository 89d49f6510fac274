import { Button, Dropdown, Tooltip } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import type { Rights } from '../../../admin/rights'
import type { SopSummary } from '../contract'
import type { SopVersion } from '../rules'
import type { VersionLife } from './versionLife'

export type Asked = 'publish' | 'schedule' | 'submit' | 'sendBack' | 'rollBack' | 'pause' | 'resume' | 'retire' | 'runs'

/** At the right of the page's head: the one thing to do next with this version, and a menu with the rest. */
export function VersionActions({
  sop,
  version,
  rights,
  online,
  life,
  onAsk,
}: {
  sop: SopSummary
  version: SopVersion
  rights: Rights
  online: boolean
  life: VersionLife
  onAsk: (asked: Asked) => void
}) {
  const { canEdit, canReview, isOwner } = rights
  const { status, number } = version
  const editor = why(canEdit, online, '要管理员或运营的账号')
  const reader = why(canReview, online, '要管理员、运营或审核的账号')
  const waiting = version.publishAt !== null && status !== 'live' && status !== 'retired'
  const mustReview = sop.needsReview && status === 'draft'
  const ready = status === 'approved' || (status === 'draft' && !sop.needsReview)
  const before = status === 'retired' && version.publishedAt !== null && number < sop.live && !sop.retiredAt
  const speaking = sop.live > 0 && !sop.retiredAt
  const items = [
    { key: 'download', label: '导出 Excel', onClick: () => void life.download() },
    ...(ready && !waiting ? [{ key: 'schedule', label: '定时发布…', disabled: editor !== null }] : []),
    ...(waiting ? [{ key: 'publish', label: '不等了，现在发布…', disabled: editor !== null }] : []),
    ...(status === 'draft' && !sop.needsReview && !waiting
      ? [{ key: 'submit', label: '请同事审核…', disabled: editor !== null }]
      : []),
    ...(status === 'approved' ? [{ key: 'sendBack', label: '退回修改…', disabled: reader !== null }] : []),
    ...(speaking ? [{ key: 'runs', label: '在途的群' }] : []),
    ...(isOwner && !sop.retiredAt
      ? [
          {
            key: 'review',
            label: sop.needsReview ? '不再要求审核' : '发布前必须审核',
            disabled: !online,
            onClick: () => void life.setReview(!sop.needsReview),
          },
        ]
      : []),
    ...(speaking
      ? [
          { key: 'line', type: 'divider' as const },
          sop.paused
            ? { key: 'resume', label: '恢复执行…', disabled: editor !== null }
            : { key: 'pause', label: '暂停执行…', disabled: editor !== null },
          { key: 'retire', label: '结束这份 SOP…', danger: true, disabled: editor !== null },
        ]
      : []),
  ]
  return (
    <>
      <Button icon={<Icon name="play" size={14} />} href={hrefOf('/dryrun', { sop: sop.sop, v: String(number) })}>
        预演
      </Button>
      {status === 'review' && (
        <>
          <Tooltip title={reader}>
            <Button disabled={reader !== null} onClick={() => onAsk('sendBack')}>
              退回
            </Button>
          </Tooltip>
          <Tooltip title={reader}>
            <Button type="primary" disabled={reader !== null} onClick={() => void life.approve('')}>
              通过 v{number}
            </Button>
          </Tooltip>
        </>
      )}
      {mustReview && (
        <Tooltip title={editor}>
          <Button type="primary" disabled={editor !== null} onClick={() => onAsk('submit')}>
            提交审核
          </Button>
        </Tooltip>
      )}
      {waiting && (
        <Tooltip title={editor}>
          <Button disabled={editor !== null} onClick={() => void life.unschedule()}>
            取消定时
          </Button>
        </Tooltip>
      )}
      {ready && !waiting && (
        <Tooltip title={editor}>
          <Button type="primary" disabled={editor !== null} onClick={() => onAsk('publish')}>
            发布 v{number}
          </Button>
        </Tooltip>
      )}
      {before && (
        <Tooltip title={editor}>
          <Button disabled={editor !== null} onClick={() => onAsk('rollBack')}>
            回到 v{number}
          </Button>
        </Tooltip>
      )}
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items,
          onClick: ({ key }) => {
            if (isAsked(key)) onAsk(key)
          },
        }}
      >
        <Button aria-label="更多" icon={<Icon name="more" />} />
      </Dropdown>
    </>
  )
}

const asked: readonly string[] = [
  'publish',
  'schedule',
  'submit',
  'sendBack',
  'rollBack',
  'pause',
  'resume',
  'retire',
  'runs',
]

function isAsked(key: string): key is Asked {
  return asked.includes(key)
}

function why(may: boolean, online: boolean, words: string): string | null {
  if (!may) return words
  return online ? null : '离线，连上后再操作'
}

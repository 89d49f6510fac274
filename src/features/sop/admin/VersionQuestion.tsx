import { moment } from '../../../admin/format'
import type { SopSummary } from '../contract'
import type { SopVersion } from '../rules'
import { PublishDialog } from './PublishDialog'
import type { Asked } from './VersionActions'
import { ReasonDialog, ResumeDialog } from './VersionDialogs'
import { VersionRuns } from './VersionRuns'
import type { VersionLife } from './versionLife'

/** What is asked before something happens to a SOP. */
export function VersionQuestion({
  asked,
  sop,
  version,
  life,
  onClose,
}: {
  asked: Asked
  sop: SopSummary
  version: SopVersion
  life: VersionLife
  onClose: () => void
}) {
  const { number } = version
  switch (asked) {
    case 'publish':
    case 'schedule':
      return (
        <PublishDialog
          version={version}
          live={sop.live}
          later={asked === 'schedule'}
          onPublish={life.publish}
          onSchedule={life.schedule}
          onClose={onClose}
        />
      )
    case 'submit':
      return (
        <ReasonDialog
          title={`把 v${number} 交给同事看？`}
          ok="提交审核"
          label="想请同事看什么（可以不写）"
          example="例如：周五的力度合不合适"
          required={false}
          onOk={life.submit}
          onClose={onClose}
        >
          <p>审核期间不能改。{sop.needsReview && '这份 SOP 要同事通过才能发布，自己写的不能自己通过。'}</p>
        </ReasonDialog>
      )
    case 'sendBack':
      return (
        <ReasonDialog
          title={`退回 v${number}？`}
          ok="退回"
          label="哪里要改"
          example="例如：周三两条在同一小时，移开一条"
          required
          onOk={life.sendBack}
          onClose={onClose}
        />
      )
    case 'rollBack':
      return (
        <ReasonDialog
          title={`回到 v${number}？`}
          ok={`回到 v${number}`}
          label="为什么退回"
          example="例如：v4 的秒杀时间不对"
          required
          onOk={life.rollBack}
          onClose={onClose}
        >
          <ul>
            <li>
              照 v{number} 的内容生成一个新版本，马上上线；v{sop.live} 转为历史，不会删。
            </li>
            <li>已经交给群主的不变，今天还没交出的拍换成 v{number} 的。</li>
          </ul>
        </ReasonDialog>
      )
    case 'pause':
      return (
        <ReasonDialog
          title={`暂停「${sop.name}」？`}
          ok="暂停"
          label="为什么暂停"
          example="例如：产品临时缺货，等供应确认"
          required
          onOk={life.pause}
          onClose={onClose}
        >
          <ul>
            <li>还没交给群主的都先不发，恢复时再决定补不补。</li>
            <li>已经在群主手机上的收不回来，要停请在今日里跳过。</li>
          </ul>
        </ReasonDialog>
      )
    case 'resume':
      return <ResumeDialog since={sop.paused ? moment(sop.paused.at) : ''} onResume={life.resume} onClose={onClose} />
    case 'retire':
      return (
        <ReasonDialog
          title={`结束「${sop.name}」？`}
          ok="结束"
          label="为什么结束"
          example="例如：活动已完"
          required
          danger
          onOk={life.retire}
          onClose={onClose}
        >
          <ul>
            <li>排好的都不再发，草稿也停用；不能恢复，要用得另建一份。</li>
            <li>只想停一会儿，用「暂停」。</li>
          </ul>
        </ReasonDialog>
      )
    case 'runs':
      return <VersionRuns sop={sop} onClose={onClose} />
  }
}

import { useQuery } from '../../../admin/useQuery'
import { type Day, instantAt, isClockTime, startOf } from '../../../kernel/day'
import { noticeLook } from '../../delivery/admin/noticeLook'
import { parseBeat } from '../expand'
import type { NodeDraft } from '../nodeRules'
import { filledParts } from '../variables'
import { Phone } from './Phone'

/** The node as a subscribe message: WeChat's service notification with the fields of the template. */
export function PhoneSubscribe({ draft, beat, today }: { draft: NodeDraft; beat: string; today: Day }) {
  const { data } = useQuery('intent.getKinds', {})
  const kind = data?.kinds.find(({ _id }) => _id === 'sop.notice')
  const place = parseBeat(beat)
  const day = place?.date ?? today
  const slot = draft.slots[place?.slot ?? 0]
  const from = slot !== undefined && isClockTime(slot.from) ? instantAt(day, slot.from) : startOf(day)
  const lines = kind ? noticeLook(kind, { node: draft, parts: filledParts(draft), beat, from }) : []
  const problem = lines.find((line) => line.problem !== null)?.problem
  return (
    <>
      <Phone title="服务通知">
        <article className="phone-notice">
          <p className="phone-from">
            <i aria-hidden="true" /> 会员小程序
          </p>
          <h3>{kind?.name ?? '栏目提醒'}</h3>
          <dl>
            {lines.map(({ field, label, value }) => (
              <div key={field}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <footer>
            进入小程序查看 <span aria-hidden="true">›</span>
          </footer>
        </article>
      </Phone>
      <p className={problem ? 'preview-note brick' : 'preview-note hint'}>
        {problem ??
          (kind?.templateId == null && data !== null
            ? '还没有选模板，现在发不出去：到「发送规则」的「订阅消息」里填模板编号。'
            : '左边的名字以微信后台模板里的为准。')}
      </p>
    </>
  )
}

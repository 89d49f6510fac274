import { fieldProblem, fitted, isField } from './fields'
import { intentText } from './text'

/** One kind of thing that a member can be told, with the words of its template. The brand may change all but `_id`. */
export interface MessageKind {
  /** `checkin.reminder`; what `Wish.kind` says. */
  _id: string
  schema: 1
  revision: number
  /** As the member knows it: 打卡提醒. */
  name: string
  /** When it comes, in one sentence for the member. */
  when: string
  /** Id of the template in the mini-program's console; null: not chosen yet, nothing is sent. */
  templateId: string | null
  /** Page that the message opens, without a leading slash; may hold {variables}. */
  page: string
  /** Fields of the template in its order; the text may hold {variables} of the wish. */
  fields: { field: string; text: string }[]
  /** False: nobody gets it at present. */
  active: boolean
}

function kind(_id: string, name: string, when: string, page: string, fields: MessageKind['fields']): MessageKind {
  return { _id, schema: 1, revision: 0, name, when, templateId: null, page, fields, active: true }
}

/** The kinds that features emit. A stored document of the same `_id` goes before. */
export const KINDS: readonly MessageKind[] = [
  kind('checkin.reminder', '打卡提醒', '当天还没打卡时提醒一次', 'features/checkin/pages/checkin/index', [
    { field: 'thing1', text: '{栏目}' },
    { field: 'thing2', text: '已连续 {天数} 天，今天还没打卡' },
  ]),
  kind('coupon.expiring', '券到期提醒', '领到的券快到期时提醒', 'features/coupon/pages/coupons/index', [
    { field: 'thing1', text: '{券}' },
    { field: 'time2', text: '{到期}' },
  ]),
  kind('tier.changed', '等级变化', '会员等级有变化时告诉你', 'features/member/pages/me/index', [
    { field: 'thing1', text: '{等级}' },
    { field: 'thing2', text: '{说明}' },
  ]),
  kind('flash.opening', '秒杀开场', '预约的秒杀开始前提醒', 'features/coupon/pages/center/index', [
    { field: 'thing1', text: '{活动}' },
    { field: 'time2', text: '{开始}' },
  ]),
  kind('survey.open', '问卷邀请', '有适合你的问卷时告诉你', 'features/survey/pages/survey/index?id={问卷号}', [
    { field: 'thing1', text: '{问卷}' },
    { field: 'thing2', text: '{说明}' },
  ]),
  kind('sop.notice', '社群预告', '社群活动开始前告诉你', 'features/sop/pages/column/index?b={栏目号}', [
    { field: 'thing1', text: '{栏目}' },
    { field: 'thing2', text: '{内容}' },
  ]),
]

/** The kinds as they are now: what stands in the database before what the product brings along. */
export function kindsOf(stored: readonly MessageKind[]): MessageKind[] {
  return KINDS.map((each) => stored.find(({ _id }) => _id === each._id) ?? each)
}

/** What is wrong with the fields of a template (Chinese), or null. The same rules as when it is sent. */
export function templateProblem(fields: MessageKind['fields']): string | null {
  const names = new Set<string>()
  for (const { field, text } of fields) {
    if (!isField(field)) return intentText.unknownField(field)
    if (names.has(field)) return intentText.fieldTwice(field)
    names.add(field)
    // Words that hold a variable can only be judged with its value.
    if (/\{[^{}]+\}/.test(text)) continue
    const problem = fieldProblem(field, text)
    if (problem !== null) return problem
  }
  return null
}

/** The message as WeChat gets it, checked by the same rules; or what keeps it from being sent (Chinese). */
export function composed(
  { fields, page }: Pick<MessageKind, 'fields' | 'page'>,
  vars: Record<string, string>,
): { page: string; data: { field: string; value: string }[] } | { problem: string } {
  const missing = new Set<string>()
  const fill = (text: string) =>
    text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
      if (!Object.hasOwn(vars, name)) missing.add(name)
      return vars[name] ?? ''
    })
  const data = fields.map(({ field, text }) => ({ field, value: fitted(field, fill(text)) }))
  const filledPage = page.replace(/\{([^{}]+)\}/g, (whole) => encodeURIComponent(fill(whole)))
  const [lacking] = missing
  if (lacking !== undefined) return { problem: intentText.missingVariable(lacking) }
  for (const { field, value } of data) {
    const problem = fieldProblem(field, value)
    if (problem !== null) return { problem }
  }
  return { page: filledPage, data }
}

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

/** The kinds that features emit, and no others. A stored document of the same `_id` goes before. */
export const KINDS: readonly MessageKind[] = [
  kind('checkin.reminder', '打卡提醒', '连续打卡快断的那天晚上提醒', 'features/checkin/pages/today/index', [
    { field: 'thing1', text: '{栏目}' },
    { field: 'thing2', text: '已连续 {天数} 天，今天还没打卡' },
  ]),
  kind('coupon.expiring', '券到期提醒', '没用的券快到期时提醒', 'features/coupon/pages/coupon/index?id={券号}', [
    { field: 'thing1', text: '{券}' },
    { field: 'date2', text: '{到期}' },
    { field: 'thing3', text: '{剩余}，记得来用' },
  ]),
  kind('tier.warning', '等级到期提醒', '等级快到期、成长值还不够时提醒', 'features/tier/pages/tier/index', [
    { field: 'thing1', text: '{等级}' },
    { field: 'date2', text: '{到期}' },
    { field: 'thing3', text: '再得 {还差} 成长值就能留住' },
  ]),
  kind(
    'flash.opening',
    '秒杀开场提醒',
    '你点过提醒的秒杀，开场前提醒',
    'features/flash/pages/flash/index?session={场次}',
    [
      { field: 'thing1', text: '{活动}' },
      { field: 'time2', text: '{开始}' },
    ],
  ),
  kind('sop.notice', '栏目提醒', '社群里有为你安排的栏目时提醒', 'features/sop/pages/column/index?b={节拍}', [
    { field: 'thing1', text: '{栏目}' },
    { field: 'thing2', text: '{内容}' },
    { field: 'time3', text: '{开始}' },
  ]),
  kind(
    'survey.invite',
    '问卷邀请',
    '有问卷想听你的想法时提醒',
    'features/survey/pages/survey/index?s={编号}&r=notice',
    [
      { field: 'thing1', text: '{问卷}' },
      { field: 'thing2', text: '{礼物}' },
      { field: 'date3', text: '{截止}' },
    ],
  ),
]

/**
 * What each kind's emitter fills in, by an example: the words that may stand in braces, and what they look like. A template is tried
 * with them before it is stored, so a wrong word or type is told to who types it and not lost at night.
 */
export const EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'checkin.reminder': { 栏目: '每日打卡', 天数: '6', 打后: '7', 截止: '2026年12月6日 00:00' },
  'coupon.expiring': { 券: '气垫小样兑换券', 到期: '2026年12月5日', 剩余: '还剩 3 天', 天数: '3', 券号: 'b1:m1:1' },
  'tier.warning': { 等级: '核心', 下级: '普通', 到期: '2026年12月31日', 还差: '600', 天数: '28' },
  'flash.opening': { 活动: '周五 9 点秒杀', 奖品: '气垫小样', 开始: '2026年12月5日 09:00', 场次: 'f0_20261205' },
  'sop.notice': {
    栏目: '护肤小课堂',
    内容: '干皮换季怎么补水',
    开始: '2026年12月5日 20:00',
    节拍: 'fuli:class:2026-12-05:0',
  },
  'survey.invite': { 问卷: '两个小问题', 礼物: '20 积分', 截止: '2026年12月5日', 编号: 'preference' },
}

/** The kinds as they are now: what stands in the database before what the product brings along. */
export function kindsOf(stored: readonly MessageKind[]): MessageKind[] {
  return KINDS.map((each) => stored.find(({ _id }) => _id === each._id) ?? each)
}

/** What is wrong with a template (Chinese), or null. Tried with the kind's examples by the same rules as when it is sent. */
export function templateProblem({ _id, fields, page }: Pick<MessageKind, '_id' | 'fields' | 'page'>): string | null {
  const names = new Set<string>()
  for (const { field, text } of fields) {
    if (!isField(field)) return intentText.unknownField(field)
    if (names.has(field)) return intentText.fieldTwice(field)
    names.add(field)
    // Values are shortened where that keeps the sense; words of the operator's own are not.
    const problem = /\{[^{}]+\}/.test(text) ? null : fieldProblem(field, text)
    if (problem !== null) return problem
  }
  const tried = composed({ fields, page }, EXAMPLES[_id] ?? {})
  return 'problem' in tried ? tried.problem : null
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

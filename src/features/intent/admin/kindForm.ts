import { composed, EXAMPLES, type MessageKind, templateProblem } from '../kinds'
import type { Intent } from '../rules'

export const stateWords: Record<Intent['state'], string> = {
  waiting: '等着发',
  saying: '正在发',
  said: '已发出',
  unknown: '不知道发没发',
  dropped: '没有发',
}

/** What an operator changes of a kind. */
export type KindForm = Pick<MessageKind, 'page' | 'fields' | 'active'> & { templateId: string }

export const kindFields: Record<keyof KindForm, string> = {
  templateId: '模板编号',
  page: '打开的页面',
  fields: '内容',
  active: '状态',
}

export function kindFormOf({ templateId, page, fields, active }: MessageKind): KindForm {
  return { templateId: templateId ?? '', page, fields, active }
}

export function shownKindField(form: KindForm, field: keyof KindForm): string {
  switch (field) {
    case 'fields':
      return form.fields.map(({ field: name, text }) => `${name}：${text}`).join('；')
    case 'active':
      return form.active ? '在发' : '停用'
    default:
      return form[field] || '空着'
  }
}

/** What is wrong before anything is sent (Chinese), or null: the rules by which the server judges. */
export function kindProblem(kind: string, form: KindForm): string | null {
  if (form.templateId !== '' && !/^[\w-]{6,64}$/.test(form.templateId)) return '模板编号是 6 到 64 位字母、数字或横线。'
  if (form.fields.length === 0) return '至少要有一个字段。'
  const problem = templateProblem({ _id: kind, fields: form.fields, page: form.page })
  return problem === null ? null : `${problem}。`
}

/** The message as a member would read it, with example values; null while it does not fit. */
export function kindPreview(kind: string, form: KindForm): { field: string; value: string }[] | null {
  const made = composed(form, EXAMPLES[kind] ?? {})
  return 'data' in made ? made.data : null
}

/** Words that may stand in braces. */
export function wordsOf(kind: string): string[] {
  return Object.keys(EXAMPLES[kind] ?? {})
}

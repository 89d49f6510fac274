import type { Input } from '../../../admin/call'
import type { ChannelView } from '../contract'
import type { ChannelPlan } from '../rules'

/** What the drawer holds: the plan as it will be sent. */
export type ChannelForm = ChannelPlan & { id: string }

export function emptyForm(): ChannelForm {
  return {
    id: '',
    name: '',
    kind: 'store',
    store: null,
    rota: null,
    groups: null,
    welcome: [],
    invite: false,
    tags: [],
    firstSop: null,
  }
}

export function formOf(view: ChannelView): ChannelForm {
  const { id, name, kind, store, rota, groups, welcome, invite, tags, firstSop } = view
  return { id, name, kind, store, rota, groups, welcome, invite, tags, firstSop }
}

type Plan = Omit<Input<'channel.create'>, 'request' | 'id'>

/** Empty parts are left out, as the server wants them. */
export function planOf({ id: _id, ...form }: ChannelForm): Plan {
  const rota = form.rota && form.rota.staff.length + form.rota.backups.length > 0 ? form.rota : null
  const groups = form.groups && form.groups.chats.length > 0 ? form.groups : null
  const welcome = form.welcome.filter(({ benefit, faq, rules }) => `${benefit}${faq}${rules}`.trim() !== '')
  const store = form.store?.trim() ? form.store.trim() : null
  return { ...form, name: form.name.trim(), store, rota, groups, welcome, invite: form.invite && groups !== null }
}

/** What keeps the form from being sent; null when nothing does. */
export function problemOf(form: ChannelForm): string | null {
  if (form.name.trim() === '') return '给渠道起个名字。'
  if (form.id !== '' && !/^[0-9A-Za-z_-]{1,30}$/.test(form.id)) return '编号只能用字母、数字、- 和 _，最多 30 个。'
  return null
}

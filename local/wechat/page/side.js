import { act } from './api.js'
import { avatar, colourOf, h, icon, toast } from './dom.js'
import { closeMini } from './mini.js'
import { stamp } from './time.js'

const BEHAVIOURS = [
  ['manual', '手动发送'],
  ['0', '到了就发'],
  ['2', '2 分钟后发'],
  ['10', '10 分钟后发'],
  ['60', '1 小时后发'],
]

/** The last bubble of a chat in one line. */
export function summary(message) {
  const { bubble, from } = message
  const words = {
    text: bubble.text,
    card: `[小程序] ${bubble.title}`,
    image: '[图片]',
    link: `[链接] ${bubble.title}`,
    video: '[视频]',
    file: `[文件] ${bubble.name}`,
  }
  return from.kind === 'system' ? bubble.text : `${from.name}：${words[bubble.kind] ?? ''}`
}

export function drawGroups(state, view) {
  const rows = state.groups.map((group) => {
    const last = group.messages.at(-1)
    const fresh = group.messages.filter((message) => message.id > (view.seen[group.chatId] ?? 0)).length
    const on = group.chatId === view.chatId
    const people = [group.owner, ...group.members].slice(0, 9)
    return h(
      'li',
      { class: on ? 'is-on' : '' },
      h(
        'button',
        {
          class: 'pick__main',
          'aria-current': on ? 'true' : null,
          onclick: () => view.select({ chatId: group.chatId, userid: group.owner }),
        },
        h(
          'span',
          { class: 'mosaic', 'aria-hidden': 'true' },
          people.map((id) => h('i', { style: { background: colourOf(id) } })),
        ),
        h(
          'span',
          { class: 'pick__text' },
          h(
            'b',
            null,
            h('span', null, group.name.replace(/^.*·/, '')),
            last ? h('time', { class: 'num' }, stamp(last.at, state.now)) : null,
          ),
          h('span', { class: 'pick__line' }, last ? summary(last) : `${group.members.length + 1} 人 · 还没有消息`),
        ),
        fresh > 0 && !on ? h('span', { class: 'badge', 'aria-label': `${fresh} 条新消息` }, String(fresh)) : null,
      ),
    )
  })
  document.getElementById('groups').replaceChildren(...rows)
}

export function drawStaff(state, view) {
  const rows = state.staff.map((one) => {
    const waiting = state.tasks.filter((task) => task.sender === one.userid && task.state === 'waiting').length
    const notes = state.notices.filter((notice) => notice.userid === one.userid).length
    const on = one.userid === view.userid
    const owned = state.groups.filter((group) => group.owner === one.userid)
    return h(
      'li',
      { class: on ? 'is-on' : '' },
      h(
        'button',
        { class: 'pick__main', 'aria-current': on ? 'true' : null, onclick: () => pickStaff(one, view) },
        avatar(one.userid, one.name),
        h(
          'span',
          { class: 'pick__text' },
          h('b', null, one.name),
          h('span', { class: 'pick__line' }, `${owned.length} 个群 · ${notes} 条通知`),
        ),
        waiting > 0 ? h('span', { class: 'badge', 'aria-label': `${waiting} 个群发待发送` }, String(waiting)) : null,
      ),
      on ? h('div', { class: 'pick__extra' }, h('span', null, '收到群发'), behaviourPicker(one, view)) : null,
    )
  })
  document.getElementById('staff').replaceChildren(...rows)
}

/** A mini-program that is open on this phone would hide the task that the badge counts. */
function pickStaff(one, view) {
  closeMini(document.getElementById('owner-phone'))
  view.select({ userid: one.userid })
}

function behaviourPicker(one, view) {
  const value = one.behaviour.mode === 'auto' ? String(one.behaviour.delayMinutes) : 'manual'
  const known = BEHAVIOURS.some(([key]) => key === value)
  const options = known ? BEHAVIOURS : [...BEHAVIOURS, [value, `${value} 分钟后发`]]
  return h(
    'select',
    {
      class: 'select',
      'aria-label': `${one.name}收到群发任务后`,
      onchange: async (event) => {
        const picked = event.target.value
        const body = picked === 'manual' ? { mode: 'manual' } : { mode: 'auto', delayMinutes: Number(picked) }
        await act('behaviour', { userid: one.userid, ...body }).catch((error) => toast(error.message))
        await view.refresh()
      },
    },
    options.map(([key, label]) => h('option', { value: key, selected: key === value }, label)),
  )
}

export function drawMembers(state, view) {
  const select = document.getElementById('me')
  const group = state.groups.find((one) => one.chatId === view.chatId)
  const inside = new Set(group?.members ?? [])
  const options = state.members.filter((member) => inside.has(member.externalUserid))
  if (!options.some((member) => member.openid === view.me)) view.me = options[0]?.openid ?? ''
  select.replaceChildren(
    ...options.map((member) => h('option', { value: member.openid, selected: member.openid === view.me }, member.name)),
  )
}

export function drawTitles(state, view) {
  const group = state.groups.find((one) => one.chatId === view.chatId)
  const owner = state.staff.find((one) => one.userid === view.userid)
  document.getElementById('brand-name').textContent = state.brand?.name ?? '还没有品牌'
  document.getElementById('chat-title').replaceChildren(icon('people', 15), ` ${group?.name ?? '没有客户群'}`)
  document.getElementById('owner-title').textContent = owner ? `${owner.name}的企业微信` : '没有员工'
  const auto = owner?.behaviour.mode === 'auto'
  const delay = auto && owner.behaviour.delayMinutes > 0 ? `${owner.behaviour.delayMinutes} 分钟后` : ''
  document.getElementById('owner-note').textContent = auto ? `收到群发${delay === '' ? '' : ' '}${delay}自动发送` : ''
}

import { act } from './api.js'
import { avatar, h, icon, redraw, toast } from './dom.js'
import { openMini } from './mini.js'
import { DAY, MINUTE, stamp } from './time.js'

/** WeChat writes the time above a message when this much passed since the one before. */
const QUIET = 5 * MINUTE
let drawn = ''

/** Draws the group chat; the frame stays when only messages change, so a half-typed line is kept. */
export function drawChat(state, view) {
  const phone = document.getElementById('chat-phone')
  const group = state.groups.find((one) => one.chatId === view.chatId)
  if (group === undefined) {
    phone.replaceChildren(
      h('div', { class: 'hint' }, h('b', null, '还没有客户群'), '启动时会自动放好演示数据，请稍等。'),
    )
    return
  }
  if (phone.dataset.chatId !== group.chatId) buildFrame(phone, group, view)
  const key = `${group.chatId}|${view.me}|${group.messages.at(-1)?.id ?? 0}|${Math.floor(state.now / DAY)}|${quiet(state, group)}`
  if (key === drawn) return
  drawn = key
  const flow = phone.querySelector('.flow')
  const before = view.seen[group.chatId] ?? 0
  redraw(flow, messages(state, group, view, before))
  view.seen[group.chatId] = Math.max(before, ...group.messages.map((message) => message.id))
}

function buildFrame(phone, group, view) {
  phone.dataset.chatId = group.chatId
  phone.className = 'phone chat'
  const input = h('input', { placeholder: '以会员身份说一句', 'aria-label': '以会员身份说一句', maxlength: '200' })
  const form = h(
    'form',
    {
      class: 'composer',
      onsubmit: async (event) => {
        event.preventDefault()
        const text = input.value.trim()
        if (text === '') return
        input.value = ''
        await act('say', { chatId: group.chatId, openid: view.me, text }).catch((error) => toast(error.message))
        await view.refresh()
      },
    },
    input,
    h('button', { type: 'submit' }, '发送'),
  )
  phone.replaceChildren(
    h('div', { class: 'status num' }, h('span', { 'data-clock': '' }), icon('signal', 0, [67, 12])),
    h('div', { class: 'topbar' }, h('span', null, `${group.name}(${group.members.length + 1})`)),
    h('div', { class: 'flow', 'data-follow': 'end', tabindex: '0', role: 'log', 'aria-label': '群消息' }),
    form,
  )
}

function messages(state, group, view, seen) {
  if (group.messages.length === 0) {
    return h('div', { class: 'hint' }, icon('clock', 40), h('b', null, '群里还很安静'), quiet(state, group))
  }
  const nodes = []
  let last = 0
  for (const message of group.messages) {
    if (message.at - last > QUIET) nodes.push(h('p', { class: 'flow__time num' }, stamp(message.at, state.now)))
    last = message.at
    nodes.push(messageRow(state, group, view, message, message.id > seen && seen > 0))
  }
  return nodes
}

/** Why nothing is said here, and what to press next. */
function quiet(state, group) {
  const task = state.tasks.find((one) => one.state === 'waiting' && one.sender === group.owner)
  if (task === undefined) return '把时间拨到 8:55，再 +5 分钟，看这一天的第一拍。'
  const owner = state.staff.find((one) => one.userid === group.owner)?.name ?? '群主'
  return `群发已经到了${owner}的手机上，点「发送」才会进群。`
}

function messageRow(state, group, view, message, isNew) {
  if (message.from.kind === 'system') return h('p', { class: 'flow__time' }, message.bubble.text)
  const staff = message.from.kind === 'staff'
  const me = state.members.find((member) => member.openid === view.me)
  const mine = message.from.id === me?.externalUserid
  const name = h(
    'div',
    { class: 'msg__name' },
    h('span', null, message.from.name),
    staff ? h('em', null, `@${state.brand?.name ?? ''}`) : null,
    staff && message.from.id === group.owner ? h('span', { class: 'tag' }, '群主') : null,
  )
  return h(
    'div',
    { class: `msg${mine ? ' msg--me' : ''}${isNew ? ' msg--new' : ''}`, 'data-message': String(message.id) },
    avatar(message.from.id, message.from.name),
    h('div', { class: 'msg__body' }, mine ? null : name, bubble(state, view, message.bubble)),
  )
}

export function bubble(state, view, content) {
  if (content.kind === 'text') return h('div', { class: 'bubble' }, content.text)
  if (content.kind === 'image') return h('img', { class: 'picture', src: content.url, alt: '图片' })
  if (content.kind === 'video')
    return h('video', { class: 'picture', src: content.url, controls: true, preload: 'metadata' })
  if (content.kind === 'file') {
    return h(
      'a',
      { class: 'card', href: content.url, target: '_blank', rel: 'noreferrer' },
      h('b', null, content.name),
      h('span', { class: 'card__foot' }, '文件'),
    )
  }
  if (content.kind === 'link') {
    return h(
      'a',
      { class: 'card', href: content.url, target: '_blank', rel: 'noreferrer' },
      h('b', null, content.title),
      h('span', { class: 'card__foot' }, content.description),
    )
  }
  const open = () => openMini(document.getElementById('chat-phone'), view.me, content.path)
  return [
    h(
      'button',
      { class: 'card', onclick: open, 'data-path': content.path },
      h('span', { class: 'card__app' }, h('i', null, icon('flower', 12)), state.brand?.name ?? ''),
      h('b', null, content.title),
      h('img', { src: content.cover, alt: '' }),
      h('span', { class: 'card__foot' }, icon('mini', 13), '小程序'),
    ),
    content.brokenPath ? h('p', { class: 'card__warn' }, icon('warn', 14), '路径缺 .html，真机会显示页面不存在') : null,
  ]
}

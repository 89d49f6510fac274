import { act } from './api.js'
import { bubble } from './chat.js'
import { avatar, h, redraw, toast } from './dom.js'
import { stamp } from './time.js'

/** People who become friends of staff or join groups: their names rise with every press. */
const NAMES = ['林夏', '小北', '阿蓝', '许知', '小满', '星野', '安安', '果果', '陈默', '一一']
let drawn = ''

/** The phones of newcomers: who added whom, and what the brand said to it within twenty seconds. */
export function drawFriends(state, view) {
  const panel = document.getElementById('friends')
  const key = JSON.stringify([
    state.friends.map(({ at, messages }) => [at, messages.length]),
    state.welcomeTemplates.length,
    state.groups.map((group) => [group.chatId, group.welcome]),
    view.userid,
    view.chatId,
  ])
  if (key === drawn) return
  drawn = key
  const staff = state.staff.find((one) => one.userid === view.userid)
  const group = state.groups.find((one) => one.chatId === view.chatId)
  const parts = [
    h(
      'div',
      { class: 'friends__acts' },
      button(`加${staff?.name ?? '员工'}为好友`, view, () => [
        'add-friend',
        { userid: view.userid, name: nameOf(state) },
      ]),
      button('进这个群', view, () => ['join-group', { chatId: view.chatId, name: nameOf(state) }]),
    ),
    group !== undefined && state.welcomeTemplates.length > 0 ? picker(state, group, view) : null,
    state.friends.length === 0
      ? h('p', { class: 'friends__none' }, '还没有新好友。加一位，看 20 秒内的欢迎语。')
      : state.friends.slice(0, 6).map((friend) => friendRow(state, view, friend)),
  ]
  redraw(
    panel,
    parts.flat().filter((part) => part !== null),
  )
}

function friendRow(state, view, friend) {
  const said = friend.messages.filter((message) => message.from.kind === 'staff')
  return h(
    'details',
    { class: 'friend', open: friend === state.friends[0] },
    h(
      'summary',
      null,
      avatar(friend.externalUserid, friend.name),
      h('span', null, h('b', null, friend.name), ` 加了${friend.staff}`),
      h('time', { class: 'num' }, stamp(friend.at, state.now)),
    ),
    said.length === 0
      ? h('p', { class: 'friends__none' }, '没有收到欢迎语')
      : said.map((message) => h('div', { class: 'friend__said' }, bubble(state, view, message.bubble))),
  )
}

/** The owner's choice in the client: no API can make it. */
function picker(state, group, view) {
  return h(
    'label',
    { class: 'friends__pick' },
    '入群欢迎语',
    h(
      'select',
      {
        class: 'select',
        'aria-label': `${group.name}用哪条入群欢迎语`,
        onchange: async (event) => {
          await press(view, 'pick-welcome', { chatId: group.chatId, templateId: event.target.value })
        },
      },
      h('option', { value: '', selected: group.welcome === '' }, '没有选'),
      state.welcomeTemplates.map(({ templateId, text }) =>
        h(
          'option',
          { value: templateId, selected: templateId === group.welcome },
          (text?.content ?? '附件').slice(0, 14),
        ),
      ),
    ),
  )
}

function button(label, view, what) {
  return h('button', { class: 'friends__act', onclick: () => press(view, ...what()) }, label)
}

async function press(view, action, body) {
  await act(action, body).catch((error) => toast(error.message))
  await view.refresh()
}

export function nameOf(state) {
  const known = new Set(state.members.map((member) => member.name))
  return NAMES.find((name) => !known.has(name)) ?? `新朋友${state.members.length + 1}`
}

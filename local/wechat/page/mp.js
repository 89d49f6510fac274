import { act } from './api.js'
import { bubble } from './chat.js'
import { avatar, h, redraw, toast } from './dom.js'

let drawn = ''
let scene = ''

/** The 公众号 on the phone of whom one plays: follow by a code, press the menu, write; and what the brand answers. */
export function drawMp(state, view) {
  const panel = document.getElementById('mp')
  const { mp } = state
  if (mp === null) {
    panel.replaceChildren(h('p', { class: 'friends__none' }, '这个品牌没有公众号。'))
    return
  }
  const key = JSON.stringify([
    mp.followers.map(({ openid, following, messages }) => [openid, following, messages.at(-1)?.id]),
    mp.menu,
    mp.scenes,
    view.me,
    scene,
  ])
  if (key === drawn) return
  drawn = key
  const me = state.members.find((one) => one.openid === view.me) ?? state.members[0]
  const mine = mp.followers.find((one) => one.openid === `oMp_${me?.openid}`)
  const others = mp.followers.filter((one) => one !== mine).slice(0, 4)
  redraw(
    panel,
    [
      h(
        'div',
        { class: 'mp__me' },
        avatar(me?.openid ?? '', me?.name ?? ''),
        h('b', null, me?.name ?? ''),
        h('span', null, mine?.following ? '已关注' : '没有关注'),
      ),
      picker(mp),
      h(
        'div',
        { class: 'friends__acts' },
        press(view, scene === '' ? '搜到后关注' : '扫码关注', 'mp-follow', { openid: me?.openid, scene }),
        mine?.following ? press(view, '取消关注', 'mp-unfollow', { openid: me?.openid }) : null,
      ),
      mine ? chat(state, view, mine, mp.menu) : null,
      others.map((one) =>
        h(
          'details',
          { class: 'friend' },
          h(
            'summary',
            null,
            avatar(one.openid, one.name),
            h('span', null, one.name, one.following ? '' : '（已取消）'),
          ),
          said(state, view, one),
        ),
      ),
    ].flat(),
  )
}

/** Codes that the brand has made; none is finding the account by its name. */
function picker(mp) {
  return h(
    'label',
    { class: 'friends__pick' },
    '用哪个二维码',
    h(
      'select',
      {
        class: 'select',
        onchange: (event) => {
          scene = event.target.value
        },
      },
      h('option', { value: '' }, '不扫码，搜公众号'),
      mp.scenes.map((one) => h('option', { value: one, selected: one === scene }, one)),
    ),
  )
}

function chat(state, view, mine, menu) {
  const input = h('input', { placeholder: '发一句给公众号', 'aria-label': '发一句给公众号', maxlength: '200' })
  const send = async (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (text !== '') await run(view, 'mp-say', { openid: mine.openid, text })
  }
  return h(
    'div',
    { class: 'mp__chat' },
    said(state, view, mine),
    mine.following
      ? h('form', { class: 'mp__say', onsubmit: send }, input, h('button', { type: 'submit' }, '发送'))
      : null,
    mine.following
      ? h(
          'div',
          { class: 'mp__menu' },
          menu.flatMap((button) => (button.sub_button ?? [button]).map((one) => key(view, mine, one))),
        )
      : null,
  )
}

function key(view, mine, button) {
  if (button.type === 'click') return press(view, button.name, 'mp-click', { openid: mine.openid, key: button.key })
  return press(view, button.name, 'mp-view', { openid: mine.openid, key: button.url ?? button.pagepath })
}

function said(state, view, { messages }) {
  return h(
    'div',
    { class: 'mp__said' },
    messages.slice(-12).map((message) => {
      if (message.from.kind === 'system') return h('p', { class: 'mp__note' }, message.bubble.text)
      const mine = message.from.kind === 'member'
      const shown =
        message.bubble.kind === 'text'
          ? h('div', { class: 'mp__text' }, words(message.bubble.text))
          : bubble(state, view, message.bubble)
      return h('div', { class: mine ? 'mp__line is-mine' : 'mp__line' }, shown)
    }),
  )
}

/** Links of a text, as WeChat draws them; anything else in it stays letters. */
function words(text) {
  return text.split(/(<a [^>]*>[^<]*<\/a>)/).map((part) => {
    const link = /^<a ([^>]*)>([^<]*)<\/a>$/.exec(part)
    if (link === null) return part
    return h('span', { class: 'mp__a', title: /(?:path|href)="([^"]*)"/.exec(link[1])?.[1] }, link[2])
  })
}

function press(view, label, action, body) {
  return h('button', { class: 'friends__act', onclick: () => run(view, action, body) }, label)
}

async function run(view, action, body) {
  await act(action, body).catch((error) => toast(error.message))
  await view.refresh()
}

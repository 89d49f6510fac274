import { act } from './api.js'
import { h, redraw, toast } from './dom.js'
import { nameOf } from './friends.js'
import { openMini } from './mini.js'

let drawn = ''

/** The brand's codes, as they hang in a shop: a press is a new person's camera. */
export function drawCodes(state, view) {
  const panel = document.getElementById('codes')
  const key = JSON.stringify([state.ways, state.wxaCodes, view.me])
  if (key === drawn) return
  drawn = key
  const parts = [
    ...state.ways.map((way) => wayRow(state, view, way)),
    ...state.wxaCodes.map((code) =>
      row(`小程序码 ${code.scene}`, '打开小程序', () =>
        openMini(document.getElementById('chat-phone'), view.me, `${code.page}?scene=${code.scene}`),
      ),
    ),
  ]
  redraw(
    panel,
    parts.length > 0 ? parts : [h('p', { class: 'friends__none' }, '还没有码。在运营台「渠道活码」里建一个。')],
  )
}

function wayRow(state, view, way) {
  const leads =
    way.kind === 'contact'
      ? namesOf(state.staff, way.user, 'userid')
      : namesOf(state.groups, way.chat_id_list, 'chatId')
  const what = way.kind === 'contact' ? '加好友码' : '入群码'
  return row(`${what} ${way.remark || way.state} → ${leads}`, '新人扫码', async () => {
    await act('scan-way', { configId: way.configId, name: nameOf(state) }).catch((error) => toast(error.message))
    await view.refresh()
  })
}

function row(label, action, onclick) {
  return h(
    'div',
    { class: 'codes__row' },
    h('span', null, label),
    h('button', { class: 'friends__act', onclick }, action),
  )
}

function namesOf(all, ids, key) {
  return (ids ?? []).map((id) => all.find((one) => one[key] === id)?.name ?? id).join('、')
}

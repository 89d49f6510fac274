import { act } from './api.js'
import { h, toast } from './dom.js'
import { clockOf } from './time.js'

const RULES = [
  ['days_of_month', '每月按当月天数', '本月'],
  ['7_per_week', '每周 7 次', '本周'],
  ['1_per_day', '每天 1 次', '今天'],
]
const NAMES = {
  gettoken: '取凭证',
  'externalcontact/add_msg_template': '创建群发',
  'externalcontact/get_groupmsg_list_v2': '查群发列表',
  'externalcontact/get_groupmsg_task': '查群主是否发送',
  'externalcontact/get_groupmsg_send_result': '查每个群的结果',
  'externalcontact/remind_groupmsg_send': '提醒群主',
  'externalcontact/cancel_groupmsg_send': '停止群发',
  'externalcontact/groupchat/list': '查客户群',
  'externalcontact/groupchat/get': '查客户群成员',
  'externalcontact/send_welcome_msg': '发欢迎语',
  'externalcontact/get': '查客户',
  'externalcontact/group_welcome_template/add': '新建入群欢迎语',
  'externalcontact/group_welcome_template/edit': '改入群欢迎语',
  'externalcontact/group_welcome_template/del': '删入群欢迎语',
  'callback/add_external_contact': '回调：加了好友',
  'callback/create': '回调：新建了群',
  'callback/update': '回调：群有变化',
  'callback/dismiss': '回调：群解散了',
  'message/send': '通知员工',
  'media/upload': '上传图片',
}
const REFUSALS = {
  40001: 'Secret 不对',
  40014: '凭证无效',
  42001: '凭证过期',
  40058: '参数不对',
  41048: '没有可发送的群',
  41050: '过了 20 秒',
  41051: '已经发过欢迎语',
  41055: '模板满 100 个',
  41058: '模板不在了',
  41063: '还在下发，稍后再查',
  41093: '已停止或已发完',
  41094: '24 小时内提醒满 3 次',
  45009: '调用太频繁',
  60111: '员工不存在',
}

export function drawQuota(state, view) {
  const group = state.groups.find((one) => one.chatId === view.chatId)
  if (group === undefined) return
  const { used, limit } = group.quota
  const rule = RULES.find(([key]) => key === state.rules.quotaRule)
  const select = h(
    'select',
    {
      class: 'select',
      'aria-label': '每个群能收到多少次群发',
      onchange: async (event) => {
        await act('rules', { quotaRule: event.target.value }).catch((error) => toast(error.message))
        await view.refresh()
      },
    },
    RULES.map(([key, label]) => h('option', { value: key, selected: key === state.rules.quotaRule }, label)),
  )
  const bar = h(
    'div',
    { class: `quota-bar${used >= limit ? ' is-full' : ''}` },
    h('i', { style: { width: `${Math.min(100, (used / limit) * 100)}%` } }),
  )
  const head = h(
    'div',
    { class: 'quota' },
    `${group.name.replace(/^.*·/, '')}${rule?.[2] ?? ''}`,
    h('span', null, h('strong', { class: 'num' }, String(used)), ` / ${limit} 次`),
  )
  document.getElementById('quota').replaceChildren(head, bar, select)
}

/** Who and where, for the calls that change something; queries need none. */
function detail(state, call) {
  let request = {}
  try {
    request = JSON.parse(call.request)
  } catch {
    // A long request is kept cut off; the name of the call has to do then.
    return ''
  }
  const person = (userid) => state.staff.find((one) => one.userid === userid)?.name ?? userid
  if (call.api === 'message/send') {
    const content = request[request.msgtype] ?? {}
    const to =
      request.touser === '@all'
        ? '全体员工'
        : String(request.touser ?? '')
            .split('|')
            .map(person)
            .join('、')
    return `${to}：${content.title ?? content.content ?? ''}`
  }
  if (call.api !== 'externalcontact/add_msg_template') return ''
  const names = (request.chat_id_list ?? []).map(
    (chatId) => state.groups.find((group) => group.chatId === chatId)?.name.replace(/^.*·/, '') ?? chatId,
  )
  return `${person(request.sender)} → ${names.join('、')}`
}

/** Calls of the same kind in one minute are one line, so that polling does not bury what happened. */
export function drawCalls(state) {
  const lines = []
  for (const call of state.calls) {
    const last = lines.at(-1)
    const words = call.code === 0 ? detail(state, call) : `${call.code} ${REFUSALS[call.code] ?? call.note}`
    const same = last && last.api === call.api && last.words === words && clockOf(last.at) === clockOf(call.at)
    if (same) last.times += 1
    else lines.push({ ...call, words, times: 1 })
  }
  const node = document.getElementById('calls')
  if (lines.length === 0) {
    node.replaceChildren(h('li', { class: 'none' }, '节拍还没有调用过企业微信'))
    return
  }
  node.replaceChildren(
    ...lines.map((line) =>
      h(
        'li',
        { title: `/cgi-bin/${line.api}` },
        h('time', { class: 'num' }, clockOf(line.at)),
        h(
          'span',
          { class: line.code === 0 ? '' : 'is-refused' },
          NAMES[line.api] ?? line.api,
          line.times > 1 ? h('span', { class: 'times num' }, ` ×${line.times}`) : null,
        ),
        line.words === ''
          ? null
          : h('p', { class: line.code === 0 ? '' : 'is-refused', title: line.words }, line.words),
      ),
    ),
  )
}

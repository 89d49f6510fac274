import { act } from './api.js'
import { avatar, h, icon, redraw, toast } from './dom.js'
import { openMini } from './mini.js'
import { clockOf, MINUTE, stamp } from './time.js'

const QUEUE_PATH = 'features/delivery/pages/queue/index'
let drawn = ''

/** Draws the phone of the selected member of staff. */
export function drawOwner(state, view) {
  const phone = document.getElementById('owner-phone')
  const owner = state.staff.find((one) => one.userid === view.userid)
  if (owner === undefined) {
    phone.replaceChildren(h('div', { class: 'hint' }, h('b', null, '还没有员工'), '启动时会自动放好演示数据，请稍等。'))
    return
  }
  if (phone.dataset.userid !== owner.userid) buildFrame(phone, owner, state)
  const tasks = state.tasks.filter((task) => task.sender === owner.userid)
  const notices = state.notices.filter((notice) => notice.userid === owner.userid)
  const key = JSON.stringify([
    owner,
    view.tab,
    tasks,
    notices.map((notice) => notice.id),
    Math.floor(state.now / MINUTE),
  ])
  if (key === drawn) return
  drawn = key
  redraw(phone.querySelector('.tabs'), tabs(view, tasks, notices))
  const list = phone.querySelector('.list')
  redraw(list, view.tab === 'tasks' ? taskList(state, view, tasks) : noticeList(state, owner, notices))
}

function buildFrame(phone, owner, state) {
  phone.dataset.userid = owner.userid
  phone.className = 'phone owner'
  drawn = ''
  phone.replaceChildren(
    h('div', { class: 'status num' }, h('span', { 'data-clock': '' }), icon('signal', 0, [67, 12])),
    h(
      'div',
      { class: 'owner__head' },
      avatar(owner.userid, owner.name),
      h(
        'div',
        null,
        h('b', null, owner.name),
        h('span', { class: 'owner__of' }, `${state.brand?.name ?? ''} · 企业微信`),
      ),
    ),
    h('div', { class: 'tabs', role: 'tablist' }),
    h('div', { class: 'list', tabindex: '0', 'aria-label': '任务和通知' }),
    h(
      'div',
      { class: 'owner__foot' },
      h(
        'button',
        { class: 'btn', onclick: () => openMini(phone, owner.openid, QUEUE_PATH) },
        icon('list', 17),
        '打开我的发送队列',
      ),
    ),
  )
}

function tabs(view, tasks, notices) {
  const waiting = tasks.filter((task) => task.state === 'waiting').length
  const tab = (key, label, count) =>
    h(
      'button',
      { role: 'tab', 'aria-selected': String(view.tab === key), onclick: () => view.select({ tab: key }) },
      label,
      count > 0 ? h('span', { class: key === 'tasks' ? 'badge' : 'muted num' }, String(count)) : null,
    )
  return [tab('tasks', '群发任务', waiting), tab('notices', '应用消息', notices.length)]
}

function taskList(state, view, tasks) {
  const waiting = tasks.filter((task) => task.state === 'waiting').sort((a, b) => a.createdAt - b.createdAt)
  const past = tasks.filter((task) => task.state !== 'waiting')
  if (tasks.length === 0) {
    return h(
      'div',
      { class: 'hint' },
      icon('send', 40),
      h('b', null, '没有群发任务'),
      '企业创建的群发会出现在这里，点「发送」才会发出去。',
    )
  }
  const all = () => Promise.all(waiting.map((task) => act('confirm', { msgid: task.msgid, userid: task.sender })))
  const head =
    waiting.length > 1
      ? h(
          'div',
          { class: 'all' },
          `${waiting.length} 个群发等你发送`,
          h('button', { class: 'btn', onclick: () => press(view, all) }, '全部发送'),
        )
      : null
  return [
    head,
    ...waiting.map((task) => waitingTask(state, view, task)),
    past.length > 0 ? h('h3', null, '已处理') : null,
    ...past.map((task) => pastTask(state, task)),
  ]
}

async function press(view, work) {
  await work().catch((error) => toast(error.message))
  await view.refresh()
}

const FEW_NAMES = 3

function customerNames(state, task) {
  const names = task.targets.map(
    (target) => state.members.find((one) => one.externalUserid === target.chatId)?.name ?? '一位客户',
  )
  return names.length <= FEW_NAMES
    ? names.join('、')
    : `${names.slice(0, FEW_NAMES).join('、')} 等 ${names.length} 位客户`
}

function groupNames(state, task) {
  if (task.single) return customerNames(state, task)
  return task.targets
    .map(
      (target) =>
        state.groups.find((group) => group.chatId === target.chatId)?.name.replace(/^.*·/, '') ?? '已解散的群',
    )
    .join('、')
}

function waitingTask(state, view, task) {
  const send = () => act('confirm', { msgid: task.msgid, userid: task.sender })
  const chip =
    task.autoAt !== null
      ? h('span', { class: 'chip chip--amber num' }, `${clockOf(task.autoAt)} 自动发`)
      : task.dispatching
        ? h('span', { class: 'chip chip--calm' }, '下发中')
        : h('span', { class: 'chip' }, '待发送')
  const reminded = task.reminders > 0 ? `，企业已提醒 ${task.reminders} 次` : ''
  return h(
    'article',
    { class: 'task', 'data-task': task.msgid },
    h(
      'div',
      { class: 'task__head' },
      h('span', { class: 'dot' }),
      h('span', { class: 'num' }, clockOf(task.createdAt)),
      task.single ? '企业群发 · 客户' : '企业群发',
      chip,
    ),
    task.bubbles.map(preview),
    h('p', { class: 'task__to' }, `发给 ${groupNames(state, task)}${reminded}`),
    h('button', { class: 'btn btn--main', onclick: () => press(view, send) }, icon('send', 18), '发送'),
  )
}

function preview(bubble) {
  if (bubble.kind === 'text') return h('div', { class: 'quote' }, bubble.text)
  const picture = bubble.cover ?? (bubble.kind === 'image' ? bubble.url : undefined)
  return h(
    'div',
    { class: 'attach' },
    picture ? h('img', { src: picture, alt: '' }) : null,
    h(
      'div',
      null,
      h('b', null, bubble.title ?? bubble.name ?? (bubble.kind === 'video' ? '视频' : '图片')),
      bubble.kind === 'card' ? h('span', null, icon('mini', 12), '小程序') : null,
    ),
  )
}

function pastTask(state, task) {
  const over = task.targets.filter((target) => target.status === 3).length
  const sent = task.targets.filter((target) => target.status === 1).length
  const gone = task.targets.filter((target) => target.status === 2).length
  const first = task.bubbles[0]
  const unit = task.single ? '位客户' : '个群'
  const chip =
    task.state === 'cancelled'
      ? h('span', { class: 'chip chip--calm' }, '企业已停止')
      : sent === 0
        ? h('span', { class: 'chip chip--brick' }, gone > 0 ? '已不是好友' : '超出额度')
        : over + gone > 0
          ? h('span', { class: 'chip chip--amber' }, `${over + gone} ${unit}没收到`)
          : h('span', { class: 'chip chip--jade' }, '已发送')
  return h(
    'div',
    { class: 'row' },
    h('time', { class: 'num' }, clockOf(task.confirmedAt ?? task.createdAt)),
    h(
      'div',
      null,
      h('b', null, first?.text ?? first?.title ?? '群发'),
      h(
        'p',
        null,
        `${task.personal ? '个人群发' : task.single ? '客户群发' : '企业群发'} · ${groupNames(state, task)}`,
      ),
    ),
    chip,
  )
}

function noticeList(state, owner, notices) {
  if (notices.length === 0) {
    return h(
      'div',
      { class: 'hint' },
      icon('bell', 40),
      h('b', null, '没有应用消息'),
      '到点该手动转发时，节拍会在这里提醒。',
    )
  }
  return notices.map((notice) =>
    h(
      'article',
      { class: 'notice' },
      h(
        'div',
        { class: 'notice__head' },
        icon('bell', 14),
        '节拍',
        h('time', { class: 'num' }, stamp(notice.at, state.now)),
      ),
      notice.title ? h('b', null, notice.title) : null,
      notice.text ? h('p', null, notice.text) : null,
      notice.items?.length
        ? h(
            'dl',
            null,
            notice.items.flatMap((item) => [h('dt', null, item.key), h('dd', null, item.value)]),
          )
        : null,
      link(owner, notice),
    ),
  )
}

function link(owner, notice) {
  if (notice.page) {
    const open = () => openMini(document.getElementById('owner-phone'), owner.openid, notice.page)
    return h('button', { class: 'notice__open', onclick: open }, '进入小程序', h('span', null, '›'))
  }
  if (!notice.url) return null
  return h(
    'a',
    { class: 'notice__open', href: notice.url, target: '_blank', rel: 'noreferrer' },
    notice.button ?? '详情',
    h('span', null, '›'),
  )
}

import { readState } from './api.js'
import { drawChat } from './chat.js'
import { pollClock, startClockBar } from './clockBar.js'
import { drawCodes } from './codes.js'
import { toast } from './dom.js'
import { drawFriends } from './friends.js'
import { closeMini } from './mini.js'
import { drawMp } from './mp.js'
import { drawOwner } from './owner.js'
import { drawCalls, drawQuota } from './rail.js'
import { drawGroups, drawMembers, drawStaff, drawTitles } from './side.js'

const POLL = 2000
let state = null
let failing = false
let round = Promise.resolve()

/** What this browser looks at; the world itself lives on the server. `seen` is the last message id per chat. */
const view = {
  chatId: '',
  userid: '',
  me: '',
  tab: 'tasks',
  seen: {},
  refresh,
  select(change) {
    Object.assign(view, change)
    if (change.chatId) closeMini(document.getElementById('chat-phone'))
    draw()
  },
}

function draw() {
  if (state === null) return
  if (!state.groups.some((group) => group.chatId === view.chatId)) view.chatId = state.groups[0]?.chatId ?? ''
  if (!state.staff.some((one) => one.userid === view.userid)) view.userid = state.staff[0]?.userid ?? ''
  drawMembers(state, view)
  drawTitles(state, view)
  drawChat(state, view)
  drawOwner(state, view)
  drawGroups(state, view)
  drawStaff(state, view)
  drawQuota(state, view)
  drawCalls(state)
  drawFriends(state, view)
  drawMp(state, view)
  drawCodes(state, view)
}

/** One after the other: two answers on the way could draw the older one last. */
function refresh() {
  round = round.then(load, load)
  return round
}

async function load() {
  try {
    const answer = await readState(state?.version ?? -1)
    if (answer.unchanged) state.now = answer.now
    else {
      const first = state === null
      state = answer
      if (first) for (const group of state.groups) view.seen[group.chatId] = group.messages.at(-1)?.id ?? 0
    }
    draw()
    await pollClock()
    failing = false
  } catch (error) {
    if (!failing) toast(error.message)
    failing = true
  }
}

document.getElementById('me').addEventListener('change', (event) => view.select({ me: event.target.value }))
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh()
})
setInterval(() => {
  if (document.visibilityState === 'visible') refresh()
}, POLL)
startClockBar(refresh)
refresh()

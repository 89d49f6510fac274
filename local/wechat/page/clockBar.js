import { readClock, setClock } from './api.js'
import { h, icon, toast } from './dom.js'
import { clockOf, DAY, dateOf, dayStart, MINUTE, minuteOf, nextTime } from './time.js'

/** The strip shows the day from 8:00 to 22:00; a column of the demo's plan stands at each of these times. */
const FIRST = 8 * 60
const LAST = 22 * 60
const BEATS = [9 * 60, 10 * 60, 11 * 60, 15 * 60, 20 * 60]
const END_OF_DAY = 21 * 60 + 30
const STEP = 10 * MINUTE
/** Real milliseconds between two steps of the watched day: 76 steps are less than a minute. */
const PACE = 650

const reading = { now: 0, frozen: false, at: 0, known: false }
let watching = false
let moving = false
let refresh = async () => {}

/** The simulated time of this moment, carried on from the last answer of the server. */
export function simulatedNow() {
  return reading.frozen ? reading.now : reading.now + performance.now() - reading.at
}

export function startClockBar(onMoved) {
  refresh = onMoved
  document
    .getElementById('day-beats')
    .append(
      ...BEATS.map((minute) =>
        h('i', { style: { left: place(minute) } }, h('span', { class: 'num' }, String(minute / 60))),
      ),
    )
  drawButtons()
  setInterval(drawTime, 500)
}

/** Takes over what the server says; called with every poll. */
export async function pollClock() {
  accept(await readClock())
}

function accept(next) {
  const changed = next.frozen !== reading.frozen || !reading.known
  Object.assign(reading, next, { at: performance.now(), known: true })
  drawTime()
  if (changed) drawButtons()
}

function place(minute) {
  const share = (Math.min(Math.max(minute, FIRST), LAST) - FIRST) / (LAST - FIRST)
  return `${share * 100}%`
}

function drawTime() {
  if (!reading.known) return
  const now = simulatedNow()
  document.getElementById('clock-time').textContent = clockOf(now)
  document.getElementById('clock-date').textContent = dateOf(now)
  for (const node of document.querySelectorAll('[data-clock]')) node.textContent = clockOf(now)
  const minute = minuteOf(now)
  document.getElementById('day-now').style.left = place(minute)
  document.getElementById('day-done').style.width = place(minute)
  for (const [index, dot] of [...document.getElementById('day-beats').children].entries()) {
    dot.classList.toggle('is-past', BEATS[index] <= minute)
  }
}

async function moveTo(at, frozen = reading.frozen) {
  if (moving) return
  moving = true
  try {
    accept(await setClock(at, frozen))
    await refresh()
  } catch (error) {
    watching = false
    toast(error.message)
  } finally {
    moving = false
    drawButtons()
  }
}

/** Steps through the day to 21:30 so that one can see it happen; a second press stops it. */
async function watchDay() {
  if (watching) {
    watching = false
    drawButtons()
    return
  }
  watching = true
  drawButtons()
  const start = simulatedNow()
  const today = dayStart(start)
  const end = minuteOf(start) < END_OF_DAY ? today + END_OF_DAY * MINUTE : today + DAY + END_OF_DAY * MINUTE
  const morning = dayStart(end) + (8 * 60 + 55) * MINUTE
  if (start < morning) await moveTo(morning)
  while (watching && simulatedNow() < end) {
    const next = Math.min((Math.floor(simulatedNow() / STEP) + 1) * STEP, end)
    const began = performance.now()
    await moveTo(next)
    await new Promise((resolve) => setTimeout(resolve, Math.max(120, PACE - (performance.now() - began))))
  }
  watching = false
  drawButtons()
}

function drawButtons() {
  const jump = (label, at) => h('button', { class: 'btn', disabled: watching, onclick: () => moveTo(at()) }, label)
  document.getElementById('clock-buttons').replaceChildren(
    jump('到下一个 8:55', () => nextTime(simulatedNow(), 8, 55)),
    jump('+5 分钟', () => simulatedNow() + 5 * MINUTE),
    jump('+1 小时', () => simulatedNow() + 60 * MINUTE),
    h(
      'button',
      { class: 'btn btn--main', onclick: watchDay, id: 'watch' },
      icon(watching ? 'pause' : 'play', 15),
      watching ? '停在这里' : '看一整天',
    ),
    h(
      'button',
      {
        class: reading.frozen ? 'btn btn--on' : 'btn',
        'aria-pressed': String(reading.frozen),
        onclick: () => moveTo(simulatedNow(), !reading.frozen),
      },
      reading.frozen ? '时间已定格' : '定格',
    ),
    h(
      'button',
      { class: 'btn', disabled: watching, onclick: () => moveTo(performance.timeOrigin + performance.now(), false) },
      '回到现在',
    ),
  )
}

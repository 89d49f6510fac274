/** One request; throws an Error whose message is a Chinese sentence for the person at the page. */
async function request(url, init) {
  let response
  try {
    response = await fetch(url, init)
  } catch {
    throw new Error('连不上本机服务，请确认 npm start 还在运行')
  }
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(body.message ?? '这一步没有成功，请再试一次')
  return body
}

function post(url, body) {
  return request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The world, or `{unchanged, now}` when nothing happened since `version`. */
export function readState(version) {
  return request(`api/state?since=${version}`)
}

export function act(action, body) {
  return post(`api/${action}`, body)
}

function clockReading(body) {
  const value = body.data ?? body
  return { now: typeof value.now === 'number' ? value.now : Date.parse(value.now), frozen: value.frozen === true }
}

export async function readClock() {
  return clockReading(await request('/local/clock'))
}

/** Moves the simulated time; resolves when everything that was due on the way has happened. */
export async function setClock(now, frozen) {
  await post('/local/clock', { now: new Date(now).toISOString(), frozen })
  return readClock()
}

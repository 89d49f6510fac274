import { render } from '@testing-library/react'
import { Desk } from '../../../src/admin/Desk'
import { writeSession } from '../../../src/admin/session'
import { Refusal } from '../../../src/kernel/errors'
import { cannedBoard, cannedNow } from '../canned/board'

type Answer = (input: never) => unknown

export interface Sent {
  method: string
  input: Record<string, unknown>
}

/** What every screen asks for; a test adds or replaces its own. */
const common: Record<string, Answer> = {
  'delivery.getBoard': () => cannedBoard(),
  'sop.list': () => ({
    sops: [
      {
        sop: 'daily',
        name: '日常SOP',
        live: 1,
        latest: 1,
        versions: [{ number: 1, status: 'live', note: '', author: '陈一诺', publishedAt: cannedNow }],
      },
    ],
  }),
  'staff.logout': () => ({ done: true }),
  'coupon.getDays': () => ({ before: { taken: 0, used: 0 }, days: [] }),
}

/** Opens the desk at an address with answers from memory, and remembers what was sent. */
export function openDesk(hash: string, answers: Record<string, Answer> = {}, signedIn = true): Sent[] {
  const all: Record<string, Answer> = { ...common, ...answers }
  const sent: Sent[] = []
  window.fetch = (_url, init) => {
    const { method, input } = JSON.parse(String(init?.body)) as Sent
    sent.push({ method, input })
    const text = () => Promise.resolve(JSON.stringify(answerOf(all[method], input)))
    return Promise.resolve({ text } as Response)
  }
  if (signedIn) writeSession({ token: 't', name: '陈一诺', roles: ['operator'] })
  location.hash = hash
  render(<Desk />)
  return sent
}

function answerOf(answer: Answer | undefined, input: unknown) {
  const rest = { now: cannedNow, requestId: 'r' }
  try {
    if (!answer) throw new Refusal('NO_SUCH_METHOD', '没有这个方法。')
    return { ok: true, data: answer(input as never), ...rest }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, code: error.code, message: error.message, ...rest }
  }
}

export function callsOf(sent: readonly Sent[], method: string): Record<string, unknown>[] {
  return sent.filter((one) => one.method === method).map((one) => one.input)
}

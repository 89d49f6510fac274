import fc from 'fast-check'
import { consent } from '../../src/client/consent'
import type { OpenSurvey } from '../../src/features/survey/contract'
import { begun, type Draft, type Handing, handingOf, withAnswer } from '../../src/features/survey/pages/draft'
import { ended, handIn, rest, sendWaiting } from '../../src/features/survey/pages/sender'
import { draftOf, dropDraft, keepDraft, readQueue } from '../../src/features/survey/pages/shelf'
import { NOW } from './fixtures'
import { phone, resetPhone } from './mock/taro'

/**
 * Two phones of one member and a server, as a machine of chance: answers, handing in, requests and answers that are lost, closing
 * at any moment, pausing and going on. The server is a few lines; the phones are the product's own queue and drawers.
 */
const OPEN: OpenSurvey = {
  ...{ survey: 'loop', version: 1, round: '', title: '问卷', intro: '', thanks: '谢谢', anonymous: false, seed: 's' },
  ...{ reward: { points: 30, coupon: false }, closesAt: null, standing: 'open', why: null, full: [], uploadTo: null },
  pages: [
    {
      ...{ key: 'p', title: '', showIf: null, jumps: [] },
      questions: [
        {
          key: 'nps',
          type: 'nps',
          title: '',
          help: '',
          required: true,
          showIf: null,
          prefers: null,
          low: '',
          high: '',
        },
      ],
    },
  ],
}

type Network = 'works' | 'request lost' | 'answer lost' | 'fault'
type Move =
  | { do: 'answer'; value: number }
  | { do: 'hand in'; network: Network }
  | { do: 'try again'; network: Network }
  | { do: 'close' | 'turn' | 'other phone' }

const network = fc.constantFrom<Network>('works', 'request lost', 'answer lost', 'fault')
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constant('answer' as const), value: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ do: fc.constant('hand in' as const), network }),
  fc.record({ do: fc.constant('try again' as const), network }),
  fc.record({ do: fc.constantFrom('close' as const, 'turn' as const, 'other phone' as const) }),
)

const via = { route: 'list', group: null, store: null, sop: null } as const
const scoreIn = ({ answers }: Pick<Draft, 'answers'>) => answers.find(({ question }) => question === 'nps')?.answer

test('whatever is lost and whenever it is closed: one answer, the one that was handed in, and no 交好了 before it', async () => {
  consent.set('given')
  await fc.assert(fc.asyncProperty(fc.array(move, { maxLength: 25 }), walk), { numRuns: 150 })
})

async function walk(moves: Move[]): Promise<void> {
  const responses: Handing[] = []
  const drawers = [new Map<string, unknown>(), new Map<string, unknown>()]
  let now = 0
  let paused = false
  let mode: Network = 'works'
  const handed = [false, false]

  resetPhone()
  rest()
  ended.set(null)
  phone.answer = async (_name, { input }) => {
    if (mode === 'request lost') throw new Error('request:fail')
    const handing = input as Handing
    const [there] = responses
    const no = (code: string) => ({ ok: false, code, message: '一句话。', now: NOW, requestId: 'r' })
    if (mode === 'fault') return no('INTERNAL')
    const same = JSON.stringify(there) === JSON.stringify(handing)
    if (there && !same) return no('ALREADY_ANSWERED')
    if (!there && paused) return no('SURVEY_PAUSED')
    if (!there) responses.push(JSON.parse(JSON.stringify(handing)))
    if (mode === 'answer lost') throw new Error('request:fail')
    return { ok: true, data: { thanks: '', reward: OPEN.reward }, now: NOW, requestId: 'r' }
  }

  function settledRight(before: Draft | null): void {
    const outcome = ended.get()?.outcome
    if (outcome?.kind === 'taken') {
      expect(responses).toHaveLength(1)
      expect(before && scoreIn(before)).toEqual(responses[0] && scoreIn(responses[0]))
      expect([readQueue(), draftOf('loop')]).toEqual([[], null])
    } else if (before) {
      // Not confirmed: what was written is still on the phone, word for word.
      expect(scoreIn(draftOf('loop') as Draft)).toEqual(scoreIn(before))
    }
    if (outcome?.kind === 'stopped') expect(draftOf('loop')?.stop?.code).toBe('ALREADY_ANSWERED')
    expect(responses.length).toBeLessThanOrEqual(1)
  }

  for (const each of moves) {
    const before = draftOf('loop')
    const waits = readQueue().length > 0
    if (each.do === 'answer' && !waits) {
      const request = (now === 0 ? 'a' : 'b').repeat(32)
      const draft = withAnswer(before ?? begun(OPEN, request, via), 'nps', { kind: 'number', number: each.value })
      keepDraft(draft)
    }
    if (each.do === 'hand in' && !waits && before) {
      const view = handingOf(before)
      if ('missing' in view) continue
      mode = each.network
      handed[now] = true
      ended.set(null)
      await handIn(before, { handing: view.handing, title: '问卷', points: 30, later: null })
      settledRight(before)
    }
    if (each.do === 'try again' && waits) {
      mode = each.network
      ended.set(null)
      await sendWaiting()
      settledRight(before)
    }
    // Closing loses all but the drawers; the other phone has its own.
    if (each.do === 'close') ended.set(null)
    if (each.do === 'turn') paused = !paused
    if (each.do === 'other phone') {
      drawers[now] = new Map(phone.drawer)
      now = 1 - now
      phone.drawer.clear()
      for (const [key, value] of drawers[now] ?? []) phone.drawer.set(key, value)
    }
    rest()
  }
  // In the end the network works and the survey goes on: nothing waits for ever.
  mode = 'works'
  paused = false
  await sendWaiting()
  rest()
  expect(readQueue()).toEqual([])
  if (handed[now]) expect(responses).toHaveLength(1)
  dropDraft('loop')
}

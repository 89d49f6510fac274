import type { MemberApi, StaffApi } from '../contracts'
import type { InputOf, OutputOf } from '../kernel/rpc'
import { noAnswer, readAnswer } from './failure'
import { heardServer } from './serverClock'
import { send } from './transport'

/** What staff do at the counter, as judges, and when somebody asks them something. Their names begin like those of the members, so the page says where they go. */
const OF_STAFF = [
  'coupon.scan',
  'coupon.redeem',
  'coupon.undo',
  'coupon.getShift',
  'sop.approve',
  'sop.sendBack',
  'post.listWaiting',
  'post.decide',
  'material.listScripts',
] as const satisfies readonly (keyof StaffApi)[]
const STAFF_NAMES: ReadonlySet<string> = new Set(OF_STAFF)

/** All that the phone may call: every member method, and of the staff's those for an owner's, a shop's and a judge's phone. */
type PhoneApi = MemberApi &
  Pick<StaffApi, Extract<keyof StaffApi, `${'staff' | 'delivery' | 'approval'}.${string}` | (typeof OF_STAFF)[number]>>
export type Method = keyof PhoneApi & string
export type Input<M extends Method> = InputOf<PhoneApi[M]>
export type Output<M extends Method> = OutputOf<PhoneApi[M]>

export interface Answered<T> {
  data: T
  /** The server's clock at the answer, ms; the only time a page shows or decides by. */
  now: number
}

/** A call without an answer for so long counts as offline: a page must say something. */
const PATIENCE_MS = 8000

/**
 * Calls a method of the contract.
 *
 * @throws CallFailure, always with a sentence that may be shown
 */
export async function call<M extends Method>(method: M, input: Input<M>): Promise<Answered<Output<M>>> {
  const request = { method, input, client: APP_VERSION }
  const functionName = /^(staff|delivery|approval)\./.test(method) || STAFF_NAMES.has(method) ? 'staff' : 'member'
  const { data, now } = readAnswer(await inTime(send(functionName, request)))
  heardServer(now)
  return { data: data as Output<M>, now }
}

function inTime(sending: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(noAnswer()), PATIENCE_MS)
    sending
      .then(resolve, () => reject(noAnswer()))
      .finally(() => {
        clearTimeout(timer)
      })
  })
}

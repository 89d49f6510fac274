import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { addDays, dayOf, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { type Condition, is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { readSendingRules } from '../delivery/brandRules'
import type { SendingRules } from '../delivery/sendingRules'
import { forgetTold } from '../delivery/singleTask'
import { requireConsent, requireMember } from '../member/access'
import { afterAnswer, type Consents, creditsOf, newConsents, type Preferences } from './consents'
import type { IntentReport, intentMemberContract, intentStaffContract, Switches } from './contract'
import { kindsOf, type MessageKind, templateProblem } from './kinds'
import { messagesOf, sendingOf } from './messages'
import { intentOf, type Wish } from './rules'
import { scheduleSaying } from './schedule'
import { intentRefusal } from './text'

/** Wishes of one member that their page looks through. */
const MESSAGES_READ = 100
/** Messages that the report names one by one. */
const UNSAID_SHOWN = 50

export const intentMemberHandlers: Handlers<typeof intentMemberContract, Context> = {
  async 'intent.getSwitches'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const [doc, kinds, rules] = await together([
      store.get('consents', memberId),
      readKinds(store),
      readSendingRules(store),
    ])
    return switchesOf(doc ?? newConsents(memberId, null), kinds, rules, now)
  },

  async 'intent.getMessages'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const [found, doc, kinds, rules] = await together([
      store.find('intents', { memberId }, { sort: [['dueAt', -1]], limit: MESSAGES_READ }),
      store.get('consents', memberId),
      readKinds(store),
      readSendingRules(store),
    ])
    return { ...messagesOf(found, doc, kinds, now), sending: sendingOf(doc ?? newConsents(memberId, null), rules, now) }
  },

  async 'intent.setSwitch'({ kind, on }, context) {
    return change(context, (doc) => {
      const others = doc.switches.filter((each) => each.kind !== kind)
      const isSame = on
        ? others.length === doc.switches.length
        : doc.switches.some((each) => each.kind === kind && !each.on)
      if (isSame) return null
      return { switches: on ? others : [...others, { kind, on }] }
    })
  },

  async 'intent.setPreferences'(preferences, context) {
    return change(context, (doc) => preferencesChange(doc, preferences))
  },

  async 'intent.recordConsent'({ id, answers }, context) {
    const { caller } = context
    const openid = caller.kind === 'visitor' ? caller.openid : ''
    return change(context, (doc) => afterAnswer(doc, id, openid, answers))
  },
}

export const intentStaffHandlers: Handlers<typeof intentStaffContract, Context> = {
  async 'intent.getKinds'(_input, { store }) {
    return { kinds: await readKinds(store) }
  },

  async 'intent.saveKind'({ kind: id, revision, ...wanted }, { store }) {
    const problem = templateProblem({ _id: id, ...wanted })
    if (problem !== null) refuse('BAD_TEMPLATE', `${problem}。`)
    const kind = await settle(store, 'message_kinds', id, (found) => {
      const [old] = kindsOf(found === null ? [] : [found]).filter(({ _id }) => _id === id)
      if (old === undefined) return refuse('NO_SUCH_KIND', intentRefusal.unknownKind)
      const next: MessageKind = { ...old, ...wanted, revision: revision + 1 }
      if (JSON.stringify(old) === JSON.stringify(next)) return { answer: old }
      if (old.revision !== revision) return refuse('CHANGED_MEANWHILE', intentRefusal.changedMeanwhile)
      if (found === null) return { insert: next, answer: next }
      const { _id, ...rest } = next
      return { guard: { _id, revision }, change: rest, answer: next }
    })
    return { kind }
  },

  async 'intent.getReport'({ from: first, to: last }, { store, now }): Promise<IntentReport> {
    const from = first ?? dayOf(now)
    const to = last ?? from
    const span = is.and(is.gte(startOf(from)), is.lt(startOf(addDays(to, 1))))
    const count = (state: keyof IntentReport['totals']) => store.count('intents', { state, dueAt: span })
    const [waiting, saying, said, unknown, dropped, unsaid] = await together([
      count('waiting'),
      count('saying'),
      count('said'),
      count('unknown'),
      count('dropped'),
      store.find(
        'intents',
        { state: is.in(['dropped', 'unknown']), dueAt: span },
        { sort: [['dueAt', -1]], limit: UNSAID_SHOWN },
      ),
    ])
    return {
      from,
      to,
      totals: { waiting, saying, said, unknown, dropped },
      unsaid: unsaid.map(({ _id, kind, memberId, state, reason, endedAt, dueAt }) => ({
        // The id holds the whole member id.
        id: _id.replace(memberId, memberId.slice(0, 6)),
        kind,
        member: memberId.slice(0, 6),
        state,
        reason,
        at: endedAt ?? dueAt,
      })),
    }
  },
}

/** A survey or another feature writes what a member prefers; nothing is stored of who never agreed to anything. */
export async function savePreferences(
  store: Store,
  memberId: string,
  preferences: Partial<Preferences>,
): Promise<void> {
  await settle(store, 'consents', memberId, (found) => {
    const doc = found ?? newConsents(memberId, null)
    const changed = preferencesChange(doc, { ...doc.preferences, ...preferences })
    if (changed === null) return { answer: null }
    if (found === null) return { insert: { ...doc, ...changed, seq: 1 }, answer: null }
    return { guard: { _id: memberId, seq: doc.seq }, change: { ...changed, seq: doc.seq + 1 }, answer: null }
  })
}

/** Everything that this feature keeps of a member is gone afterwards; what was to be said to them is not said any more. */
export async function forgetMember(store: Store, memberId: string): Promise<void> {
  await store.remove('consents', { _id: memberId })
  await store.remove('intents', { memberId })
  await forgetTold(store, memberId)
}

/**
 * Puts wishes on the list; those that are there already stay as they are. Two wire calls unless some were there. The run is put
 * on the due list first: a run that finds nothing costs little, a wish without a run would never be said.
 */
export async function emitIntents(store: Store, wishes: readonly Wish[], now: number): Promise<void> {
  if (wishes.length === 0) return
  const intents = wishes.map(intentOf)
  await scheduleSaying(
    store,
    intents.map(({ dueAt }) => dueAt),
    now,
  )
  await store.insertAll('intents', intents)
}

/** Nobody is told any more of what came to nothing; found by when it was due, `[from, until]` in ms. One wire call. */
export async function withdrawIntents(
  store: Store,
  { kind, what, from, until }: { kind: string; what: string | Condition; from: number; until: number },
  reason: string,
  now: number,
): Promise<void> {
  const dueAt = is.and(is.gte(from), is.lte(until))
  await store.update('intents', { state: 'waiting', dueAt, kind, what }, { state: 'dropped', reason, endedAt: now })
}

export async function readKinds(store: Store): Promise<MessageKind[]> {
  return kindsOf(await store.find('message_kinds', {}, { limit: 100 }))
}

/** One guarded change of the calling member's document; null: nothing to write, an earlier try of the same call did it. */
async function change(
  { store, now, caller, settings }: Context,
  decide: (doc: Consents) => Partial<Consents> | null,
): Promise<Switches> {
  const memberId = requireMember(caller)
  const [account, kinds, rules] = await together([
    store.get('accounts', memberId),
    readKinds(store),
    readSendingRules(store),
  ])
  requireConsent(account, settings)
  const openid = caller.kind === 'visitor' ? caller.openid : null
  const doc = await settle(store, 'consents', memberId, (found) => {
    const old = found ?? newConsents(memberId, openid)
    const changed = decide(old)
    if (changed === null) return { answer: old }
    const next = { ...old, ...changed, seq: old.seq + 1 }
    if (found === null) return { insert: next, answer: next }
    return { guard: { _id: memberId, seq: old.seq }, change: { ...changed, seq: next.seq }, answer: next }
  })
  return switchesOf(doc, kinds, rules, now)
}

function preferencesChange(doc: Consents, preferences: Preferences): Pick<Consents, 'preferences'> | null {
  const same = (a: Preferences, b: Preferences) =>
    a.perWeek === b.perWeek &&
    a.quiet?.from === b.quiet?.from &&
    a.quiet?.until === b.quiet?.until &&
    a.refused.join() === b.refused.join()
  return same(doc.preferences, preferences) ? null : { preferences }
}

function switchesOf(doc: Consents, kinds: readonly MessageKind[], rules: SendingRules, now: number): Switches {
  return {
    switches: kinds
      .filter(({ active }) => active)
      .map(({ _id, name, when, templateId }) => ({
        kind: _id,
        name,
        when,
        on: !doc.switches.some((each) => each.kind === _id && !each.on),
        templateId,
        credits: templateId === null ? 0 : creditsOf(doc, templateId),
      })),
    preferences: doc.preferences,
    sending: sendingOf(doc, rules, now),
  }
}

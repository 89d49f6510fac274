import './collections'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { schedule, scheduleAll } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { is, to } from '../../kernel/store'
import { together } from '../../kernel/together'
import { seesGroup } from '../delivery/groupScope'
import { readGroups } from '../delivery/groups'
import { skipPlanned } from '../delivery/plan'
import { withdrawTelling } from '../delivery/tell'
import { requireStaff, scopeOf } from '../staff/access'
import { diffVersions } from './diff'
import type { sopLifeContract } from './lifeContract'
import { emptyLife, step } from './publication'
import { planItems, publishItem, publishVersion, requireReady } from './publish'
import { sopText } from './refusals'
import { mayNotApprove, submissionOf } from './review'
import type { Sop, SopVersion } from './rules'
import { readRuns } from './runs'
import { changeVersion, insertVersionOnce, newestVersions, readVersions, requireVersion } from './versionStore'
import { checkPublishable } from './versions'

type Methods =
  | 'sop.publish'
  | 'sop.diff'
  | 'sop.submit'
  | 'sop.sendBack'
  | 'sop.approve'
  | 'sop.schedulePublish'
  | 'sop.cancelSchedule'
  | 'sop.rollBack'
  | 'sop.pause'
  | 'sop.resume'
  | 'sop.retire'
  | 'sop.setReview'
  | 'sop.listRuns'
  | 'sop.switch'

export const lifeHandlers: Pick<Handlers<typeof sopLifeContract, Context>, Methods> = {
  async 'sop.publish'({ sop, number, note }, context) {
    return publishVersion(context, sop, number, { note, by: requireStaff(context.caller).name })
  },

  async 'sop.diff'({ sop, from, to: newer }, { store }) {
    const versions = await readVersions(store, sop, [from, newer])
    const find = (number: number) =>
      versions.find((version) => version.number === number) ?? refuse('NO_SUCH_VERSION', sopText.noSuchVersion)
    return { diff: diffVersions(find(from), find(newer)) }
  },

  /** Every move names the status that it starts from and the one that it ends in; a repeat finds the latter and is answered. */
  async 'sop.submit'({ sop, number, note }, context) {
    return move(context, sop, number, 'review', (version, by) => {
      if (version.status !== 'draft') refuse('CANNOT_SUBMIT', sopText.cannotSubmit)
      if (version.publishAt !== null) refuse('SCHEDULED', sopText.isScheduled)
      checkPublishable(version)
      return { status: 'review', steps: to.push([step(context.now, by, 'submit', note)]) }
    })
  },

  async 'sop.sendBack'({ sop, number, note, submittedAt }, context) {
    return move(context, sop, number, 'draft', (version, by) => {
      if (version.status !== 'review' && version.status !== 'approved') refuse('NOT_IN_REVIEW', sopText.notInReview)
      requireSeen(version, submittedAt)
      return { status: 'draft', publishAt: null, steps: to.push([step(context.now, by, 'send_back', note)]) }
    })
  },

  async 'sop.approve'({ sop, number, note, submittedAt }, context) {
    const head = (await context.store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    return move(context, sop, number, 'approved', (version, by) => {
      if (version.status !== 'review') refuse('NOT_IN_REVIEW', sopText.notInReview)
      requireSeen(version, submittedAt)
      if (mayNotApprove(head, version, by)) refuse('SELF_REVIEW', sopText.selfReview)
      return { status: 'approved', steps: to.push([step(context.now, by, 'approve', note)]) }
    })
  },

  async 'sop.schedulePublish'({ sop, number, at, note }, { store, now, caller }) {
    const by = requireStaff(caller).name
    if (at <= now) refuse('PUBLISH_PAST', sopText.publishAtPast)
    if (at > now + 366 * DAY) refuse('PUBLISH_FAR', sopText.publishAtFar)
    const head = (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    // The item first: one that finds no such time in the version does nothing.
    await schedule(store, publishItem(sop, number, at))
    return changeVersion(store, sop, number, (version) => {
      if (version.publishAt === at) return { answer: { sop, number, publishAt: at } }
      if (version.status === 'live' || version.status === 'retired') return refuse('NOT_DRAFT', sopText.notDraft)
      requireReady(version, head.needsReview === true)
      checkPublishable(version)
      return {
        guard: { _id: version._id, status: version.status, revision: version.revision },
        change: { publishAt: at, note, steps: to.push([step(now, by, 'schedule', note)]) },
        answer: { sop, number, publishAt: at },
      }
    })
  },

  async 'sop.cancelSchedule'({ sop, number }, { store, now, caller }) {
    const by = requireStaff(caller).name
    return changeVersion(store, sop, number, (version) => {
      if (version.status === 'live' || version.status === 'retired') return refuse('NOT_DRAFT', sopText.notDraft)
      if (version.publishAt === null) return { answer: { sop, number } }
      return {
        guard: { _id: version._id, status: version.status, publishAt: version.publishAt },
        change: { publishAt: null, steps: to.push([step(now, by, 'unschedule')]) },
        answer: { sop, number },
      }
    })
  },

  /**
   * Going back makes a new version out of the old one and publishes it. `live` is what the page showed as live: another
   * publication since then is refused, the same request again finds the version that it made.
   */
  async 'sop.rollBack'({ sop, live, to: wanted, note }, context) {
    const { store, now, caller } = context
    const by = requireStaff(caller).name
    const newest = await newestVersions(store, sop, 10)
    const isMine = ({ rolledBack }: SopVersion) => rolledBack?.from === live && rolledBack.to === wanted
    const made = newest.find(isMine)
    if (made !== undefined) return publishVersion(context, sop, made.number, { note, by })
    const head = (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    if (head.live !== live) return refuse('CHANGED_BY_PUBLISH', sopText.changedByPublish)
    const old = await requireVersion(store, sop, wanted)
    if (old.publishedAt === null || wanted >= live) return refuse('CANNOT_ROLL_BACK', sopText.cannotRollBack)
    for (let number = Math.max(head.latest, newest[0]?.number ?? 0) + 1; ; number++) {
      const fresh: SopVersion = {
        ...old,
        ...emptyLife(sop, number, wanted, now, by),
        status: 'approved',
        rolledBack: { from: live, to: wanted },
      }
      const there = await insertVersionOnce(store, fresh)
      if (!isMine(there)) continue
      await store.update('sops', { _id: sop }, { latest: to.max(number) })
      return publishVersion(context, sop, number, { note, by })
    }
  },

  async 'sop.pause'({ sop, reason }, context) {
    const { store, now, caller } = context
    const by = requireStaff(caller).name
    const head = await changeSop(store, sop, (doc) => {
      if (doc.retiredAt != null || doc.live === 0) return refuse('SOP_NOT_LIVE', sopText.sopNotLive)
      if (doc.paused != null) return { answer: doc }
      const paused = { at: now, by, reason }
      return { guard: { _id: sop, live: doc.live, paused: null }, change: { paused }, answer: { ...doc, paused } }
    })
    await schedule(store, { key: `paused:${sop}`, kind: 'sop.paused', at: now, payload: { sop } })
    await withdrawTelling(context, sop, sopText.pausedNotice)
    return { sop, paused: head.paused ?? null }
  },

  async 'sop.resume'({ sop, rows }, context) {
    const { store, now } = context
    // Before it speaks again: what began during the pause is dropped when nobody wants it late.
    const head = (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    const skipped =
      head.paused != null && rows === 'skip'
        ? await skipPlanned(context, sop, sopText.resumedReason, { begun: now })
        : 0
    await changeSop(store, sop, (doc) => {
      if (doc.paused == null) return { answer: doc }
      return { guard: { _id: sop, 'paused.at': doc.paused.at }, change: { paused: null }, answer: doc }
    })
    await scheduleAll(store, planItems(sop, now, `resume:${now}`))
    return { sop, skipped }
  },

  async 'sop.retire'({ sop, reason }, context) {
    const { store, now, caller } = context
    const by = requireStaff(caller).name
    await changeSop(store, sop, (doc) =>
      doc.retiredAt != null
        ? { answer: doc }
        : { guard: { _id: sop, live: doc.live }, change: { retiredAt: now, paused: null }, answer: doc },
    )
    await store.update(
      'sop_versions',
      { sop, status: is.in(['live', 'review', 'approved', 'draft']) },
      { status: 'retired', publishAt: null, steps: to.push([step(now, by, 'retire', reason)]) },
    )
    await skipPlanned(context, sop, sopText.retiredReason)
    await withdrawTelling(context, sop, sopText.retiredReason)
    await scheduleAll(store, planItems(sop, now, 'retire'))
    return { sop }
  },

  async 'sop.setReview'({ sop, required }, { store }) {
    const found = await store.update('sops', { _id: sop }, { needsReview: required })
    if (found === 0) await changeSop(store, sop, (doc) => ({ answer: doc }))
    return { sop, required }
  },

  async 'sop.listRuns'({ sop }, { store, caller }) {
    const scope = await scopeOf(store, caller)
    const [runs, groups] = await together([readRuns(store, sop), scope === null ? [] : readGroups(store)])
    const owners = new Map(groups.map(({ _id, owner }) => [_id, owner]))
    const seen = runs.filter(({ target }) => seesGroup(scope, owners.get(target) ?? ''))
    return { runs: seen.map(({ target, version, startedOn }) => ({ target, version, startedOn })) }
  },

  /**
   * Groups that are on their way go on under the live version; what is planned for them follows with the next planning. Without
   * targets so do members on their way.
   */
  async 'sop.switch'({ sop, number, targets }, { store, now }) {
    const head = (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    if (head.live !== number) return refuse('CANNOT_SWITCH', sopText.cannotSwitch)
    const who = targets === undefined ? { sop } : { sop, target: is.in(targets) }
    const switched = await store.update(
      'sop_runs',
      { ...who, version: is.neq(number) },
      { version: number, switchedAt: now },
    )
    if (targets === undefined) await store.update('sops', { _id: sop }, { membersMoved: { version: number, at: now } })
    await scheduleAll(store, planItems(sop, now, `switch:${number}:${now}`))
    return { sop, switched }
  },
}

/** What was read is what is decided on: a version that went back and was handed in anew is read anew. */
function requireSeen(version: SopVersion, submittedAt: number | undefined): void {
  if (submittedAt === undefined) return
  if (submissionOf(version).at !== submittedAt) refuse('SUBMITTED_AGAIN', sopText.submittedAgain)
  // On the phone the other judge's yes is not undone by a no that was written at the same moment.
  if (version.status !== 'review') refuse('NOT_IN_REVIEW', sopText.notInReview)
}

async function move(
  { store, caller }: Context,
  sop: string,
  number: number,
  end: SopVersion['status'],
  decide: (version: SopVersion, by: string) => Parameters<Context['store']['update']>[2],
): Promise<{ sop: string; number: number; status: SopVersion['status'] }> {
  const by = requireStaff(caller).name
  const answer = { sop, number, status: end }
  return changeVersion(store, sop, number, (version) => {
    if (version.status === end) return { answer }
    return {
      guard: { _id: version._id, status: version.status, revision: version.revision },
      change: decide(version, by),
      answer,
    }
  })
}

function changeSop(store: Context['store'], sop: string, decide: (doc: Sop) => Decision<'sops', Sop>): Promise<Sop> {
  return settle(store, 'sops', sop, (doc) => (doc === null ? refuse('NO_SUCH_SOP', sopText.noSuchSop) : decide(doc)))
}

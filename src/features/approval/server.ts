import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import type { Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { mediaOfRow, shownMedia } from '../delivery/queueMedia'
import { countWaitingPosts } from '../post/waiting'
import { diffVersions } from '../sop/diff'
import { sopText } from '../sop/refusals'
import { mayNotApprove, submissionOf } from '../sop/review'
import type { Sop, SopVersion } from '../sop/rules'
import { readSops, readVersions, requireVersion, waitingVersions } from '../sop/versionStore'
import { cycleWords, routeWords } from '../sop/words'
import { requireStaff } from '../staff/access'
import type { approvalContract, WaitingVersion } from './contract'

/** Messages of one answer: their pictures are a handful of wire calls. */
const MESSAGES_AT_ONCE = 40

export const approvalHandlers: Handlers<typeof approvalContract, Context> = {
  /** Three wire calls. */
  async 'approval.list'(_input, { store, caller }) {
    const { name } = requireStaff(caller)
    const [found, posts] = await together([waitingVersions(store), countWaitingPosts(store)])
    const sops = await readSops(
      store,
      found.map(({ sop }) => sop),
    )
    const versions = found.flatMap((version) => {
      const head = sops.find(({ _id }) => _id === version.sop)
      // A SOP that has ended retires its versions a moment later.
      return head === undefined || head.retiredAt != null ? [] : [waitingView(head, version, name)]
    })
    return { versions: versions.sort((a, b) => a.submittedAt - b.submittedAt), posts }
  },

  async 'approval.getVersion'({ sop, number, from }, context) {
    const { store, caller } = context
    const { name } = requireStaff(caller)
    const [head, version] = await together([readSop(store, sop), requireVersion(store, sop, number)])
    if (version.status !== 'review') refuse('NOT_IN_REVIEW', sopText.notInReview)
    const [live] = await readVersions(store, sop, head.live === 0 ? [] : [head.live])
    const diff = diffVersions(live ?? { ...version, nodes: [] }, version)
    const changes = diff.nodes.slice(from, from + MESSAGES_AT_ONCE)
    const nodes = new Map(version.nodes.map((node) => [node.key, node]))
    const media = await shownMedia(
      context,
      changes.flatMap(({ node }) => nodes.get(node) ?? []),
    )
    return {
      version: waitingView(head, version, name),
      fields: diff.fields,
      messages: changes.map((change) => {
        const node = change.change === 'removed' ? undefined : nodes.get(change.node)
        if (node === undefined) return { ...change, when: '', message: null }
        const slots = node.slots.map((slot) => `${slot.from}–${slot.until}`).join('、')
        return {
          ...change,
          when: [`${cycleWords(node.time)} ${slots}`.trim(), routeWords[node.route]].join('，'),
          message: { column: node.column, parts: node.parts, media: mediaOfRow(node, media) },
        }
      }),
      total: diff.nodes.length,
    }
  },
}

async function readSop(store: Store, sop: string) {
  return (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
}

function waitingView(head: Sop, version: SopVersion, by: string): WaitingVersion {
  const { at, by: submittedBy, note } = submissionOf(version)
  return {
    sop: version.sop,
    name: version.name,
    number: version.number,
    base: head.live,
    author: version.author,
    submittedBy,
    submittedAt: at,
    note,
    nodes: version.nodes.length,
    notYou: mayNotApprove(head, version, by) ? sopText.selfReview : null,
  }
}

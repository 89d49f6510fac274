import './collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { type Doc, is, to } from '../../kernel/store'
import { together } from '../../kernel/together'
import { readGroupTags } from '../delivery/groups'
import { requireStaff } from '../staff/access'
import { readStaffNames } from '../staff/server'
import type { ImportPreview, SopSummary, sopStaffContract } from './contract'
import type { Grid } from './grid'
import { importRules } from './importRules'
import { emptyLife } from './publication'
import { sopText } from './refusals'
import type { SopNode, SopVersion } from './rules'
import { newestVersions, requireVersion } from './versionStore'

/** Refusals name at most so many cells; the page shows all. */
const NAMED_CELLS = 8

/** A version that nobody has heard yet: a second draft beside it would be forgotten. */
const UNPUBLISHED: readonly SopVersion['status'][] = ['draft', 'review', 'approved']
const SUMMARY_FIELDS = ['sop', 'number', 'parent', 'status', 'note', 'author', 'publishedAt', 'publishAt'] as const

type Methods = 'sop.previewImport' | 'sop.commitImport' | 'sop.list' | 'sop.getVersion' | 'sop.startDraft'

export const versionHandlers: Pick<Handlers<typeof sopStaffContract, Context>, Methods> = {
  async 'sop.previewImport'({ grid, fixes }, context) {
    return preview(context, grid, fixes)
  },

  /**
   * The version is inserted under the next free number; the same table again finds its own version by the digest. Two commits
   * at the same moment get two numbers, or one when they are the same.
   */
  async 'sop.commitImport'({ grid, fixes, digest, leaveOut, sop: wanted }, context) {
    const { store, now, caller } = context
    const read = await preview(context, grid, fixes)
    if (read.digest !== digest) refuse('DIGEST_CHANGED', sopText.digestChanged)
    const nodes = writableNodes(read, new Set(leaveOut))
    const mine = hash64(`${digest}|${[...leaveOut].sort().join('|')}`)
    const sop = wanted ?? `s${hash64(read.name).slice(0, 12)}`
    const base = await settle(store, 'sops', sop, (doc) => {
      if (doc) return { answer: doc }
      if (wanted !== undefined) refuse('NO_SUCH_SOP', sopText.noSuchSop)
      const fresh = { _id: sop, schema: 1 as const, name: read.name, live: 0, latest: 0, createdAt: now }
      return { insert: fresh, answer: fresh }
    })
    // After the pointer was read: a twin that is written from now on gets a number above it, and is met while counting up.
    const [known] = await store.find('sop_versions', { sop, importDigest: mine }, { fields: ['number'], limit: 1 })
    if (known) return { sop, number: known.number, nodes: nodes.length }
    const { name: author } = requireStaff(caller)
    const number = await insertVersion(context, base.latest, (free) => ({
      ...emptyLife(sop, free, base.live === 0 ? null : base.live, now, author),
      name: read.name,
      from: read.from,
      to: read.to,
      stores: read.stores,
      nodes,
      importDigest: mine,
    }))
    return { sop, number, nodes: nodes.length }
  },

  async 'sop.list'(_input, { store }) {
    const sops = await store.find('sops', {}, { sort: [['createdAt', 1]], limit: 100 })
    const versions = await store.find(
      'sop_versions',
      { sop: is.in(sops.map((sop) => sop._id)) },
      { sort: [['number', -1]], limit: 1000, fields: SUMMARY_FIELDS },
    )
    return {
      sops: sops.map((sop) =>
        summaryOf(
          sop,
          versions.filter((version) => version.sop === sop._id),
        ),
      ),
    }
  },

  async 'sop.getVersion'({ sop, number }, { store }) {
    return { version: await requireVersion(store, sop, number) }
  },

  async 'sop.startDraft'({ sop }, context) {
    const { store, now, caller } = context
    const [newest] = await newestVersions(store, sop, 1)
    if (!newest) return refuse('NO_SUCH_SOP', sopText.noSuchSop)
    if (UNPUBLISHED.includes(newest.status)) return { sop, number: newest.number }
    const { name: author } = requireStaff(caller)
    const number = newest.number + 1
    const copy: SopVersion = {
      ...newest,
      ...emptyLife(sop, number, newest.number, now, author),
      importDigest: null,
    }
    // Whoever comes second finds the draft that the first one opened.
    await settle(store, 'sop_versions', copy._id, (doc) => (doc ? { answer: doc } : { insert: copy, answer: copy }))
    await store.update('sops', { _id: sop }, { latest: to.max(number) })
    return { sop, number }
  },
}

async function preview(context: Context, grid: Grid, fixes: Record<string, string>): Promise<ImportPreview> {
  const { store, now } = context
  const [groupTags, staffNames] = await together([readGroupTags(store), readStaffNames(store)])
  return importRules(grid, { today: dayOf(now), groupTags, staffNames, fixes })
}

function writableNodes(read: ImportPreview, leaveOut: ReadonlySet<string>): SopNode[] {
  const kept = read.rows.filter((row) => !leaveOut.has(`${row.sheet}!${row.row}`))
  const broken = kept.filter((row) => row.node === null)
  if (broken.length > 0) {
    const errors = read.issues.filter((issue) => issue.level === 'error').map((issue) => `${issue.sheet}!${issue.cell}`)
    const more = errors.length > NAMED_CELLS ? ` 等 ${errors.length} 格` : ''
    refuse('ROWS_BROKEN', sopText.rowsBroken(errors.slice(0, NAMED_CELLS).join('、') + more))
  }
  const nodes = kept.flatMap((row) => (row.node === null ? [] : [row.node]))
  return nodes.length > 0 ? nodes : refuse('NOTHING_TO_WRITE', sopText.nothingToWrite)
}

/** Inserts under the first free number after `latest`; a taken one that holds the same import is the answer. */
async function insertVersion(
  { store }: Context,
  latest: number,
  make: (number: number) => Doc<'sop_versions'>,
): Promise<number> {
  for (let number = latest + 1; ; number++) {
    const fresh = make(number)
    const there = await settle(store, 'sop_versions', fresh._id, (doc) =>
      doc ? { answer: doc } : { insert: fresh, answer: fresh },
    )
    if (there.importDigest !== fresh.importDigest) continue
    await store.update('sops', { _id: fresh.sop }, { latest: to.max(number) })
    return number
  }
}

function summaryOf(sop: Doc<'sops'>, versions: Doc<'sop_versions'>[]): SopSummary {
  return {
    sop: sop._id,
    name: sop.name,
    live: sop.live,
    latest: Math.max(sop.latest, ...versions.map((version) => version.number)),
    paused: sop.paused ?? null,
    retiredAt: sop.retiredAt ?? null,
    needsReview: sop.needsReview ?? false,
    versions: versions.map(({ number, parent, status, note, author, publishedAt, publishAt }) => ({
      number,
      parent,
      status,
      note,
      author,
      publishedAt,
      publishAt: publishAt ?? null,
    })),
  }
}

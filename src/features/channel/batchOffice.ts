import './collections'
import type { Context } from '../../context'
import { scheduleAll } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { Handlers } from '../../kernel/rpc'
import { readEdition, writeRules } from '../../kernel/ruleBook'
import { is } from '../../kernel/store'
import { chunks } from '../delivery/readAll'
import type { Grid } from '../sop/grid'
import { requireStaff } from '../staff/access'
import { readColleagues } from '../staff/server'
import { type BatchChannel, readBatch } from './batch'
import { CODE_JOB, codeKey } from './codes'
import type { channelContract } from './contract'
import { newChannel } from './plan'
import { type ChannelPlan, lacks, type Place } from './rules'
import { sharingSubject, sharingView } from './sharing'
import { channelText } from './text'

type Method = 'channel.previewBatch' | 'channel.commitBatch' | 'channel.sharing' | 'channel.setSharing'

export const batchHandlers: Handlers<Pick<typeof channelContract, Method>, Context> = {
  async 'channel.previewBatch'({ grid }, { store }) {
    return readBatch(grid as Grid, await readColleagues(store))
  },

  /** Channels first, their codes by due items: a table of hundreds outlives one call. Both have natural keys. */
  async 'channel.commitBatch'({ grid, digest, places }, { store, now, caller }) {
    const { name: createdBy } = requireStaff(caller)
    const read = readBatch(grid as Grid, await readColleagues(store))
    if (read.digest !== digest) refuse('DIGEST_CHANGED', channelText.batch.changed)
    if (read.problem !== null) refuse('BATCH_UNREADABLE', read.problem)
    const broken = read.rows.filter(({ channel }) => channel === null).length
    if (broken > 0) refuse('ROWS_BROKEN', channelText.batch.broken(broken))
    const rows = new Map(read.rows.flatMap(({ channel }) => (channel === null ? [] : [[channel.id, channel] as const])))
    const ids = [...rows.keys()]
    const before = await store.count('channels', { _id: is.in(ids) })
    const docs = [...rows.values()].map((row, index) =>
      // Apart by a millisecond each, so that the list has one order to go on by.
      newChannel(row.id, planOfRow(row), { by: `batch-${digest}`, createdBy, now: now + index }),
    )
    for (const part of chunks(docs, 100)) await store.insertAll('channels', part)
    const items = docs.flatMap((doc) =>
      places.filter((place) => lacks(doc, place) === null).map((place) => itemOf(doc._id, place, now)),
    )
    for (const part of chunks(items, 200)) await scheduleAll(store, part)
    return { ids, made: ids.length - before }
  },

  async 'channel.sharing'(_input, { store }) {
    return sharingView(await readEdition(store, sharingSubject))
  },

  async 'channel.setSharing'({ request, revision, on }, { store, now, caller }) {
    const { name: by } = requireStaff(caller)
    const change = { rules: { schema: 1 as const, on }, revision, request: hash64(request), by }
    return sharingView(await writeRules(store, sharingSubject, change, now))
  },
}

function itemOf(id: string, place: Place, at: number) {
  return { key: codeKey(id, place), kind: CODE_JOB, at, payload: { id, place, wanted: true } }
}

function planOfRow({ name, store, kind, users, welcome, tags }: BatchChannel): ChannelPlan {
  const staff = users.map((user) => ({ user, cap: null, slots: [] }))
  return {
    name,
    kind,
    store,
    rota: users.length === 0 ? null : { staff, backups: [], hours: null },
    groups: null,
    welcome: welcome === '' ? [] : [{ from: '00:00', until: '24:00', benefit: welcome, faq: '', rules: '' }],
    invite: false,
    tags,
    firstSop: null,
  }
}

import type { Hearer } from '../../../src/features/sop/lifeContract'
import type { SopNode, SopVersion } from '../../../src/features/sop/rules'
import { EVERYONE } from '../../../src/features/sop/upcast'

/** A node that says one sentence every day at eleven. */
export function cannedNode(change: Partial<SopNode> = {}): SopNode {
  return {
    key: 'goods',
    kind: 'column',
    time: { on: 'daily' },
    slots: [{ from: '11:00', until: '12:00' }],
    module: '种草',
    column: '午间好物',
    value: '',
    tone: '',
    parts: [
      { type: 'text', text: '今天的好物到了' },
      { type: 'card', title: '好物', cover: 'goods' },
    ],
    topic: null,
    variables: {},
    audience: EVERYONE,
    route: 'auto',
    fallback: null,
    late: 'skip',
    holiday: 'keep',
    weekend: 'keep',
    effort: '',
    owner: '阿玲',
    note: '',
    unscheduled: null,
    source: null,
    ...change,
  }
}

export function cannedVersion(nodes: SopNode[], change: Partial<SopVersion> = {}): SopVersion {
  return {
    _id: 'daily:2',
    schema: 2,
    sop: 'daily',
    number: 2,
    parent: 1,
    status: 'draft',
    name: '日常SOP',
    from: null,
    to: null,
    nodes,
    note: '',
    author: '陈一诺',
    revision: 3,
    importDigest: null,
    createdAt: 0,
    publishedAt: null,
    publishAt: null,
    rolledBack: null,
    steps: [],
    ...change,
  }
}

export const cannedGroup: Hearer = {
  id: 'wr1',
  name: '福利群1',
  tags: ['福利群'],
  stores: [],
  owner: 'lin',
  ownerName: '林晓',
  members: 486,
  startedOn: '2026-12-05',
  joinDays: [],
  version: null,
}

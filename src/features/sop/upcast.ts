import type { Audience, SopNode, SopVersion } from './rules'

/** Everybody. */
export const EVERYONE: Audience = {
  tags: [],
  stores: [],
  owners: [],
  size: { least: null, most: null },
  age: { least: null, most: null },
  tiers: [],
  segments: [],
  preferences: [],
}

/** What a node says that was written before the field existed: the behaviour of that time. */
export const NODE_DEFAULTS = {
  value: '',
  fallback: null,
  holiday: 'keep',
  weekend: 'keep',
  effort: '',
} as const satisfies Partial<SopNode>

/** A version as it may be stored: schema 1 lacks what came later. */
export type StoredVersion = Omit<SopVersion, 'schema' | 'nodes' | 'publishAt' | 'rolledBack' | 'steps'> & {
  schema: 1 | 2
  nodes: StoredNode[]
} & Partial<Pick<SopVersion, 'publishAt' | 'rolledBack' | 'steps'>>

type Later = keyof typeof NODE_DEFAULTS | 'audience'
export type StoredNode = Omit<SopNode, Later> & Partial<Omit<SopNode, 'audience'>> & { audience: Partial<Audience> }

/** The version in today's shape, whichever schema it was stored under. */
export function upcastVersion(stored: StoredVersion | SopVersion): SopVersion {
  return {
    ...stored,
    schema: 2,
    publishAt: stored.publishAt ?? null,
    rolledBack: stored.rolledBack ?? null,
    steps: stored.steps ?? [],
    nodes: stored.nodes.map(upcastNode),
  }
}

export function upcastNode(stored: StoredNode): SopNode {
  // Before there was a choice, a group task without quota went to the owner's queue.
  const fallback =
    stored.fallback === undefined && stored.route === 'group_task' ? 'staff_task' : NODE_DEFAULTS.fallback
  return { ...NODE_DEFAULTS, fallback, ...stored, audience: { ...EVERYONE, ...stored.audience } }
}

import type { NodeDraft } from '../../src/features/sop/nodeRules'
import type { SopVersion } from '../../src/features/sop/rules'
import { EVERYONE } from '../../src/features/sop/upcast'
import type { Shop } from '../delivery/shop'

/** A message at ten for the owner's queue, as an editor sends it. */
export function nodeOf(
  key: string,
  time: NodeDraft['time'],
  words: string,
  change: Partial<NodeDraft> = {},
): NodeDraft {
  return {
    key,
    kind: 'special',
    time,
    slots: [{ from: '10:00', until: '12:00' }],
    module: '知识价值',
    column: words.slice(0, 6),
    value: '',
    tone: '',
    parts: [{ type: 'text', text: words }],
    variables: {},
    audience: EVERYONE,
    route: 'staff_task',
    fallback: null,
    late: 'skip',
    holiday: 'keep',
    weekend: 'keep',
    effort: '',
    owner: '',
    note: '',
    ...change,
  }
}

/** Makes these the only nodes of a draft. */
export async function writeNodes(shop: Shop, sop: string, number: number, nodes: readonly NodeDraft[]): Promise<void> {
  let { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })
  for (const { key } of version.nodes) {
    const input = { sop, number, revision: version.revision, node: key }
    version = (await shop.staff<{ version: SopVersion }>('sop.removeNode', input)).version
  }
  for (const node of nodes) {
    const input = { sop, number, revision: version.revision, node }
    version = (await shop.staff<{ version: SopVersion }>('sop.putNode', input)).version
  }
}

/** A SOP of its own that says these, not published yet. */
export async function draftOf(shop: Shop, nodes: readonly NodeDraft[], name = '测试用'): Promise<string> {
  const { templates } = await shop.staff<{ templates: { id: string }[] }>('sop.listTemplates', {})
  const made = { template: templates[0]?.id, name }
  const { sop } = await shop.staff<{ sop: string }>('sop.createFromTemplate', made)
  await writeNodes(shop, sop, 1, nodes)
  return sop
}

/** The next version, which says these and is not published yet. */
export async function nextDraft(shop: Shop, sop: string, nodes: readonly NodeDraft[]): Promise<number> {
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  await writeNodes(shop, sop, number, nodes)
  return number
}

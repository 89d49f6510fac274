import { KINDS as messageKinds } from '../../../src/features/intent/kinds'
import type { MaterialView } from '../../../src/features/material/contract'
import { cannedNow } from './board'

const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

function material(change: Partial<MaterialView> & Pick<MaterialView, 'id' | 'name'>): MaterialView {
  return {
    ...{ ref: `${change.name}#${change.id}`, kind: 'image', purpose: 'product', tags: ['气垫'], size: 98_000 },
    ...{ ending: 'png', text: '', script: null, link: null, url: DOT, ugc: null, gone: false, uses: 0 },
    ...{ mediaUntil: cannedNow + 3_600_000, by: '陈一诺', at: cannedNow, revision: 0, archived: false },
    ...change,
  }
}

const words = (
  id: string,
  name: string,
  category: string,
  text: string,
  answers = [{ tone: '简洁', text: '次日到。' }],
) =>
  material({
    ...{ id: id.repeat(20), name, text, kind: 'script', ending: '', url: '', mediaUntil: null, uses: 2 },
    script: { category, tone: '亲切', answers },
  })

/** A library of a few things: a picture, a member's picture that was taken back, questions with their answers. */
export function cannedMaterials() {
  const picture = material({ id: 'a'.repeat(20), name: '气垫主图' })
  const withdrawn = material({
    ...{ id: 'b'.repeat(20), name: '会员晒图 12-01', purpose: 'ugc', url: '', mediaUntil: null },
    ugc: { words: '', agreedAt: cannedNow - 1000, withdrawnAt: cannedNow },
  })
  const scripts = [words('c', '物流多久到', '物流', '一般次日到哦～'), words('d', '敏感肌能用吗', '', '先在耳后试', [])]
  const all = [picture, withdrawn, ...scripts]
  return {
    'material.list': () => ({ items: all, next: null, total: 4, stock: 4, tags: [{ tag: '气垫', count: 4 }] }),
    'material.listScripts': () => ({ scripts, more: 0 }),
    'material.listCovers': () => ({ covers: [{ name: 'goods', url: DOT, own: true, material: picture.id }] }),
    'material.resolve': () => ({ found: [] }),
    'material.get': ({ id }: { id: string }) => ({ material: all.find((one) => one.id === id), uses: [], more: 0 }),
    'intent.getKinds': () => ({ kinds: messageKinds }),
  }
}

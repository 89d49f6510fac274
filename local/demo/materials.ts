import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Purpose } from '../../src/features/material/rules'
import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

/** Pictures that the shop's table names, and some of its own. */
const PICTURES: readonly (readonly [name: string, file: string, purpose: Purpose, tags: string[]])[] = [
  ['话题图', 'topic', 'daily', ['话题']],
  ['会员日海报', 'memberday', 'brand', ['会员日', '海报']],
  ['冬至图', 'brand', 'topical', ['节日', '冬至']],
  ['双12清单', 'flash', 'topical', ['双12', '清单']],
  ['柔雾气垫主图', 'product', 'product', ['气垫']],
]

const WORDS: readonly (readonly [name: string, text: string, tags: string[]])[] = [
  ['敏感肌怎么选', '亲，敏感肌先在耳后试一试，第二天没有泛红再上脸。{产品}不含酒精和香精，放心用～', ['气垫', '答疑']],
  ['物流多久到', '江浙沪一般次日到，其他地方 2–3 天。发货后小程序里能看到单号。', ['答疑', '物流']],
]

/** The library as the shop would have filled it, by the calls of the page. */
export async function seedMaterials(world: DemoWorld): Promise<void> {
  const ask = async (method: string, input: unknown, token?: string) => {
    const answer = await world.call('staff', method, input, token === undefined ? {} : { token })
    if (!answer.ok) throw new Error(`${method}: ${answer.code} ${answer.message}`)
    return answer.data
  }
  const { token } = (await ask('staff.login', DEMO_LOGIN)) as { token: string }
  for (const [name, file, purpose, tags] of PICTURES) {
    const bytes = await readFile(join(__dirname, 'media', `${file}.png`))
    const digest = createHash('sha256').update(bytes).digest('hex')
    const { material } = (await ask('material.begin', { digest, size: bytes.length }, token)) as { material: unknown }
    if (material !== null) continue
    // One piece: each is near 100 KB.
    await ask('material.putChunk', { digest, index: 0, name, data: bytes.toString('base64') }, token)
    await ask('material.finish', { digest, name, purpose, tags, consent: false }, token)
  }
  for (const [name, text, tags] of WORDS) {
    await ask(
      'material.write',
      { name, purpose: 'daily', tags, consent: false, content: { kind: 'script', text } },
      token,
    )
  }
}

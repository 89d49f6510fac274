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

type Answer = readonly [tone: string, text: string]

/** Question, category, and an answer in each tone. */
const WORDS: readonly (readonly [
  question: string,
  category: string,
  tags: string[],
  first: Answer,
  ...others: Answer[],
])[] = [
  [
    '敏感肌怎么选',
    '产品',
    ['气垫', '答疑'],
    ['亲切', '亲，敏感肌先在耳后试一试，第二天没有泛红再上脸。{产品}不含酒精和香精，放心用～'],
    ['简洁', '先在耳后试一天，不泛红再上脸。{产品}不含酒精和香精。'],
    ['活泼', '敏感肌宝宝看过来！耳后先试一天，没泛红就大胆冲，{产品}无酒精无香精～'],
  ],
  ['气垫怎么选色号', '产品', ['气垫'], ['亲切', '平时用的粉底是什么色号呀？比它浅半号就很自然，拿不准可以来柜台试。']],
  [
    '物流多久到',
    '物流',
    ['答疑', '物流'],
    ['亲切', '江浙沪一般次日到，其他地方 2–3 天。发货后小程序里能看到单号。'],
    ['简洁', '江浙沪次日到，其他 2–3 天，单号在小程序。'],
  ],
  ['不喜欢能退吗', '售后', ['答疑'], ['亲切', '没拆封 7 天内都能退，运费我们出；拆了过敏也能退，拍张照给我就好。']],
  ['券为什么用不了', '活动', ['优惠券'], ['亲切', '先看看有没有过期、够不够满减，再截个图给我，我帮你查。']],
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
  for (const [name, category, tags, [tone, text], ...others] of WORDS) {
    const answers = others.map(([each, said]) => ({ tone: each, text: said }))
    const content = { kind: 'script', category, tone, text, answers }
    await ask('material.write', { name, purpose: 'daily', tags, consent: false, content }, token)
  }
}

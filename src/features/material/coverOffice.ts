import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { putCover, readCovers } from '../delivery/covers'
import { drawCover } from '../delivery/drawCover'
import { COVERS } from '../sop/readParts'
import type { CoverView, materialContract } from './contract'
import { addressesOf } from './find'
import { refusalText } from './text'

/** Names that tables may bring beside ours; more are not listed. */
const MOST = 40
/** Characters of base64 that go into an answer; a larger one is shown as the plain picture. */
const INLINE = 400_000

type CoverMethods = 'material.listCovers' | 'material.setCover'

/** What cards show, by the name of their cover. */
export const coverHandlers: Handlers<Pick<typeof materialContract, CoverMethods>, Context> = {
  async 'material.listCovers'(_input, context) {
    return { covers: await coverViews(context) }
  },

  async 'material.setCover'({ name, material }, context) {
    const known =
      COVERS.some((each) => each === name) || (await readCovers(context, MOST)).some(({ _id }) => _id === name)
    if (!known) refuse('NO_SUCH_COVER', refusalText.noSuchCover)
    if (material !== null) {
      const chosen = await context.store.get('materials', material)
      if (chosen === null) return refuse('NO_SUCH_MATERIAL', refusalText.noSuch)
      if (chosen.ugc !== undefined) return refuse('NOT_PICTURE', refusalText.ugcCover)
      if (chosen.kind !== 'image') return refuse('NOT_PICTURE', refusalText.notPicture)
    }
    await putCover(context, name, material)
    return { covers: await coverViews(context) }
  },
}

async function coverViews(context: Context): Promise<CoverView[]> {
  const stored = new Map((await readCovers(context, MOST)).map((cover) => [cover._id, cover]))
  const ids = [...stored.values()].flatMap(({ material }) => material ?? [])
  const materials = ids.length === 0 ? [] : await context.store.find('materials', { _id: is.in(ids) }, { limit: MOST })
  const urls = await addressesOf(context, materials)
  return [...new Set([...COVERS, ...stored.keys()])].map((name): CoverView => {
    const cover = stored.get(name)
    const file = materials.find(({ _id }) => _id === cover?.material)?.file
    const url = file ? urls.get(file) : undefined
    if (url !== undefined) return { name, url, own: true, material: cover?.material ?? null }
    const image = cover?.image && cover.image.length <= INLINE ? cover.image : null
    const shown = image ?? Buffer.from(drawCover(name)).toString('base64')
    // A JPG begins with FF D8 FF, /9j/ in base64.
    const type = shown.startsWith('/9j/') ? 'jpeg' : 'png'
    return { name, url: `data:image/${type};base64,${shown}`, own: cover?.image != null, material: null }
  })
}

import type { MaterialView } from '../contract'
import { kindNames } from '../text'
import { MaterialThumb } from './MaterialThumb'
import { sizeWords } from './words'

/** Tiles of materials; the whole tile chooses. */
export function MaterialGrid({
  items,
  chosen,
  onChoose,
}: {
  items: readonly MaterialView[]
  chosen: string | null
  onChoose: (material: MaterialView) => void
}) {
  return (
    <ul className="material-grid">
      {items.map((material) => {
        const { id, name, kind, size, uses, tags, ugc } = material
        return (
          <li key={id}>
            <button type="button" aria-pressed={chosen === id} onClick={() => onChoose(material)}>
              <MaterialThumb material={material} />
              <b className="ellipsis" title={name}>
                {name}
              </b>
              <small className="ellipsis">
                {kindNames[kind]}
                {kind === 'script' || kind === 'link' ? '' : ` · ${sizeWords(size)}`}
                {uses > 0 ? ` · ${uses} 处在用` : ''}
              </small>
              {ugc?.withdrawnAt != null && <small className="brick">会员收回了同意，不能用</small>}
              <small className="ellipsis material-tagline">{tags.map((tag) => `#${tag}`).join(' ')}</small>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

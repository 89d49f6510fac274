import { App, Button } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import { MaterialPicker } from './MaterialPicker'
import { coverNames } from './words'

/** The pictures of mini-program cards, by the name under which columns ask for them. */
export function CoverPanel({ blocked }: { blocked: string | null }) {
  const known = useQuery('material.listCovers', {})
  const { message } = App.useApp()
  const [choosing, setChoosing] = useState<string | null>(null)

  async function put(name: string, material: string | null) {
    try {
      known.put(await call('material.setCover', { name, material }))
      void message.success(material === null ? '换回素色封面了，下一次发送起用。' : '封面换好了，下一次发送起用。')
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
    }
  }

  return (
    <section className="card material-covers" aria-label="卡片封面">
      <header>
        <h2>卡片封面</h2>
        <span className="hint">小程序卡片按栏目取封面，5:4 最好看；没有放图的用素色封面。</span>
      </header>
      {known.loading && <Skeleton rows={3} height={150} />}
      {known.error && <Failure standing="卡片照旧发。" error={known.error} onRetry={() => void known.reload()} />}
      {known.data && (
        <ul>
          {known.data.covers.map(({ name, url, own }) => (
            <li key={name}>
              <img src={url} alt={`${coverNames[name] ?? name}卡片的封面`} />
              <b>{coverNames[name] ?? name}</b>
              <small className="hint">{own ? '自己的图' : '素色'}</small>
              <span className="actions">
                <Button size="small" disabled={blocked !== null} onClick={() => setChoosing(name)}>
                  换一张
                </Button>
                {own && (
                  <Button size="small" type="text" disabled={blocked !== null} onClick={() => void put(name, null)}>
                    用素色
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {choosing !== null && (
        <MaterialPicker
          kind="image"
          onClose={() => setChoosing(null)}
          onPick={(material) => {
            void put(choosing, material.id)
            setChoosing(null)
          }}
        />
      )}
    </section>
  )
}

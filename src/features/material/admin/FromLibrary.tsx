import { Button } from 'antd'
import { useState } from 'react'
import type { MaterialView } from '../contract'
import { kindNames } from '../text'
import { MaterialPicker } from './MaterialPicker'

/** Takes words or a link out of the library; what is taken is a copy. */
export function FromLibrary({ kind, onPick }: { kind: 'script' | 'link'; onPick: (material: MaterialView) => void }) {
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Button size="small" type="text" className="from-library" onClick={() => setChoosing(true)}>
        从素材库选{kindNames[kind]}
      </Button>
      {choosing && (
        <MaterialPicker
          kind={kind}
          onClose={() => setChoosing(false)}
          onPick={(picked) => {
            onPick(picked)
            setChoosing(false)
          }}
        />
      )}
    </>
  )
}

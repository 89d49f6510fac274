import { Button } from 'antd'
import { useState } from 'react'
import type { MaterialView } from '../contract'
import { kindNames } from '../text'
import { MaterialPicker } from './MaterialPicker'

/** Takes a link out of the library; what is taken is a copy. */
export function FromLibrary({ onPick }: { onPick: (material: MaterialView) => void }) {
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Button size="small" type="text" className="from-library" onClick={() => setChoosing(true)}>
        从素材库选{kindNames.link}
      </Button>
      {choosing && (
        <MaterialPicker
          kind="link"
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

import { Button, Input } from 'antd'
import { useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import type { FileKind } from '../formats'
import { idOfRef, nameOfRef } from '../rules'
import { MaterialPicker } from './MaterialPicker'
import { MaterialThumb } from './MaterialThumb'
import { useNamed } from './named'
import { sizeWords } from './words'
import './material.css'

/** One file of a message: chosen from the library, or named as a table from elsewhere names it. */
export function MaterialField({
  id,
  label,
  kind,
  value,
  disabled,
  onChange,
}: {
  id: string
  label: string
  kind: FileKind
  value: string
  disabled: boolean
  onChange: (ref: string) => void
}) {
  const { material, asked } = useNamed(value)
  const [choosing, setChoosing] = useState(false)
  const chosen = idOfRef(value) !== null
  const wrongKind = material !== null && material.kind !== kind
  const problem =
    value === ''
      ? null
      : material?.ugc?.withdrawnAt != null
        ? '会员收回了同意，不能再用，请换一张'
        : material?.gone
          ? '文件已经不在云存储里了，这一条会转给群主手动发'
          : wrongKind
            ? '种类对不上，这一条会转给群主手动发'
            : asked && material === null
              ? '素材库里没有，这一条会转给群主手动发'
              : null
  return (
    <div className="part-line material-field">
      <label htmlFor={id}>{label}</label>
      <div>
        {material && !wrongKind && <MaterialThumb material={material} />}
        <span>
          {chosen ? (
            <b className="ellipsis" title={nameOfRef(value)}>
              {material?.name ?? nameOfRef(value)}
            </b>
          ) : (
            <Input
              id={id}
              maxLength={200}
              disabled={disabled}
              value={value}
              placeholder="从素材库选，或写素材的名字"
              onChange={(event) => onChange(event.target.value)}
            />
          )}
          {material && <small className="hint">{sizeWords(material.size)}</small>}
          {problem && (
            <small className="amber">
              <Icon name="warn" size={12} /> {problem}
            </small>
          )}
        </span>
        {!disabled && (
          <Button id={chosen ? id : undefined} size="small" onClick={() => setChoosing(true)}>
            {value === '' ? '从素材库选' : '换一个'}
          </Button>
        )}
      </div>
      {choosing && (
        <MaterialPicker
          kind={kind}
          onClose={() => setChoosing(false)}
          onPick={(picked) => {
            onChange(picked.ref)
            setChoosing(false)
          }}
        />
      )}
    </div>
  )
}

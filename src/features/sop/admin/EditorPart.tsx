import { Button, Input, Select } from 'antd'
import { Icon, type IconName } from '../../../admin/parts/Icon'
import { FromLibrary } from '../../material/admin/FromLibrary'
import { MaterialField } from '../../material/admin/MaterialField'
import { coverNames } from '../../material/admin/words'
import { LIMITS } from '../nodeInput'
import { utf8Length } from '../readParts'
import type { Part } from '../rules'
import { partWords } from '../words'
import { EditorText, type ToneDesk } from './EditorText'

const icons: Record<Part['type'], IconName> = {
  text: 'sop',
  card: 'phone',
  image: 'image',
  images: 'image',
  video: 'play',
  voice: 'today',
  file: 'file',
  link: 'file',
  questionnaire: 'check',
  coupon: 'coupon',
  game: 'play',
}

/** One part of a message: its fields, its place, and how much of the platform's limit it takes. */
export function EditorPart({
  part,
  place,
  last,
  editable,
  desk,
  onChange,
  onMove,
  onRemove,
  onCaret,
}: {
  part: Part
  place: number
  last: number
  editable: boolean
  desk: ToneDesk
  onChange: (part: Part) => void
  onMove: (step: -1 | 1) => void
  onRemove: () => void
  onCaret: (start: number, end: number) => void
}) {
  const name = part.type === 'card' ? '小程序卡片' : partWords[part.type]
  return (
    <section className="part" aria-label={`第 ${place + 1} 段，${name}`}>
      <header>
        <Icon name={icons[part.type]} size={14} />
        <b>{name}</b>
        {editable && (
          <span className="end">
            <Button
              size="small"
              type="text"
              disabled={place === 0}
              aria-label={`第 ${place + 1} 段往前`}
              icon={
                <span className="turn-up">
                  <Icon name="left" size={12} />
                </span>
              }
              onClick={() => onMove(-1)}
            />
            <Button
              size="small"
              type="text"
              disabled={place === last}
              aria-label={`第 ${place + 1} 段往后`}
              icon={
                <span className="turn-up">
                  <Icon name="right" size={12} />
                </span>
              }
              onClick={() => onMove(1)}
            />
            <Button
              size="small"
              type="text"
              disabled={last === 0}
              aria-label={`去掉第 ${place + 1} 段`}
              icon={<Icon name="close" size={12} />}
              onClick={onRemove}
            />
          </span>
        )}
      </header>
      <div className="part-fields">
        <Fields part={part} place={place} disabled={!editable} desk={desk} onChange={onChange} onCaret={onCaret} />
      </div>
    </section>
  )
}

function Fields({
  part,
  place,
  disabled,
  desk,
  onChange,
  onCaret,
}: {
  part: Part
  place: number
  disabled: boolean
  desk: ToneDesk
  onChange: (part: Part) => void
  onCaret: (start: number, end: number) => void
}) {
  const line = (label: string, value: string, put: (value: string) => Part, most?: number, hint?: string) => (
    <Line
      id={`part-${place}-${label}`}
      label={label}
      value={value}
      disabled={disabled}
      most={most}
      hint={hint}
      onChange={(next) => onChange(put(next))}
    />
  )
  switch (part.type) {
    case 'text':
      return (
        <EditorText part={part} place={place} disabled={disabled} desk={desk} onChange={onChange} onCaret={onCaret} />
      )
    case 'card':
      return (
        <>
          {line('卡片标题', part.title, (title) => ({ ...part, title }), LIMITS.titleBytes)}
          <div className="part-line part-cover">
            <label htmlFor={`part-${place}-cover`}>封面</label>
            <Select
              id={`part-${place}-cover`}
              value={part.cover}
              disabled={disabled}
              onChange={(cover) => onChange({ ...part, cover })}
              options={coverChoices(part.cover)}
            />
            <span className="hint">图在素材库里换；点开是这个栏目的页面</span>
          </div>
        </>
      )
    case 'images':
      return (
        <>
          {part.materials.map((material, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pictures have no identity but their place
            <div key={index} className="part-files">
              <MaterialField
                id={`part-${place}-image-${index}`}
                label={`图 ${index + 1}`}
                kind="image"
                value={material}
                disabled={disabled}
                onChange={(ref) =>
                  onChange({ ...part, materials: part.materials.map((one, at) => (at === index ? ref : one)) })
                }
              />
              {!disabled && part.materials.length > 1 && (
                <Button
                  type="text"
                  size="small"
                  aria-label={`去掉图 ${index + 1}`}
                  icon={<Icon name="close" size={12} />}
                  onClick={() => onChange({ ...part, materials: part.materials.filter((_, at) => at !== index) })}
                />
              )}
            </div>
          ))}
          {!disabled && part.materials.length < 9 && (
            <Button
              size="small"
              icon={<Icon name="plus" size={12} />}
              onClick={() => onChange({ ...part, materials: [...part.materials, ''] })}
            >
              再加一张（{part.materials.length} / 9）
            </Button>
          )}
        </>
      )
    case 'link':
      return (
        <>
          {line('标题', part.title, (title) => ({ ...part, title }), LIMITS.linkTitleBytes)}
          {line('网址', part.url, (url) => ({ ...part, url: url.trim() }), LIMITS.urlBytes)}
          {line('摘要', part.description, (description) => ({ ...part, description }), LIMITS.descriptionBytes)}
          {!disabled && <FromLibrary onPick={({ link }) => link !== null && onChange({ ...part, ...link })} />}
          {line('配图', part.picture, (picture) => ({ ...part, picture }), undefined, '可以不配')}
        </>
      )
    case 'coupon':
      return (
        <>
          {line('券的名字', part.title, (title) => ({ ...part, title }), LIMITS.titleBytes)}
          {line(
            '券批次',
            part.batch,
            (batch) => ({ ...part, batch }),
            undefined,
            '「优惠券」页里的批次编号，可以以后再选',
          )}
        </>
      )
    case 'game':
      return (
        <>
          {line('标题', part.title, (title) => ({ ...part, title }), LIMITS.titleBytes)}
          {line('页面', part.page, (page) => ({ ...part, page }), undefined, '小程序里的路径，空着就打开栏目页')}
        </>
      )
    case 'questionnaire':
      return line('问卷', part.material, (material) => ({ ...part, material }), undefined, '问卷的名字')
    default:
      return (
        <>
          <MaterialField
            id={`part-${place}-material`}
            label={partWords[part.type]}
            kind={part.type}
            value={part.material}
            disabled={disabled}
            onChange={(material) => onChange({ ...part, material })}
          />
          {part.type === 'voice' && <p className="hint">群发任务不收语音，这一条由群主在手机上手动发。</p>}
        </>
      )
  }
}

function Line({
  id,
  label,
  value,
  disabled,
  most,
  hint,
  onChange,
}: {
  id: string
  label: string
  value: string
  disabled: boolean
  /** Bytes that the platform takes. */
  most: number | undefined
  hint: string | undefined
  onChange: (value: string) => void
}) {
  const bytes = utf8Length(value)
  return (
    <div className="part-line">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        disabled={disabled}
        status={most !== undefined && bytes > most ? 'error' : ''}
        value={value}
        placeholder={hint ?? ''}
        onChange={(event) => onChange(event.target.value)}
        suffix={most === undefined ? undefined : <small className="hint">{`${bytes} / ${most}`}</small>}
      />
    </div>
  )
}

/** Covers as the brand calls them; one of its own keeps its name. */
function coverChoices(own: string): { value: string; label: string }[] {
  const known = Object.entries(coverNames).map(([value, label]) => ({ value, label }))
  return known.some(({ value }) => value === own) ? known : [{ value: own, label: own }, ...known]
}

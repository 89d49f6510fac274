import { Button, Drawer, Progress } from 'antd'
import { useRef, useState } from 'react'
import { useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import type { MaterialView } from '../contract'
import { AboutFields, type AboutForm } from './AboutFields'
import { type UploadLine, useUploads } from './useUploads'
import { sizeWords, words } from './words'

const ENDINGS = '.jpg,.jpeg,.png,.mp4,.amr,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx'

/** Files are chosen or dropped, named together, and sent one after the other. */
export function UploadDrawer({
  tags,
  onClose,
  onDone,
}: {
  tags: readonly string[]
  onClose: () => void
  onDone: (material: MaterialView) => void
}) {
  const online = useOnline()
  const { lines, busy, add, drop, start } = useUploads(onDone)
  const [form, setForm] = useState<AboutForm>({ purpose: 'product', tags: [], consent: false })
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const left = lines.filter(({ state }) => state === 'waiting' || state === 'failed').length
  const blocked = !online ? words.offline : form.purpose === 'ugc' && !form.consent ? '先确认会员已同意' : null

  return (
    <Drawer
      open
      size={560}
      mask={false}
      onClose={onClose}
      title="上传素材"
      footer={
        <div className="actions">
          <Button
            type="primary"
            loading={busy}
            disabled={left === 0 || blocked !== null}
            onClick={() => start({ purpose: form.purpose, tags: form.tags, consent: form.consent })}
          >
            {left > 0 ? `上传 ${left} 个` : '上传'}
          </Button>
          <Button onClick={onClose}>{busy ? '停下来' : '完成'}</Button>
          <span className="hint">{blocked ?? (busy ? '传的时候可以接着逛，别关掉这一页' : '')}</span>
        </div>
      }
    >
      <button
        type="button"
        className="material-drop"
        data-over={over}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add([...event.dataTransfer.files])
        }}
      >
        <Icon name="import" size={22} />
        <b>{words.drop}</b>
        <small>{words.accepted}</small>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ENDINGS}
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <AboutFields form={form} known={tags} disabled={busy} set={(change) => setForm({ ...form, ...change })} />
      {lines.length > 0 && (
        <ul className="upload-lines" aria-live="polite">
          {lines.map((line) => (
            <Line key={line.key} line={line} onDrop={() => drop(line.key)} />
          ))}
        </ul>
      )}
    </Drawer>
  )
}

function Line({ line, onDrop }: { line: UploadLine; onDrop: () => void }) {
  const { name, size, state, part, problem } = line
  return (
    <li data-state={state}>
      <span className="ellipsis" title={name}>
        {name}
      </span>
      <small className="hint">{sizeWords(size)}</small>
      {state === 'waiting' || state === 'failed' || state === 'refused' ? (
        <Button
          type="text"
          size="small"
          aria-label={`不传 ${name}`}
          icon={<Icon name="close" size={12} />}
          onClick={onDrop}
        />
      ) : (
        <i />
      )}
      {state === 'sending' && <Progress percent={Math.round(part * 100)} size="small" aria-label={`${name} 已传`} />}
      {state === 'done' && (
        <p className="jade">
          <Icon name="check" size={12} /> 已存进素材库
        </p>
      )}
      {state === 'known' && (
        <p className="blue">
          <Icon name="check" size={12} /> {words.same}
        </p>
      )}
      {problem && (
        <p className="brick" role="alert">
          <Icon name="warn" size={12} /> {problem}
        </p>
      )}
    </li>
  )
}

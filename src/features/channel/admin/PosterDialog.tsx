import { App, Button, Input, Modal, Segmented, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { bannedWords } from '../../../kernel/wording'
import type { Place } from '../rules'
import { placeWords } from '../text'
import { codeBitmap, download, drawPoster, posterFile } from './drawPoster'
import { DPI, GROUNDS, type Ground, POSTER_SIZES, type PosterSize, planPoster } from './posterPlan'
import { posterWords } from './text'
import { fileNames, zipOf } from './zip'

export interface PosterSubject {
  id: string
  name: string
  store: string | null
  /** Places whose codes are ready. */
  places: Place[]
}

/** Posters for print, drawn here and never stored: one to look at, all in one file. */
export function PosterDialog({
  subjects,
  place: wanted,
  brand,
  onClose,
}: {
  subjects: readonly PosterSubject[]
  place: Place | null
  /** Name of the brand. */
  brand: string
  onClose: () => void
}) {
  const { message } = App.useApp()
  const canvas = useRef<HTMLCanvasElement>(null)
  const places = [...new Set(subjects.flatMap((subject) => subject.places))]
  const [place, setPlace] = useState<Place | null>(wanted ?? places[0] ?? null)
  const [size, setSize] = useState<PosterSize>('a6')
  const [ground, setGround] = useState<Ground>('paper')
  const [written, setWritten] = useState<{ title?: string; note?: string }>({})
  const { title, note } = { ...(place === null ? { title: '', note: '' } : posterWords[place]), ...written }
  const [code, setCode] = useState<ImageBitmap | null>(null)
  const [busy, setBusy] = useState<number | null>(null)
  const ready = subjects.filter((subject) => place !== null && subject.places.includes(place))
  const [first] = ready

  // biome-ignore lint/correctness/useExhaustiveDependencies: the code belongs to this channel and place alone
  useEffect(() => {
    let live = true
    setCode(null)
    if (first === undefined || place === null) return
    call('channel.codePicture', { id: first.id, place })
      .then(codeBitmap)
      .then((bitmap) => live && setCode(bitmap))
      .catch((error: unknown) => void message.error(wordsOf(error)))
    return () => {
      live = false
    }
  }, [first?.id, place])

  const draw = (on: HTMLCanvasElement, subject: PosterSubject, bitmap: ImageBitmap) =>
    drawPoster(on, {
      size,
      ground,
      words: { title, note, brand, store: subject.store ?? subject.name },
      brand: getComputedStyle(document.documentElement).getPropertyValue('--brand').trim() || '#9a3e4b',
      code: bitmap,
    })

  useEffect(() => {
    if (canvas.current && code && first) draw(canvas.current, first, code)
  })

  async function save(): Promise<void> {
    if (place === null) return
    setBusy(0)
    try {
      const names = fileNames(
        ready.map(({ name }) => `${name} ${placeWords[place]} ${POSTER_SIZES[size].name}`),
        '.png',
      )
      const files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = []
      const sheet = document.createElement('canvas')
      for (const [index, subject] of ready.entries()) {
        setBusy(index)
        const bitmap = await codeBitmap(await call('channel.codePicture', { id: subject.id, place }))
        draw(sheet, subject, bitmap)
        files.push({ name: names[index] ?? `${subject.id}.png`, bytes: await posterFile(sheet) })
      }
      const [one] = files
      if (files.length === 1 && one) download(one.bytes, one.name, 'image/png')
      else if (files.length > 1) download(zipOf(files), `海报 ${files.length} 张.zip`, 'application/zip')
      void message.success(files.length === 1 ? '海报下载好了。' : `${files.length} 张海报打成一个压缩包下载好了。`)
    } catch (error) {
      void message.error(wordsOf(error))
    } finally {
      setBusy(null)
    }
  }

  const banned = bannedWords([title, note])
  const { width, height, code: placed } = planPoster(size)
  const millimetres = Math.round((placed.side / DPI) * 25.4)
  return (
    <Modal
      open
      width={860}
      title={subjects.length === 1 ? `${first?.name ?? '渠道'} 的海报` : `${ready.length} 个渠道的海报`}
      onCancel={onClose}
      footer={
        <div className="actions">
          <Button type="primary" disabled={code === null} loading={busy !== null} onClick={() => void save()}>
            {busy !== null && ready.length > 1
              ? `正在画第 ${busy + 1} 张，共 ${ready.length} 张`
              : ready.length > 1
                ? `下载 ${ready.length} 张（压缩包）`
                : '下载 PNG'}
          </Button>
          <span className="hint">
            {width} × {height} 像素，{DPI} dpi，码边长 {millimetres} mm
          </span>
        </div>
      }
    >
      <div className="poster">
        <div className="poster-fields">
          <Segmented<PosterSize>
            value={size}
            onChange={setSize}
            options={(Object.keys(POSTER_SIZES) as PosterSize[]).map((value) => ({
              value,
              label: POSTER_SIZES[value].name,
            }))}
          />
          <Select
            aria-label="用哪个码"
            value={place}
            onChange={setPlace}
            options={places.map((value) => ({ value, label: placeWords[value] }))}
          />
          <div className="poster-grounds" role="radiogroup" aria-label="底色">
            {(Object.keys(GROUNDS) as Ground[]).map((value) => (
              <label key={value} style={{ background: GROUNDS[value].ground }} data-on={ground === value}>
                <input
                  type="radio"
                  name="ground"
                  className="sr"
                  aria-label={GROUNDS[value].name}
                  checked={ground === value}
                  onChange={() => setGround(value)}
                />
              </label>
            ))}
          </div>
          <label htmlFor="poster-title">大字</label>
          <Input.TextArea
            id="poster-title"
            maxLength={40}
            autoSize={{ minRows: 2, maxRows: 2 }}
            value={title}
            onChange={(event) => setWritten({ ...written, title: event.target.value })}
          />
          <label htmlFor="poster-note">小字</label>
          <Input.TextArea
            id="poster-note"
            maxLength={80}
            autoSize={{ minRows: 2, maxRows: 3 }}
            value={note}
            onChange={(event) => setWritten({ ...written, note: event.target.value })}
          />
          {banned && (
            <p className="note" data-kind="amber">
              <Icon name="warn" size={14} /> <span>{banned}</span>
            </p>
          )}
          <p className="hint">码是活的：换员工、换群、改欢迎语都不用重印。印之前先拿手机扫一次；码不要小于 2 cm。</p>
          {ready.length < subjects.length && (
            <p className="note" data-kind="amber">
              <Icon name="warn" size={14} />
              <span>有 {subjects.length - ready.length} 个渠道还没有这种码，先生成再下载。</span>
            </p>
          )}
        </div>
        <div className="poster-sheet">
          <canvas ref={canvas} aria-label="海报预览" data-empty={code === null} />
        </div>
      </div>
    </Modal>
  )
}

function wordsOf(error: unknown): string {
  if (error instanceof CallError) return error.message
  console.error(error)
  return '海报没有画成，请再试一次。'
}

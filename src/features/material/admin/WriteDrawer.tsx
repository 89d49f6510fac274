import { App, Button, Drawer, Input, Segmented } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call, useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import type { MaterialView } from '../contract'
import { AboutFields, type AboutForm } from './AboutFields'
import { blankScript, ScriptFields } from './ScriptFields'
import { words } from './words'

/** A new link or words (话术). */
export function WriteDrawer({
  tags,
  categories,
  begin = 'script',
  onClose,
  onDone,
}: {
  tags: readonly string[]
  categories: readonly string[]
  begin?: 'script' | 'link'
  onClose: () => void
  onDone: (material: MaterialView) => void
}) {
  const online = useOnline()
  const { message } = App.useApp()
  const [kind, setKind] = useState<'script' | 'link'>(begin)
  const [about, setAbout] = useState<Required<AboutForm>>({ name: '', purpose: 'daily', tags: [], consent: false })
  const [script, setScript] = useState(blankScript)
  const [link, setLink] = useState({ title: '', url: 'https://', description: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function save() {
    setBusy(true)
    setProblem(null)
    const name = about.name.trim() || [...(kind === 'script' ? script.text : link.title).trim()].slice(0, 20).join('')
    try {
      const content = kind === 'script' ? { kind, ...script } : { kind, ...link }
      const { material, known } = await call('material.write', {
        ...about,
        name: name.replace(/[#\n\r\t]/g, ' '),
        content,
      })
      void message.success(known ? '素材库里已经有一样的了。' : `「${material.name}」存下了。`)
      onDone(material)
      onClose()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer
      open
      size={560}
      mask={false}
      onClose={onClose}
      title="写一条"
      footer={
        <div className="actions">
          <Button type="primary" loading={busy} disabled={!online} onClick={() => void save()}>
            存进素材库
          </Button>
          <Button onClick={onClose}>不写了</Button>
        </div>
      }
    >
      <div className="material-write">
        <Segmented
          aria-label="写什么"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'script', label: '话术' },
            { value: 'link', label: '链接' },
          ]}
        />
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>没有存上。{problem}</span>
          </p>
        )}
        <AboutFields
          question={kind === 'script'}
          form={about}
          known={tags}
          disabled={busy}
          set={(change) => setAbout({ ...about, ...change })}
        />
        {kind === 'script' ? (
          <ScriptFields
            form={script}
            categories={categories}
            disabled={busy}
            set={(change) => setScript({ ...script, ...change })}
          />
        ) : (
          <div className="material-about">
            <label htmlFor="link-title">标题</label>
            <Input
              id="link-title"
              maxLength={42}
              value={link.title}
              onChange={(e) => setLink({ ...link, title: e.target.value })}
            />
            <label htmlFor="link-url">网址</label>
            <Input
              id="link-url"
              maxLength={2000}
              value={link.url}
              onChange={(e) => setLink({ ...link, url: e.target.value })}
            />
            <label htmlFor="link-words">摘要</label>
            <Input
              id="link-words"
              maxLength={170}
              value={link.description}
              onChange={(e) => setLink({ ...link, description: e.target.value })}
            />
          </div>
        )}
        <p className="hint">{words.copies}</p>
      </div>
    </Drawer>
  )
}

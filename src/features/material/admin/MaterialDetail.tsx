import { App, Button, Drawer, Popconfirm } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { count, moment, span } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { newRequest } from '../../../admin/request'
import { useQuery } from '../../../admin/useQuery'
import type { MaterialUse, MaterialView } from '../contract'
import { kindNames } from '../text'
import { AboutFields, type AboutForm } from './AboutFields'
import { MaterialThumb } from './MaterialThumb'
import { ScriptFields } from './ScriptFields'
import { sizeWords, ways } from './words'

/** One material: what it is, where it is used and how that did, WeCom's copy, and what can be done with it. */
export function MaterialDetail({
  id,
  tags,
  categories,
  blocked,
  now,
  onClose,
  onChanged,
}: {
  id: string
  tags: readonly string[]
  categories: readonly string[]
  /** Why nothing can be changed now, or null. */
  blocked: string | null
  now: number
  onClose: () => void
  onChanged: () => void
}) {
  const known = useQuery('material.get', { id })
  const { data } = known
  return (
    <Drawer open size={560} mask={false} onClose={onClose} title={data?.material.name ?? '素材'}>
      {known.loading && <Skeleton rows={8} height={40} />}
      {known.error && (
        <Failure standing="用到它的内容照常发。" error={known.error} onRetry={() => void known.reload()} />
      )}
      {data && (
        <div className="material-detail">
          {data.material.url !== '' && (
            <a
              className="material-look"
              href={data.material.url}
              target="_blank"
              rel="noreferrer"
              aria-label={`打开原文件 ${data.material.name}`}
            >
              <MaterialThumb material={data.material} />
            </a>
          )}
          <Facts material={data.material} now={now} />
          <Uses kind={data.material.kind} uses={data.uses} more={data.more} />
          <Change
            key={data.material.revision}
            material={data.material}
            used={data.uses.length > 0}
            tags={tags}
            categories={categories}
            blocked={blocked}
            onChanged={async () => {
              await known.reload()
              onChanged()
            }}
            onRemoved={() => {
              onChanged()
              onClose()
            }}
          />
        </div>
      )}
    </Drawer>
  )
}

function Facts({ material, now }: { material: MaterialView; now: number }) {
  const { kind, size, ending, by, at, mediaUntil, gone, link, text, script, ugc } = material
  const isFile = kind !== 'link' && kind !== 'script'
  return (
    <dl className="material-facts">
      <dt>种类</dt>
      <dd>
        {kindNames[kind]}
        {isFile && ` · ${ending.toUpperCase()} · ${sizeWords(size)}`}
      </dd>
      <dt>加入</dt>
      <dd>
        {by} · {moment(at, now)}
      </dd>
      {link && (
        <>
          <dt>网址</dt>
          <dd className="ellipsis">{link.url}</dd>
        </>
      )}
      {text !== '' && script === null && (
        <>
          <dt>话术</dt>
          <dd className="material-text">{text}</dd>
        </>
      )}
      {isFile && kind !== 'voice' && ugc?.withdrawnAt == null && (
        <>
          <dt>企业微信</dt>
          <dd>
            {gone ? (
              <span className="brick">
                文件已经不在云存储里了，用到它的内容会转给群主手动发。请重新上传同一个文件。
              </span>
            ) : mediaUntil === null || mediaUntil <= now ? (
              '还没有临时素材，下次发送时自动上传'
            ) : (
              `临时素材还能用 ${span(mediaUntil - now)}（到 ${moment(mediaUntil, now)}），过期自动重传`
            )}
          </dd>
        </>
      )}
      {ugc && (
        <>
          <dt>会员内容</dt>
          <dd>
            {ugc.withdrawnAt === null ? (
              `本人 ${moment(ugc.agreedAt, now)} 同意转用，随时可以收回`
            ) : (
              <span className="brick">
                会员 {moment(ugc.withdrawnAt, now)}{' '}
                收回了同意，照片已经删掉，不能再用。还用到它的内容会转给群主手动发，请换一张。
              </span>
            )}
            {ugc.words !== '' && <span className="material-text">「{ugc.words}」</span>}
          </dd>
        </>
      )}
      {ugc?.withdrawnAt == null && (
        <>
          <dt>怎么发</dt>
          <dd className={kind === 'voice' ? 'amber' : ''}>{ways[kind]}</dd>
        </>
      )}
    </dl>
  )
}

function Uses({ kind, uses, more }: { kind: MaterialView['kind']; uses: readonly MaterialUse[]; more: number }) {
  const copied = kind === 'script' || kind === 'link'
  return (
    <section aria-label="用在哪里">
      <h3>用在哪里</h3>
      {uses.length === 0 ? (
        <p className="hint">
          {copied
            ? '还没有内容用它。抄进文案以后原样留着的，都会列在这里。'
            : '还没有内容用它。在编排里加一段图片、视频或文件，点「从素材库选」。'}
        </p>
      ) : (
        <ul className="material-uses">
          {uses.map(({ sop, sopName, version, live, node, column, opened, acted }) => (
            <li key={`${sop}:${version}:${node}`}>
              <a href={hrefOf('/node', { sop, v: String(version), node })}>{column}</a>
              <span className="hint">
                {sopName} v{version} · {live ? '执行中' : '还没发布'}
              </span>
              <span className="end">
                {opened === null ? '—' : `${count(opened)} 人点开 · ${count(acted ?? 0)} 人参与`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="hint">还有 {more} 处没有列出。</p>}
      {uses.some(({ opened }) => opened !== null) && (
        <p className="hint">点开和参与按栏目累计，栏目换过素材的也算在内。</p>
      )}
    </section>
  )
}

function Change({
  material,
  used,
  tags,
  categories,
  blocked,
  onChanged,
  onRemoved,
}: {
  material: MaterialView
  used: boolean
  tags: readonly string[]
  categories: readonly string[]
  blocked: string | null
  onChanged: () => Promise<void>
  onRemoved: () => void
}) {
  const { message } = App.useApp()
  const { id, revision, archived } = material
  const [form, setForm] = useState<Required<AboutForm>>({
    ...{ name: material.name, purpose: material.purpose, tags: material.tags },
    consent: material.purpose === 'ugc',
  })
  // Kept until an answer came: the same press again writes nothing twice.
  const [request] = useState(newRequest)
  const [busy, setBusy] = useState(false)
  const before = material.script && { ...material.script, text: material.text }
  const [script, setScript] = useState(before)
  const changed =
    JSON.stringify(script) !== JSON.stringify(before) ||
    form.name.trim() !== material.name ||
    form.purpose !== material.purpose ||
    form.tags.join() !== material.tags.join()

  async function act(work: () => Promise<unknown>, done: string, after: () => Promise<void> | void) {
    setBusy(true)
    try {
      await work()
      void message.success(done)
      await after()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      void message.error(error.message)
      if (error.code === 'MATERIAL_CHANGED') await onChanged()
    } finally {
      setBusy(false)
    }
  }

  return (
    <section aria-label="整理">
      <h3>整理</h3>
      <AboutFields
        question={script !== null}
        ownWord={material.ugc !== null}
        form={form}
        known={tags}
        disabled={busy || blocked !== null || material.ugc?.withdrawnAt != null}
        set={(change) => setForm({ ...form, ...change })}
      />
      {script && (
        <ScriptFields
          form={script}
          categories={categories}
          disabled={busy || blocked !== null}
          set={(change) => setScript({ ...script, ...change })}
        />
      )}
      <div className="actions material-acts">
        <Button
          type="primary"
          disabled={!changed || blocked !== null || form.name.trim() === ''}
          loading={busy}
          onClick={() =>
            void act(
              () => call('material.edit', { id, request, revision, ...form, ...(script && { script }) }),
              '存下了。',
              onChanged,
            )
          }
        >
          存下修改
        </Button>
        <Button
          disabled={busy || blocked !== null || material.ugc?.withdrawnAt != null}
          onClick={() =>
            void act(
              () => call('material.archive', { id, request, revision, archived: !archived }),
              archived ? '放回素材库了。' : '归档了，编排里不再出现；用到它的内容照发。',
              onChanged,
            )
          }
        >
          {archived ? '放回素材库' : '归档'}
        </Button>
        <Popconfirm
          title="删掉以后找不回来"
          okText="删除"
          cancelText="留着"
          onConfirm={() => void act(() => call('material.remove', { id }), '删掉了。', onRemoved)}
        >
          <Button danger disabled={busy || used || blocked !== null} icon={<Icon name="close" size={12} />}>
            删除
          </Button>
        </Popconfirm>
        <span className="hint">{blocked ?? (used ? '有内容在用，只能归档' : '')}</span>
      </div>
    </section>
  )
}

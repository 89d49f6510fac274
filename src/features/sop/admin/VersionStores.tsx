import { App, Button, Checkbox, Modal, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { useQuery } from '../../../admin/useQuery'
import { speaksTo } from '../audience'
import type { SopSummary } from '../contract'
import type { SopVersion } from '../rules'

interface Props {
  sop: SopSummary
  version: SopVersion
  /** Why nobody may draft now; null: they may. */
  blocked: string | null
  onSaved: (version: SopVersion) => void
}

/** Which stores a version goes to, with how many groups that are; chosen on a draft. */
export function VersionStores({ sop, version, blocked, onSaved }: Props) {
  const [choosing, setChoosing] = useState(false)
  const groups = useQuery('sop.getHearers', { sop: sop.sop }).data?.groups ?? null
  const stores = version.stores ?? []
  const heard = groups?.filter((group) => speaksTo(version, group)).length
  const isDraft = version.status === 'draft' && version.publishAt === null
  const why = isDraft ? blocked : '先起一版草稿，再改发给哪些门店'
  return (
    <p className="version-stores">
      <Icon name="shop" size={14} />
      <span>
        {stores.length === 0 ? '发给全部门店' : `发给 ${stores.length} 家门店：${stores.join('、')}`}
        {heard !== undefined && <span data-empty={heard === 0}>{`，${heard} 个群`}</span>}
      </span>
      <Tooltip title={why}>
        <Button
          size="small"
          disabled={why !== null || groups === null}
          aria-description={why ?? undefined}
          onClick={() => setChoosing(true)}
        >
          选门店
        </Button>
      </Tooltip>
      <a href={hrefOf('/stores')}>看各店执行</a>
      {choosing && groups !== null && (
        <ChooseStores
          version={version}
          groups={groups}
          onSaved={(saved) => {
            onSaved(saved)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </p>
  )
}

function ChooseStores({
  version,
  groups,
  onSaved,
  onClose,
}: {
  version: SopVersion
  groups: readonly { stores: readonly string[] }[]
  onSaved: (version: SopVersion) => void
  onClose: () => void
}) {
  const { message } = App.useApp()
  const [stores, setStores] = useState(version.stores ?? [])
  const [busy, setBusy] = useState(false)
  const counts = new Map<string, number>()
  for (const name of version.stores ?? []) counts.set(name, 0)
  for (const group of groups) for (const name of group.stores) counts.set(name, (counts.get(name) ?? 0) + 1)
  const heard = groups.filter((group) => speaksTo({ stores }, group)).length

  async function save(): Promise<void> {
    setBusy(true)
    try {
      const { sop, number, revision } = version
      const saved = await call('sop.setStores', { sop, number, revision, stores })
      void message.success(stores.length === 0 ? '这一版发给全部门店。' : `这一版只发给 ${stores.length} 家门店。`)
      onSaved(saved.version)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有存上，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal
      open
      title={`v${version.number} 发给哪些门店`}
      okText="存进草稿"
      cancelText="先不改"
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Checkbox.Group
        className="version-stores-choice"
        aria-label="门店"
        value={stores}
        onChange={setStores}
        options={[...counts].sort().map(([value, count]) => ({ value, label: `${value}，${count} 个群` }))}
      />
      {counts.size === 0 && <p className="hint">还没有门店。在「员工与绑定」里给群主填上门店，这里就能选。</p>}
      <p className="hint" aria-live="polite">
        {stores.length === 0 ? `不选就是全部：${heard} 个群都听到。` : `${heard} 个群会听到。`}
        节点自己选的门店、标签仍然要满足。门店按群主的员工资料算。
      </p>
    </Modal>
  )
}

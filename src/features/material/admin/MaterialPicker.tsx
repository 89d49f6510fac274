import { Button, Modal } from 'antd'
import { useCallback, useState } from 'react'
import { useOnline } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import type { MaterialView } from '../contract'
import type { MaterialKind } from '../rules'
import { kindNames } from '../text'
import { Filters, type Shown } from './Filters'
import { MaterialGrid } from './MaterialGrid'
import { UploadDrawer } from './UploadDrawer'
import './material.css'

/** Chooses one material of a kind, by words and tags; what is not there yet is uploaded on the spot. */
export function MaterialPicker({
  kind,
  onPick,
  onClose,
}: {
  kind: MaterialKind
  onPick: (material: MaterialView) => void
  onClose: () => void
}) {
  const [shown, setShown] = useState<Shown>({})
  const list = useQuery('material.list', { ...shown, kind })
  const [uploading, setUploading] = useState(false)
  const { canEdit } = useRights()
  const online = useOnline()
  const change = useCallback((next: Shown) => setShown((before) => ({ ...before, ...next })), [])
  const { data } = list
  const isFile = kind !== 'link' && kind !== 'script'
  const add = canEdit && isFile && (
    <Button disabled={!online} icon={<Icon name="import" size={14} />} onClick={() => setUploading(true)}>
      上传新的
    </Button>
  )
  return (
    <Modal open width={860} title={`从素材库选${kindNames[kind]}`} footer={null} onCancel={onClose}>
      <div className="material-picker">
        <div className="material-picker-head">
          <Filters shown={{ ...shown, kind }} tags={data?.tags ?? []} fixed onChange={change} />
          {add}
        </div>
        {list.loading && <Skeleton rows={4} height={120} />}
        {list.error && <Failure standing="内容还在，没有丢。" error={list.error} onRetry={() => void list.reload()} />}
        {data && data.items.length === 0 && (
          <p className="material-none">
            {Object.values(shown).some((value) => value !== undefined)
              ? '没有符合的，换个词或清掉筛选再看。'
              : `素材库里还没有${kindNames[kind]}。${isFile ? '点「上传新的」加一个。' : '到「素材库」里写一条。'}`}
          </p>
        )}
        {data && <MaterialGrid items={data.items} chosen={null} onChoose={onPick} />}
        {data?.next && <p className="hint">只列了最新的 {data.items.length} 个，用名称或标签找更早的。</p>}
      </div>
      {uploading && (
        <UploadDrawer
          tags={(data?.tags ?? []).map(({ tag }) => tag)}
          onClose={() => setUploading(false)}
          onDone={() => void list.reload()}
        />
      )}
    </Modal>
  )
}

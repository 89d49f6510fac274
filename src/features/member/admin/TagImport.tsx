import { AutoComplete, Button, Drawer } from 'antd'
import { useState } from 'react'
import { BulkBar } from '../../../admin/bulk/BulkBar'
import { useBulk } from '../../../admin/bulk/useBulk'
import { useOnline } from '../../../admin/desk'
import { count } from '../../../admin/format'
import { type CheckedList, CodeList, NO_LIST } from './CodeList'
import { type TaggedMember, tagDeed } from './TagActions'

/** Members of one list: each is a deed of its own. */
const MOST = 2000

/** A tag for everybody on a list: looked through cell by cell first, then written one after another. */
export function TagImport({
  tags,
  onClose,
  onDone,
}: {
  tags: readonly string[]
  onClose: () => void
  onDone: () => void
}) {
  const [list, setList] = useState<CheckedList>(NO_LIST)
  const [tag, setTag] = useState('')
  const bulk = useBulk<TaggedMember>(onDone)
  const online = useOnline()
  const running = bulk.state?.running === true
  const fits = tag.trim() !== '' && [...tag.trim()].length <= 20
  const ready = online && fits && !list.busy && list.members.length > 0 && list.members.length <= MOST && !running
  const items = list.members.map(({ memberId, code }) => ({ id: memberId, memberId, name: code }))
  return (
    <Drawer
      open
      size={560}
      title="按名单打标签"
      maskClosable={!running}
      onClose={onClose}
      footer={
        <div className="actions">
          <Button type="primary" disabled={!ready} onClick={() => void bulk.start(tagDeed(tag.trim(), true), items)}>
            {list.members.length > 0 ? `给 ${count(list.members.length)} 位打上` : '打上'}
          </Button>
          <Button onClick={onClose} disabled={running}>
            关
          </Button>
        </div>
      }
    >
      <div className="tag-import">
        <label htmlFor="import-tag">标签</label>
        <AutoComplete
          defaultActiveFirstOption={false}
          id="import-tag"
          value={tag}
          onChange={setTag}
          placeholder="例如 双十二老客，最多 20 个字"
          disabled={running}
          options={tags.map((value) => ({ value }))}
        />
        <label htmlFor="import-codes">会员码</label>
        <CodeList id="import-codes" most={MOST} disabled={running} onList={setList} />
        <BulkBar bulk={bulk} chosen={0} unit="位会员">
          {null}
        </BulkBar>
        <p className="hint">有错的格子不会写入，其余照写；标签可以在这里撤销，也可以在名单里去掉。</p>
      </div>
    </Drawer>
  )
}

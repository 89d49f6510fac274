import { AutoComplete, Button, Popover } from 'antd'
import { useState } from 'react'
import type { BulkItem } from '../../../admin/bulk/run'
import type { Bulk, BulkDeed } from '../../../admin/bulk/useBulk'
import { call } from '../../../admin/desk'
import type { ListedMember } from '../contract'

export interface TaggedMember extends BulkItem {
  memberId: string
}

/** A tag put on or taken off, one member after another; the other way round takes it back. */
export function tagDeed(segment: string, on: boolean): BulkDeed<TaggedMember> {
  const turn =
    (to: boolean) =>
    async ({ memberId }: TaggedMember) => {
      const { changed } = await call('member.turnSegment', { memberId, segment, on: to })
      return changed ? 'changed' : 'same'
    }
  const name = (to: boolean) => `${to ? '打' : '去掉'}标签「${segment}」`
  return { name: name(on), run: turn(on), undo: { name: `撤销${name(on)}`, run: turn(!on) } }
}

export function TagActions({
  chosen,
  tags,
  bulk,
}: {
  chosen: readonly ListedMember[]
  tags: readonly string[]
  bulk: Bulk<TaggedMember>
}) {
  const items = chosen.map(({ memberId, code }) => ({ id: memberId, memberId, name: code }))
  const worn = [...new Set(chosen.flatMap(({ segments }) => segments))].sort()
  return (
    <>
      <TagButton name="打标签" tags={tags} onTag={(tag) => void bulk.start(tagDeed(tag, true), items)} />
      {worn.length > 0 && (
        <TagButton name="去标签" tags={worn} onTag={(tag) => void bulk.start(tagDeed(tag, false), items)} />
      )}
    </>
  )
}

function TagButton({ name, tags, onTag }: { name: string; tags: readonly string[]; onTag: (tag: string) => void }) {
  const [open, setOpen] = useState(false)
  const [tag, setTag] = useState('')
  const fits = tag.trim() !== '' && [...tag.trim()].length <= 20
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      content={
        <form
          className="tag-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (!fits) return
            setOpen(false)
            onTag(tag.trim())
          }}
        >
          <AutoComplete
            aria-label={`${name}，写标签`}
            placeholder="标签，最多 20 个字"
            value={tag}
            onChange={setTag}
            // Enter takes what was written, not the first of the list.
            defaultActiveFirstOption={false}
            filterOption
            options={tags.map((value) => ({ value }))}
          />
          <Button type="primary" htmlType="submit" disabled={!fits}>
            {name}
          </Button>
        </form>
      }
    >
      <Button size="small">{name}</Button>
    </Popover>
  )
}

import { useEffect, useState } from 'react'
import { changedFields } from '../../../admin/parts/merge'
import type { NodeDraft } from '../nodeRules'
import type { SopVersion } from '../rules'
import { dropKept, keepDraft, readKept } from './keptDraft'

/** The node that is edited: what it began from, what it is now. Unsaved changes stay in this tab until they are saved or thrown away. */
export function useNodeDraft(version: Pick<SopVersion, '_id' | 'revision'>, begin: NodeDraft, editable: boolean) {
  const place = `${version._id}:${begin.key}`
  const [kept] = useState(() => (editable ? readKept(place) : null))
  const [restored, setRestored] = useState(kept !== null)
  const [base, setBase] = useState(kept?.base ?? begin)
  const [draft, setDraft] = useState(kept?.draft ?? begin)
  const [revision, setRevision] = useState(kept?.revision ?? version.revision)
  const changed = changedFields(base, draft)
  const unsaved = editable && changed.length > 0
  useEffect(() => {
    if (unsaved) keepDraft(place, { base, revision, draft })
    else dropKept(place)
  }, [place, unsaved, base, revision, draft])

  return {
    base,
    draft,
    revision,
    changed,
    /** It is what an earlier visit left unsaved. */
    restored,
    set: (change: Partial<NodeDraft>) => setDraft((before) => ({ ...before, ...change })),
    /** What is on the screen is what the server has, or nobody wants it any more. */
    done: () => {
      dropKept(place)
      setBase(draft)
    },
    /** Throws the changes away. */
    reset: () => {
      setBase(begin)
      setDraft(begin)
      setRevision(version.revision)
      setRestored(false)
    },
    /** Goes on from a colleague's node, with what was agreed of both. */
    settle: (theirs: NodeDraft | null, now: number, next: NodeDraft) => {
      if (theirs !== null) setBase(theirs)
      setRevision(now)
      setDraft(next)
    },
  }
}

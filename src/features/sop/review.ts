import type { Sop, SopVersion, VersionStep } from './rules'

type Written = Pick<SopVersion, 'author' | 'hands' | 'steps' | 'createdAt'>

/** How a version came to its review. It cannot change while it is there, so the instant names what was handed in. */
export function submissionOf({ steps, author, createdAt }: Written): Pick<VersionStep, 'at' | 'by' | 'note'> {
  const last = steps.findLast(({ did }) => did === 'submit')
  return last ?? { at: createdAt, by: author, note: '' }
}

/** Where a second person is demanded, whoever began the version or changed it since is not one. */
export function mayNotApprove(head: Pick<Sop, 'needsReview'>, version: Written, by: string): boolean {
  return head.needsReview === true && (version.author === by || (version.hands ?? []).includes(by))
}

import type { Context } from '../../context'
import type { HeldRow } from './contract'

/**
 * What one feature keeps of a member. Each feature that stores something under a member's id has one, and `src/privacy.ts` lists
 * them: what is not there is neither shown to its owner nor forgotten.
 */
export interface Holding {
  /** Latin letters; names the part in a request. */
  readonly name: string
  /** What it is, in Chinese. */
  readonly words: string
  /** A page of it; `after` is `next` of the page before. */
  read(
    context: Pick<Context, 'store' | 'now'>,
    memberId: string,
    after: string | null,
  ): Promise<{ rows: HeldRow[]; next: string | null }>
  /** How many, where counting means something to its owner. At most one wire call. */
  count?(context: Pick<Context, 'store' | 'now'>, memberId: string): Promise<number>
  /**
   * Lets go of everything that tells about the person. It may be called again after it died anywhere.
   *
   * @returns whether nothing is left; false asks to be called once more
   */
  forget(context: Context, memberId: string): Promise<boolean>
}

/** Documents of one page. */
export const HELD_PAGE = 100

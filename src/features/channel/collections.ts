import type { Channel } from './rules'

/** The picture of a code as it lies in our own storage. */
export interface CodePicture {
  /** `{place}:{config_id}` */
  _id: string
  schema: 1
  /** fileID, named by the content. */
  file: string
  /** ms, when it was fetched. */
  at: number
}

declare module '../../kernel/store' {
  interface Collections {
    channels: Channel
    code_pictures: CodePicture
  }
}

import type { Post } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    posts: Post
  }
}

export const text = {
  open: '查话术',
  title: '话术',
  search: '顾客问什么，搜一个词',
  loading: '正在打开话术',
  failed: '没能打开话术',
  empty: '没有符合的问题',
  emptyHint: '换个词再搜；还没有的，请运营在素材库里加上。',
  none: '还没有话术',
  unsorted: '还没分类',
  copy: (tone: string) => (tone === '' ? '复制' : `复制「${tone}」`),
  copied: '抄好了，回群里粘贴',
  notCopied: '没有抄上，请长按文字自己复制',
} as const

/** What was done on the calendar, why it was not, and what undoing it did. */
export const changeText = {
  past: (day: string, time: string) => `${day} ${time} 已经过去，放不下；请放到现在之后。`,
  begun: (column: string) => `${column} 这一拍已经到点，不能再移；要再发一次，按 ⌘D 复制到以后。`,
  copied: (column: string, where: string) => `${column} 复制到 ${where}，存进草稿。`,
  dated: (column: string, where: string) => `${column} 排到 ${where}，存进草稿。`,
  begunAt: (column: string, where: string) => `${column} 建在 ${where}，存进草稿。`,
  removed: (column: string) => `${column} 从草稿里删掉了。`,
  merged: (first: string, second: string, day: string) => `${day} 的 ${second} 并进 ${first}，只发一条，存进草稿。`,
  cannotMerge: '两条合起来放不进一条消息，请挪开半小时。',
  moreTogether: (words: string, more: number) => `${words}（一步改了 ${more} 条）`,
  undone: (words: string) => `已撤销：${words}`,
  redone: (words: string) => `已重做：${words}`,
  stale: (column: string, way: 'undo' | 'redo') =>
    `${column} 后来又被改过，没有${way === 'undo' ? '撤销' : '重做'}，什么也没有覆盖；已换成最新的，请直接再改。`,
  nothing: { undo: '没有可以撤销的了。', redo: '没有可以重做的了。' },
  locked: '这一版不能改；要移动，先到「版本与发布」里起草。',
  foreign: (name: string) => `这一拍是《${name}》的，切到那份 SOP 再改。`,
  noTray: '没有等着排期的内容。',
  choose: '先选一拍，再按这个键。',
  noColumns: '没有符合的列，换一个筛选。',
  here: (day: string, time: string) => `${day} ${time}，空`,
} as const

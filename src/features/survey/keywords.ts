/** Words of a text answer that are kept for searching. */
const MOST_WORDS = 60
/** Said by everybody about everything. */
const EMPTY_WORDS = new Set(
  '的 了 是 我 你 您 他 她 它 们 我们 你们 他们 在 有 和 也 都 就 不 很 还 要 会 能 可以 希望 觉得 这 那 这个 那个 一个 什么 没有 没 吧 啊 呢 吗 哦 呀 给 对 到 说 去 让 被 把 跟 与 及 或 但 但是 因为 所以 如果 比较 非常 太 更 最 多 一点 一些 自己 大家'.split(
    ' ',
  ),
)

/** Cuts a text into words; the platform's own `Intl.Segmenter` knows Chinese. Where it is missing, pairs of characters do. */
function cut(text: string): string[] {
  if (typeof Intl !== 'undefined' && 'Segmenter' in Intl) {
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
    return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
  }
  return text
    .split(/[^\p{Letter}\p{Number}]+/u)
    .flatMap((part) =>
      /\p{Script=Han}/u.test(part) ? [...part].map((_, at) => part.slice(at, at + 2)).slice(0, -1) : [part],
    )
}

/** The words of a text, each once, in small letters, without those that say nothing. */
export function wordsIn(text: string): string[] {
  const words: string[] = []
  let single = ''
  const endRun = () => {
    if ([...single].length > 1) words.push(single)
    single = ''
  }
  for (const word of cut(text).map((each) => each.toLowerCase())) {
    const isSingle = /^\p{Script=Han}$/u.test(word)
    // The dictionary knows few of a brand's words: it cuts 气垫 and 秒杀 into single signs, which belong together.
    if (isSingle && !EMPTY_WORDS.has(word)) {
      single += word
      continue
    }
    endRun()
    if ([...word].length > 1 && !EMPTY_WORDS.has(word)) words.push(word)
  }
  endRun()
  return [...new Set(words)].slice(0, MOST_WORDS)
}

export interface WordCount {
  question: string
  word: string
  /** Answers that say it. */
  n: number
}

/** Words that one rollup counts at most; beyond it the rarest are let go, so the counts of rare words are then too low. */
export const WORDS_KEPT = 800

export function withWords(counts: readonly WordCount[], question: string, words: readonly string[]): WordCount[] {
  const known = new Map(counts.map((count) => [`${count.question} ${count.word}`, count]))
  for (const word of words) {
    const id = `${question} ${word}`
    const old = known.get(id)
    known.set(id, { question, word, n: (old?.n ?? 0) + 1 })
  }
  return [...known.values()].sort(byCount).slice(0, WORDS_KEPT)
}

function byCount(a: WordCount, b: WordCount): number {
  if (a.n !== b.n) return b.n - a.n
  return a.question + a.word < b.question + b.word ? -1 : 1
}

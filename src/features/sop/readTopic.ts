import type { Topic } from './rules'

/** One letter that stands alone: not inside a word such as VIP or App. */
const LETTER = /(?<![A-Za-z0-9])([A-H])(?![A-Za-z0-9])[\s.、:：)）．]*/g

/**
 * The single-choice question in a text that offers A/B/C: the options are what follows each letter up to a blank or a mark, the
 * question is what stands before A, without a heading in 【】. Null when there are not at least the choices A and B in order.
 */
export function readTopic(text: string): Topic | null {
  const marks = [...text.matchAll(LETTER)]
  const start = marks.findIndex((mark) => mark[1] === 'A')
  if (start < 0) return null
  const options: Topic['options'] = []
  for (const mark of marks.slice(start)) {
    const expected = String.fromCharCode(65 + options.length)
    if (mark[1] !== expected) continue
    const rest = text.slice((mark.index ?? 0) + mark[0].length)
    const words = /^[^\s,，。;；!！?？~\n]{1,40}/.exec(rest)?.[0].replace(/[、/|]+$/, '') ?? ''
    const own = words.split(/(?<![A-Za-z0-9])[B-H](?=[\s.、:：)）．])/)[0] ?? ''
    if (own === '') return null
    options.push({ key: expected, text: own })
  }
  if (options.length < 2) return null
  const question = text
    .slice(0, marks[start]?.index ?? 0)
    .replace(/【[^】]*】/g, '')
    .trim()
  return { question: question === '' ? '你选哪一个？' : question, options }
}

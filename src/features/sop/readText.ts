/** What a cell's text looks like once typing habits are taken out of it: full-width signs, dashes of all kinds, blanks. */
export function plain(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\u301C~]/g, '-')
    .replace(/[\s\u3000\uFEFF]+/g, '')
}

const DIGITS = '零一二三四五六七八九'

/** A whole number written in digits or in Chinese up to 99 (十二, 二十, 两); null otherwise. */
export function readNumber(written: string): number | null {
  if (/^\d{1,4}$/.test(written)) return Number(written)
  const text = written.replace('两', '二').replace('〇', '零')
  const match = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/.exec(text)
  if (text === '' || match === null) return null
  const [, tens, ten, ones] = match
  if (ten === undefined) return tens !== undefined && ones !== undefined ? null : DIGITS.indexOf(tens ?? ones ?? '')
  return (tens === undefined ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === undefined ? 0 : DIGITS.indexOf(ones))
}

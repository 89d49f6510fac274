/** The parts of a multipart/form-data body by field name. Throws RangeError on a body without a boundary. */
export function parseMultipart(contentType: string, body: Buffer): Map<string, Buffer> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType)
  if (boundary === null) throw new RangeError('multipart without boundary')
  const mark = Buffer.from(`--${(boundary[1] ?? boundary[2] ?? '').trim()}`)
  const parts = new Map<string, Buffer>()
  let start = body.indexOf(mark)
  while (start >= 0) {
    const next = body.indexOf(mark, start + mark.length)
    if (next < 0) break
    // A part is CRLF, headers, an empty line, the content, CRLF.
    const part = body.subarray(start + mark.length + 2, next - 2)
    const gap = part.indexOf('\r\n\r\n')
    const name = /name="([^"]*)"/i.exec(part.subarray(0, Math.max(gap, 0)).toString('utf8'))
    if (gap >= 0 && name !== null) parts.set(name[1] ?? '', part.subarray(gap + 4))
    start = next
  }
  return parts
}

// Answers an HTTP event in the form that its path names, and keeps timer events.
const seen = []

exports.main = async (event) => {
  if (event.Type === 'Timer') {
    seen.push({ ...event, at: new Date().toISOString(), source: process.env.TCB_SOURCE, openid: process.env.WX_OPENID })
    return { seen }
  }
  if (event.path === '/text') return 'plain words'
  if (event.path === '/json') return { ok: true }
  if (event.path === '/bytes') {
    return {
      statusCode: 201,
      isBase64Encoded: true,
      headers: { 'Content-Type': 'image/png' },
      body: Buffer.from([1, 2, 3]).toString('base64'),
    }
  }
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ event, seen }) }
}

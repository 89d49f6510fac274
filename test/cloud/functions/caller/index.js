// Calls another function, an open API, and the storage.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

exports.main = async ({ method, input }) => {
  if (method === 'call') return (await cloud.callFunction({ name: input.name, data: input.data })).result
  if (method === 'openapi') return cloud.openapi.subscribeMessage.send(input)
  if (method === 'code') {
    const { contentType, buffer } = await cloud.openapi.wxacode.getUnlimited(input)
    return { contentType, length: buffer.length, first: buffer[0] }
  }
  if (method === 'unknown') return cloud.openapi.nothing.like.this({})
  throw new Error(`unknown method ${method}`)
}

// Answers what it was given and what it sees around it.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
let served = 0

exports.main = async (event, context) => {
  served += 1
  if (event && event.method === 'throw') throw new Error('on purpose')
  return {
    event,
    context: cloud.getWXContext(),
    requestId: context.request_id,
    now: new Date().toISOString(),
    secret: process.env.JIEPAI_SECRET,
    rawOpenid: process.env.WX_OPENID,
    zone: new Date(0).getTimezoneOffset(),
    served,
  }
}

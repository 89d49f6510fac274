import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cosAuthorization, tc3Authorization } from '../../scripts/deploy/signing'

test("the API's signature is that of Tencent Cloud's published example", () => {
  const stars = '*'.repeat(32)
  const signed = tc3Authorization(
    { secretId: `AKID${stars}`, secretKey: stars },
    {
      service: 'cvm',
      host: 'cvm.tencentcloudapi.com',
      action: 'DescribeInstances',
      body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
      timestamp: 1551113065,
    },
  )
  assert.match(
    signed,
    /SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f$/,
  )
})

test("the bucket's signature is that of the official SDK (cos-nodejs-sdk-v5) for the same request", () => {
  const keys = { secretId: 'AKIDEXAMPLE', secretKey: 'secretEXAMPLE' }
  const place = { host: 'b-125.cos.ap-shanghai.myqcloud.com', span: '1557989151;1557996351' }
  assert.match(
    cosAuthorization(keys, { ...place, method: 'PUT', path: '/admin/assets/中文 a.js' }),
    /q-signature=b1a8f7bf8b06551688512662e95a3509ac17cef7$/,
  )
  assert.match(
    cosAuthorization(keys, { ...place, method: 'GET', path: '/', query: { prefix: 'admin/', 'max-keys': '1000' } }),
    /q-url-param-list=max-keys;prefix&q-signature=6413c2cbf5bfb4c5691e7ff8e45fd89141bf1f96$/,
  )
})

import { parseMultipart } from './multipart'
import { bytesField, intField, readFields } from './protobuf'

/**
 * Answers `cloud.openapi.<name>(params)`; `params` are in snake case, as WeChat's own HTTP interface has them. The
 * result is WeChat's JSON (`errcode`, `errmsg` and more), or `{contentType, buffer}` for an image.
 */
export type OpenapiHandler = (
  name: string,
  params: Record<string, unknown>,
  caller: { openid?: string },
) => Promise<Record<string, unknown>>

/** -604100: the API is unknown. */
const NOT_FOUND = -604100

/** The API name in the multipart body of an open-API call. */
export function openapiName(form: Map<string, Buffer>): string {
  return form.get('apiName')?.toString('utf8') ?? ''
}

export function openapiForm(contentType: string, body: Buffer): Map<string, Buffer> {
  return parseMultipart(contentType, body)
}

/** Decodes CommApiData {1 apiType, 2 openapiData {1 pairs {1 key, 2 value, 3 contenttype}}}, answers CommOpenApiResp. */
export async function answerOpenapi(
  form: Map<string, Buffer>,
  handler: OpenapiHandler | undefined,
  caller: { openid?: string },
): Promise<Buffer> {
  if (handler === undefined) return response(Buffer.alloc(0), '', NOT_FOUND)
  const result = await handler(openapiName(form), paramsOf(form.get('requestData') ?? Buffer.alloc(0)), caller)
  const { contentType, buffer, errCode, errMsg, ...rest } = result
  if (typeof contentType === 'string' && buffer instanceof Uint8Array)
    return response(Buffer.from(buffer), contentType, 0)
  // Negative codes are the cloud's own (no permission, unknown API); they do not come from WeChat's JSON.
  if (typeof errCode === 'number' && errCode < 0) return response(Buffer.alloc(0), '', errCode)
  const named = errCode === undefined ? {} : { errcode: errCode, errmsg: errMsg }
  return response(Buffer.from(JSON.stringify({ ...rest, ...named })), 'application/json; charset=UTF-8', 0)
}

function paramsOf(message: Buffer): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  const data = readFields(message).find((field) => field.number === 2)
  for (const pair of data === undefined ? [] : readFields(data.bytes)) {
    const fields = readFields(pair.bytes)
    const key = fields.find((field) => field.number === 1)?.bytes.toString('utf8') ?? ''
    const value = fields.find((field) => field.number === 2)?.bytes ?? Buffer.alloc(0)
    const media = fields.find((field) => field.number === 3)
    params[key] =
      media === undefined
        ? (JSON.parse(value.toString('utf8')) as unknown)
        : { contentType: media.bytes.toString('utf8'), value }
  }
  return params
}

/** CommOpenApiResp {1 respData, 2 contentType, 3 errorCode, 4 httpCode}. */
function response(data: Buffer, contentType: string, errorCode: number): Buffer {
  return Buffer.concat([
    bytesField(1, data),
    bytesField(2, Buffer.from(contentType)),
    ...(errorCode === 0 ? [] : [intField(3, errorCode)]),
    intField(4, 200),
  ])
}

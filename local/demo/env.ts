import { MP_BASE } from '../wechat/mp'
import { demoWechat } from './wechat'

/** The functions' variables when they serve the demo brand beside the simulated WeChat. */
export function demoEnv(baseUrl: string): Record<string, string> {
  const { brand, corpid, secret, agentid, callback, mp } = demoWechat
  return {
    JIEPAI_SECRET: 'local-demo-secret',
    JIEPAI_DEMO: '1',
    JIEPAI_BRAND: brand.name,
    JIEPAI_APPID: brand.appid,
    WECOM_BASE_URL: baseUrl,
    WECOM_CORPID: corpid,
    WECOM_SECRET: secret,
    WECOM_AGENTID: String(agentid),
    WECOM_CALLBACK_TOKEN: callback?.token ?? '',
    WECOM_CALLBACK_AES_KEY: callback?.encodingAesKey ?? '',
    MP_BASE_URL: `${baseUrl}${MP_BASE}`,
    MP_APPID: mp?.appid ?? '',
    MP_SECRET: mp?.secret ?? '',
    MP_CALLBACK_TOKEN: mp?.token ?? '',
    MP_CALLBACK_AES_KEY: mp?.encodingAesKey ?? '',
    ORDER_KEY: 'local-demo-order-key-local-demo-order-key',
  }
}

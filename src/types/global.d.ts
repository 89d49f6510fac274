/// <reference types="@tarojs/taro" />

declare module '*.scss'
declare module '*.png' {
  const address: string
  export default address
}

/** Set by the build (config/index.ts). */
declare const CLOUD_ENV: string
declare const APP_VERSION: string
declare const process: { env: { TARO_ENV: 'weapp' | 'h5'; NODE_ENV: string } }

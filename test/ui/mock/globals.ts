Object.assign(globalThis, { APP_VERSION: 'test', CLOUD_ENV: '' })
process.env.TARO_ENV = 'h5'

// Babel for Taro alone. It is named from config/index.ts and not put into the root, where Vite and jest would pick it up.
// WeChat for iOS runs scripts on the system's engine, WeChat for Android on one of its own (V8 of Chrome 66 or later): what both know
// stays as it was written. Down to ES5 the first download is a tenth larger.
const targets = { ios: '11', chrome: '66' }
module.exports = { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', targets }]] }

// Babel for Taro alone. It is named from config/index.ts and not put into the root, where Vite and jest would pick it up.
module.exports = { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]] }

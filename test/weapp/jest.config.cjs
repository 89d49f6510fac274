const path = require('node:path')

// `configFile: false`: the project's Babel configuration belongs to Taro and must not be picked up here.
const babel = {
  configFile: false,
  babelrc: false,
  presets: [
    [require.resolve('@babel/preset-env'), { targets: { node: 'current' } }],
    require.resolve('@babel/preset-typescript'),
  ],
}

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json'],
  transform: { '\\.ts$': [require.resolve('babel-jest'), babel] },
  cacheDirectory: path.join(__dirname, '../../node_modules/.cache/jest-weapp'),
  testTimeout: 30_000,
  // One process: a second would only wait for the same two cores and start a second cloud.
  maxWorkers: 1,
}

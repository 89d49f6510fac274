const path = require('node:path')

const root = path.join(__dirname, '../..')
const babel = {
  // The project's Babel configuration belongs to Taro and must not be picked up here.
  configFile: false,
  babelrc: false,
  presets: [
    [require.resolve('@babel/preset-env'), { targets: { node: 'current' } }],
    require.resolve('@babel/preset-typescript'),
    [require.resolve('@babel/preset-react'), { runtime: 'automatic' }],
  ],
}

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/**/*.test.{ts,tsx}'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'json'],
  transform: { '\\.tsx?$': [require.resolve('babel-jest'), babel] },
  setupFiles: ['<rootDir>/mock/globals.ts'],
  moduleNameMapper: {
    '\\.scss$': '<rootDir>/mock/style.ts',
    '^@tarojs/components$': '<rootDir>/mock/components.tsx',
    '^@tarojs/taro$': '<rootDir>/mock/taro.ts',
  },
  cacheDirectory: path.join(root, 'node_modules/.cache/jest-ui'),
  maxWorkers: 1,
}

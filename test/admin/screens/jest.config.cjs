const path = require('node:path')

const root = path.join(__dirname, '../../..')
const babel = {
  // Other parts of the project have a Babel configuration of their own, which must not be picked up here.
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
  testMatch: ['<rootDir>/**/*.test.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'json'],
  transform: { '\\.tsx?$': [require.resolve('babel-jest'), babel] },
  setupFilesAfterEnv: ['<rootDir>/setup.ts'],
  moduleNameMapper: {
    // The same version in one file, as production builds it: jest would read a thousand files anew for every test file.
    '^antd$': 'antd/dist/antd.min.js',
    '\\.css$': '<rootDir>/mock/style.ts',
    // jsdom has no workers; what the worker would read is set by the test.
    '/readInWorker$': '<rootDir>/mock/readInWorker.ts',
  },
  cacheDirectory: path.join(root, 'node_modules/.cache/jest-admin'),
  testTimeout: 60_000,
  maxWorkers: 1,
}

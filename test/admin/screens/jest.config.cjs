const path = require('node:path')

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/**/*.test.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'json'],
  transform: { '\\.tsx?$': path.join(__dirname, '../../jestTransform.cjs') },
  setupFilesAfterEnv: ['<rootDir>/setup.ts'],
  moduleNameMapper: {
    // The same version in one file, as production builds it: jest would read a thousand files anew for every test file.
    '^antd$': 'antd/dist/antd.min.js',
    '\\.css$': '<rootDir>/mock/style.ts',
    // jsdom has no workers; what the worker would read is set by the test.
    '/readInWorker$': '<rootDir>/mock/readInWorker.ts',
  },
  cacheDirectory: path.join(__dirname, '../../../node_modules/.cache/jest-admin'),
  testTimeout: 60_000,
  maxWorkers: 1,
}

const path = require('node:path')

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json'],
  transform: { '\\.ts$': path.join(__dirname, '../jestTransform.cjs') },
  cacheDirectory: path.join(__dirname, '../../node_modules/.cache/jest-weapp'),
  testTimeout: 30_000,
  // One process: a second would only wait for the same two cores and start a second cloud.
  maxWorkers: 1,
}
